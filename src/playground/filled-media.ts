import { type APIAttachment, ComponentType } from 'discord.js';
import { type AnyComponent, placedComponents } from './checks/components.js';
import type { MessageBody } from './checks/message.js';

/** What Discord fills in where a body leaves it out. */
const DEFAULTS: Record<number, object> = {
  [ComponentType.Container]: { accent_color: null, spoiler: false },
  [ComponentType.File]: { name: null, size: null, spoiler: false },
  [ComponentType.Separator]: { divider: true, spacing: 1 },
  [ComponentType.StringSelect]: { min_values: 1, max_values: 1 },
  [ComponentType.Thumbnail]: { description: null, spoiler: false },
};

/** Components as the API gives them back: each with an id and all its fields, media with addresses. */
export function filledComponents(
  components: readonly AnyComponent[],
  attachments: readonly APIAttachment[],
  newId: () => string,
): AnyComponent[] {
  const filled = structuredClone(components) as AnyComponent[];
  const placed = placedComponents(filled).map(({ component }) => component);
  const taken = new Set(placed.map(({ id }) => id));
  let next = 1;
  for (const component of placed) {
    if (!component.id) {
      while (taken.has(next)) next += 1;
      component.id = next;
      next += 1;
    }
    Object.assign(component, { ...DEFAULTS[component.type], ...component });
    const media = <T extends { url: string }>(item: T) => ({
      id: newId(),
      ...resolvedMedia(item, attachments),
    });
    if (component.media) component.media = media(component.media);
    if (component.file) component.file = media(component.file);
    if (component.items) {
      component.items = component.items.map((item) => ({
        description: null,
        spoiler: false,
        ...item,
        media: media(item.media),
      }));
    }
  }
  return filled;
}

/** Embeds as the API gives them back: pictures with addresses. */
export function filledEmbeds({ embeds }: MessageBody, attachments: readonly APIAttachment[]): object[] {
  return (embeds ?? []).map(({ image, thumbnail, ...embed }) => ({
    type: 'rich',
    ...embed,
    ...(image?.url && { image: resolvedMedia({ ...image, url: image.url }, attachments) }),
    ...(thumbnail?.url && { thumbnail: resolvedMedia({ ...thumbnail, url: thumbnail.url }, attachments) }),
  }));
}

/** Replaces `attachment://name` by the address at which the file is served. */
function resolvedMedia<T extends { url: string }>(media: T, attachments: readonly APIAttachment[]) {
  const name = /^attachment:\/\/(.+)$/.exec(media.url)?.[1];
  const file = attachments.find(({ filename }) => filename === name);
  return file
    ? {
        ...media,
        url: file.url,
        proxy_url: file.url,
        content_type: file.content_type,
        attachment_id: file.id,
      }
    : { ...media, proxy_url: media.url };
}
