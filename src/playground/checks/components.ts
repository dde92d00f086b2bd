import { ButtonStyle, ComponentType } from 'discord.js';
import { type Fault, Refusal } from '../api/refusal.js';
import {
  ACTION_ROW_WIDTH,
  COMPONENTS_TOTAL,
  DISPLAYED_TEXT_BYTES,
  DISPLAYED_TEXT_LENGTH,
  LEGACY_ACTION_ROWS,
  TEXT_DISPLAY_OVERHEAD_BYTES,
} from './limits.js';

/** A component as it comes in a body that already fits the schema: any of Discord's kinds. */
export interface AnyComponent {
  type: number;
  id?: number | null;
  components?: AnyComponent[];
  component?: AnyComponent;
  accessory?: AnyComponent;
  custom_id?: string | null;
  content?: string;
  style?: number;
  label?: string | null;
  url?: string | null;
  sku_id?: string | null;
  emoji?: { id?: string | null; name: string } | null;
  disabled?: boolean | null;
  options?: {
    label: string;
    value: string;
    default?: boolean | null;
    description?: string | null;
    emoji?: { id?: string | null; name: string } | null;
  }[];
  /** Of a select of channels: the kinds that it offers; all where there are none. */
  channel_types?: number[] | null;
  /** Of a select of people, roles or channels: what is chosen at first. */
  default_values?: { id: string; type: string }[] | null;
  placeholder?: string | null;
  min_values?: number | null;
  max_values?: number | null;
  min_length?: number | null;
  max_length?: number | null;
  value?: string | null;
  required?: boolean | null;
  media?: { url: string };
  file?: { url: string };
  items?: { media: { url: string }; description?: string | null }[];
  description?: string | null;
  /** Of a container, 0xRRGGBB. */
  accent_color?: number | null;
  /** Of a separator: whether there is a line, and 1 or 2 for how much room it takes. */
  divider?: boolean | null;
  spacing?: number | null;
}

/** A component and where it stands in the body. */
interface Placed {
  component: AnyComponent;
  path: PropertyKey[];
}

export const SELECTS: readonly number[] = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
];
/** One emoji of Unicode: a flag, a key cap, or pictograms with their modifiers, joined or not. */
const UNICODE_EMOJI =
  /^(?:\p{RI}{2}|[0-9#*]\uFE0F?\u20E3|\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\u200D|\uFE0F|\p{Extended_Pictographic}|[\u{E0020}-\u{E007F}])*)$/u;

/** All components of a tree, outermost first, each with its path. */
export function placedComponents(
  components: readonly AnyComponent[],
  path: PropertyKey[] = ['components'],
): Placed[] {
  return components.flatMap((component, index) => withNested(component, [...path, index]));
}

function withNested(component: AnyComponent, path: PropertyKey[]): Placed[] {
  return [
    { component, path },
    ...placedComponents(component.components ?? [], [...path, 'components']),
    ...(component.component ? withNested(component.component, [...path, 'component']) : []),
    ...(component.accessory ? withNested(component.accessory, [...path, 'accessory']) : []),
  ];
}

/** What is wrong with a message's components beyond the schema. `v2`: the message has IS_COMPONENTS_V2. */
export function messageComponentFaults(
  components: AnyComponent[],
  v2: boolean,
  path: PropertyKey[],
): Fault[] {
  const placed = placedComponents(components, path);
  return [
    ...(v2 ? totalFaults(placed, path) : legacyFaults(components, path)),
    ...identityFaults(placed),
    ...placed.flatMap(componentFaults),
  ];
}

function totalFaults(placed: Placed[], path: PropertyKey[]): Fault[] {
  const texts = placed.flatMap(({ component }) =>
    component.type === ComponentType.TextDisplay ? [component.content ?? ''] : [],
  );
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + TEXT_DISPLAY_OVERHEAD_BYTES, 0);
  const faults: Fault[] = [];
  if (placed.length > COMPONENTS_TOTAL) {
    faults.push({
      path,
      code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      message: `The total number of components cannot exceed ${COMPONENTS_TOTAL}`,
    });
  }
  if (length > DISPLAYED_TEXT_LENGTH) {
    faults.push({
      path,
      code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      message: `Components displayable text size exceeds maximum size of ${DISPLAYED_TEXT_LENGTH}`,
    });
  } else if (bytes > DISPLAYED_TEXT_BYTES) {
    throw new Refusal(500, 0, '500: Internal Server Error');
  }
  return faults;
}

function legacyFaults(components: AnyComponent[], path: PropertyKey[]): Fault[] {
  const faults: Fault[] = components.flatMap(({ type }, index) =>
    type === ComponentType.ActionRow
      ? []
      : [
          {
            path: [...path, index],
            code: 'UNION_TYPE_CHOICES',
            message: 'Value of field "type" must be one of (1,).',
          },
        ],
  );
  if (components.length > LEGACY_ACTION_ROWS) {
    faults.push({
      path,
      code: 'BASE_TYPE_BAD_LENGTH',
      message: `Must be between 1 and ${LEGACY_ACTION_ROWS} in length.`,
    });
  }
  return faults;
}

/** Custom ids and component ids stand only once in a message or modal. */
export function identityFaults(placed: Placed[]): Fault[] {
  const customIds = new Set<string>();
  const ids = new Set<number>();
  return placed.flatMap(({ component: { custom_id, id }, path }) => {
    const faults: Fault[] = [];
    if (custom_id && customIds.has(custom_id)) {
      faults.push({
        path: [...path, 'custom_id'],
        code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
        message: 'Component custom id cannot be duplicated',
      });
    }
    // 0 stands for "none": Discord then numbers the component itself.
    if (id && ids.has(id)) {
      faults.push({
        path: [...path, 'id'],
        code: 'COMPONENT_ID_DUPLICATED',
        message: 'Component id cannot be duplicated',
      });
    }
    if (custom_id) customIds.add(custom_id);
    if (id) ids.add(id);
    return faults;
  });
}

function componentFaults({ component, path }: Placed): Fault[] {
  if (component.type === ComponentType.ActionRow) return widthFaults(component, path);
  if (component.type === ComponentType.Button) return buttonFaults(component, path);
  if (SELECTS.includes(component.type)) return selectFaults(component, path);
  return [];
}

function widthFaults({ components = [] }: AnyComponent, path: PropertyKey[]): Fault[] {
  let width = 0;
  return components.flatMap(({ type }, index) => {
    width += type === ComponentType.Button ? 1 : ACTION_ROW_WIDTH;
    return width > ACTION_ROW_WIDTH
      ? [
          {
            path: [...path, 'components', index],
            code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
            message: 'The specified component exceeds the maximum width',
          },
        ]
      : [];
  });
}

function buttonFaults(button: AnyComponent, path: PropertyKey[]): Fault[] {
  const faults = emojiFaults(button.emoji, [...path, 'emoji']);
  const fault = (code: string, message: string) => faults.push({ path, code, message });
  const isLink = button.style === ButtonStyle.Link;
  const isPremium = button.style === ButtonStyle.Premium;
  if (isLink && !button.url) fault('BUTTON_COMPONENT_URL_REQUIRED', 'A url is required');
  if (button.url && button.custom_id) {
    fault(
      'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
      'A custom id and url cannot both be specified',
    );
  }
  if (!isLink && button.url) fault('BUTTON_COMPONENT_INVALID_STYLE', 'Only link buttons can have a url');
  if (!isLink && !isPremium && !button.custom_id)
    fault('BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required');
  if (isPremium && !button.sku_id) fault('BUTTON_COMPONENT_SKU_ID_REQUIRED', 'A sku id is required');
  if (!isPremium && !button.label && !button.emoji)
    fault('BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A label or emoji is required');
  if (button.url && !/^(https?|discord):/.test(button.url)) {
    faults.push({
      path: [...path, 'url'],
      code: 'URL_TYPE_INVALID_SCHEME',
      message: "Scheme must be one of ('http', 'https', 'discord').",
    });
  }
  return faults;
}

/** What is wrong with a select beyond the schema. */
export function selectFaults(select: AnyComponent, path: PropertyKey[]): Fault[] {
  const options = select.options ?? [];
  const min = select.min_values ?? 1;
  const max = select.max_values ?? 1;
  const faults = options.flatMap(({ emoji }, index) =>
    emojiFaults(emoji, [...path, 'options', index, 'emoji']),
  );
  options.forEach(({ value }, index) => {
    if (options.findIndex((other) => other.value === value) < index) {
      faults.push({
        path: [...path, 'options', index, 'value'],
        code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        message: 'The specified option value is already used',
      });
    }
  });
  if (min > max || (select.type === ComponentType.StringSelect && max > options.length)) {
    faults.push({
      path: [...path, 'max_values'],
      code: 'SELECT_COMPONENT_MAX_VALUES_INVALID',
      message: 'Max values must be at least min values and at most the number of options',
    });
  }
  const defaults = select.type === ComponentType.StringSelect ? 'options' : 'default_values';
  const chosen = select.default_values ?? options.filter((option) => option.default);
  if (chosen.length > max) {
    faults.push({
      path: [...path, defaults],
      code: 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
      message: 'More options are selected by default than max values allows',
    });
  }
  return faults;
}

function emojiFaults(emoji: AnyComponent['emoji'], path: PropertyKey[]): Fault[] {
  const valid = !emoji || emoji.id || UNICODE_EMOJI.test(emoji.name);
  return valid
    ? []
    : [{ path: [...path, 'name'], code: 'COMPONENT_INVALID_EMOJI', message: 'Invalid emoji' }];
}
