type Child = Node | string | false | null | undefined;
type Properties<T> = Partial<Omit<T, 'attributes' | 'style' | 'dataset' | 'children'>> & {
  attributes?: Record<string, string | boolean | undefined>;
};

/** Makes an element: its properties, its attributes (`true` is empty, `false` and undefined leave it out), its children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties<HTMLElementTagNameMap[K]> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const { attributes = {}, ...rest } = properties;
  const made = Object.assign(document.createElement(tag), rest);
  setAttributes(made, attributes);
  made.append(...children.filter((child): child is Node | string => Boolean(child)));
  return made;
}

export function setAttributes(
  target: Element,
  attributes: Record<string, string | boolean | undefined>,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) target.removeAttribute(name);
    else target.setAttribute(name, value === true ? '' : value);
  }
}

let lastId = 0;

/** An id for an element that others refer to. */
export function newId(): string {
  lastId += 1;
  return `e${lastId}`;
}

const SVG = 'http://www.w3.org/2000/svg';

/** An icon out of one path on a grid of 24, hidden from screen readers: what it stands for is said beside it. */
export function icon(path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  setAttributes(svg, { viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'icon' });
  const drawn = document.createElementNS(SVG, 'path');
  drawn.setAttribute('d', path);
  svg.append(drawn);
  return svg;
}

export const ICONS = {
  hash: 'M10.6 3 9.9 7H5.6l-.3 2h4.3l-.9 6H4.3L4 17h4.3l-.6 4h2l.6-4h4.9l-.6 4h2l.6-4h4.5l.3-2h-4.5l.9-6h4.4l.3-2h-4.4l.7-4h-2l-.7 4H11.9l.7-4h-2Zm.9 6h5l-.9 6h-5l.9-6Z',
  at: 'M12 2a10 10 0 1 0 5.3 18.5l-1-1.7A8 8 0 1 1 20 12v1a1.5 1.5 0 0 1-3 0V8h-2v.6A4.5 4.5 0 1 0 15.700 15 3.500 3.500 0 0 0 22 13v-1A10 10 0 0 0 12 2Zm0 12.500a2.500 2.500 0 1 1 0-5 2.500 2.500 0 0 1 0 5Z',
  menu: 'M3 5h18v2H3V5Zm0 6h18v2H3v-2Zm0 6h18v2H3v-2Z',
  more: 'M5 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z',
  reply: 'M10 5v4c7 0 10 4 11 10-2.500-3.500-6-5-11-5v4l-7-6.500L10 5Z',
  close:
    'm6.400 5 5.600 5.600L17.600 5 19 6.400 13.400 12l5.600 5.600-1.400 1.400-5.600-5.600L6.400 19 5 17.600l5.600-5.600L5 6.400 6.400 5Z',
  send: 'M3 20v-6.500l9-1.500-9-1.500V4l19 8-19 8Z',
  search:
    'M10 3a7 7 0 1 0 4.200 12.600l5 5 1.400-1.400-5-5A7 7 0 0 0 10 3Zm0 2a5 5 0 1 1 0 10 5 5 0 0 1 0-10Z',
  eye: 'M12 5C6 5 2.500 10 1.500 12c1 2 4.500 7 10.500 7s9.500-5 10.500-7c-1-2-4.500-7-10.500-7Zm0 11a4 4 0 1 1 0-8 4 4 0 0 1 0 8Z',
  apps: 'M4 4h7v7H4V4Zm9 0h7v7h-7V4ZM4 13h7v7H4v-7Zm9 0h7v7h-7v-7Z',
  copy: 'M8 3h10a2 2 0 0 1 2 2v12h-2V5H8V3Zm-3 4h9a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V9c0-1.100.9-2 2-2Z',
  down: 'm6 9 6 6 6-6-1.400-1.400L12 12.200 7.400 7.600 6 9Z',
  arrow: 'M13 5l7 7-7 7-1.400-1.400 4.600-4.600H4v-2h12.200l-4.600-4.600L13 5Z',
} as const;
