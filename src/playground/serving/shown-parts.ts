import { ButtonStyle, ComponentType } from 'discord.js';
import { type AnyComponent, SELECTS } from '../checks/components.js';
import { offeredChannels } from '../choosing.js';
import type { LocalModal } from '../events.js';
import type { ButtonPart, ModalField, Part, SelectOption, SelectPart, ShownModal } from '../protocol.js';
import type { LocalChannel } from '../world.js';
import { type Directory, markupOf } from './markup.js';
import { hexColor, pageUrl } from './shown.js';

/** Where components are shown. */
export interface Surroundings extends Directory {
  /** What there is to choose from: the server's channels, none in a DM. */
  channels: readonly LocalChannel[];
}

const LARGE_SPACING = 2;
/** Discord's default for texts in modals. */
const LONGEST_FIELD = 4000;

const STYLES: Readonly<Record<number, ButtonPart['style']>> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: 'secondary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'destructive',
};

/** A message's components as what the page draws; kinds that it does not know are left out. */
export function partsOf(components: readonly AnyComponent[], around: Surroundings): Part[] {
  return components.flatMap((component) => partOf(component, around) ?? []);
}

function partOf(component: AnyComponent, around: Surroundings): Part | undefined {
  const nested = () => partsOf(component.components ?? [], around);
  switch (component.type) {
    case ComponentType.Container: {
      const accent = component.accent_color;
      return { kind: 'container', ...(accent != null && { accent: hexColor(accent) }), parts: nested() };
    }
    case ComponentType.TextDisplay:
      return { kind: 'text', content: markupOf(component.content ?? '', around) };
    case ComponentType.Separator:
      return {
        kind: 'separator',
        isLine: component.divider ?? true,
        isLarge: component.spacing === LARGE_SPACING,
      };
    case ComponentType.Section: {
      const accessory = component.accessory && partOf(component.accessory, around);
      return { kind: 'section', parts: nested(), ...(accessory && { accessory }) };
    }
    case ComponentType.ActionRow:
      return { kind: 'row', parts: nested() };
    case ComponentType.Button:
      return buttonPart(component);
    default:
      return mediaPart(component) ?? selectPart(component, around.channels);
  }
}

function mediaPart({ type, media, file, items = [], description }: AnyComponent): Part | undefined {
  if (type === ComponentType.MediaGallery) {
    return {
      kind: 'gallery',
      items: items.map((item) => ({ url: pageUrl(item.media.url), description: item.description ?? '' })),
    };
  }
  if (type === ComponentType.Thumbnail && media)
    return { kind: 'thumbnail', url: pageUrl(media.url), description: description ?? '' };
  if (type === ComponentType.File && file)
    return { kind: 'file', url: pageUrl(file.url), name: file.url.split('/').at(-1) ?? '' };
  return undefined;
}

function buttonPart({ style = 0, label, emoji, custom_id, url, disabled }: AnyComponent): ButtonPart {
  return {
    kind: 'button',
    style: STYLES[style] ?? 'secondary',
    label: label ?? '',
    emoji: emoji?.name ?? '',
    customId: custom_id ?? '',
    ...(url && /^https?:/.test(url) && { url }),
    disabled: disabled ?? false,
  };
}

/** Selects of people and roles are shown, but there is nothing to choose from; nor channels where there are none. */
function selectPart(component: AnyComponent, channels: readonly LocalChannel[]): SelectPart | undefined {
  if (!SELECTS.includes(component.type)) return undefined;
  const options =
    component.type === ComponentType.ChannelSelect
      ? channelOptions(component, channels)
      : stringOptions(component);
  return {
    kind: 'select',
    customId: component.custom_id ?? '',
    placeholder: component.placeholder ?? 'Make a selection',
    options,
    min: component.min_values ?? 1,
    max: component.max_values ?? 1,
    disabled: options.length === 0 || (component.disabled ?? false),
  };
}

function stringOptions({ options = [] }: AnyComponent): SelectOption[] {
  return options.map((option) => ({
    label: option.label,
    value: option.value,
    description: option.description ?? '',
    emoji: option.emoji?.name ?? '',
    chosen: option.default ?? false,
  }));
}

function channelOptions(select: AnyComponent, channels: readonly LocalChannel[]): SelectOption[] {
  const chosen = select.default_values?.map(({ id }) => id) ?? [];
  return offeredChannels(select, channels).map(({ id, name }) => ({
    label: `#${name}`,
    value: id,
    description: '',
    emoji: '',
    chosen: chosen.includes(id),
  }));
}

/** A modal as the page draws it; of its selects only those of strings can be used. */
export function shownModal(
  { interactionId, title, components }: LocalModal,
  directory: Directory,
): ShownModal {
  return { id: interactionId, title, fields: components.flatMap((each) => modalFields(each, directory)) };
}

function modalFields(component: AnyComponent, directory: Directory): ModalField[] {
  const { type, components, component: inner, content, label, description } = component;
  if (type === ComponentType.TextDisplay)
    return [{ kind: 'note', content: markupOf(content ?? '', directory) }];
  const fields = inner ? [inner] : (components ?? []);
  return fields.flatMap((field) => modalField(field, label ?? field.label ?? '', description ?? ''));
}

function modalField(field: AnyComponent, label: string, description: string): ModalField[] {
  const required = field.required ?? true;
  if (field.type !== ComponentType.TextInput) {
    const select = selectPart(field, []);
    return select ? [{ kind: 'select', label, description, required, select }] : [];
  }
  return [
    {
      kind: 'text',
      customId: field.custom_id ?? '',
      label,
      description,
      isLong: field.style === 2,
      required,
      minLength: field.min_length ?? 0,
      maxLength: field.max_length ?? LONGEST_FIELD,
      placeholder: field.placeholder ?? '',
      value: field.value ?? '',
    },
  ];
}
