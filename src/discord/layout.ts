import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIMessageTopLevelComponent,
  type APISelectMenuComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord.js';
import { encodePress, type Press } from './components.js';
import { BUTTON_LABEL, BUTTONS_IN_ROW } from './limits.js';
import { shorten, visible } from './text.js';

/** A picture or table that goes with a message. */
export interface AttachedFile {
  readonly attachment: Buffer;
  readonly name: string;
  readonly description: string;
}

/** A message of components v2, ready to be sent, that can mention nobody. */
export interface MessageBody {
  readonly flags: MessageFlags.IsComponentsV2;
  readonly components: APIMessageTopLevelComponent[];
  readonly allowedMentions: { readonly parse: []; readonly repliedUser: false };
  readonly files: AttachedFile[];
  /** Files of the message before that are kept when it is edited: none. */
  readonly attachments: [];
}

/** The one place where messages are made. */
export function messageBody(
  components: APIMessageTopLevelComponent[],
  files: AttachedFile[] = [],
): MessageBody {
  return {
    flags: MessageFlags.IsComponentsV2,
    components,
    allowedMentions: { parse: [], repliedUser: false },
    files,
    attachments: [],
  };
}

/** A message with an edge of this colour (0xRRGGBB), or with none. */
export function contained(parts: APIComponentInContainer[], accent?: number): APIMessageTopLevelComponent {
  return {
    type: ComponentType.Container,
    components: parts,
    ...(accent !== undefined && { accent_color: accent }),
  };
}

/** @param content finished markup */
export function textDisplay(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}

export const separator: APIComponentInContainer = { type: ComponentType.Separator, divider: true };

/** Markup of small grey lines. */
export function small(markup: string): string {
  return markup
    .split('\n')
    .map((line) => `-# ${line}`)
    .join('\n');
}

/** A button, or nothing where its `custom_id` would be too long. */
export function button(
  label: string,
  press: Press,
  style: ButtonStyle = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId[] {
  const customId = encodePress(press);
  if (!customId) return [];
  const shown = shorten(visible(label).replace(/\s+/g, ' '), BUTTON_LABEL);
  return [
    {
      type: ComponentType.Button,
      style: style as ButtonStyle.Secondary,
      custom_id: customId,
      label: shown || '…',
    },
  ];
}

/** A button with an emoji for its label. */
export function emojiButton(emoji: string, press: Press): APIButtonComponentWithCustomId[] {
  const customId = encodePress(press);
  return customId
    ? [
        {
          type: ComponentType.Button,
          style: ButtonStyle.Secondary,
          custom_id: customId,
          emoji: { name: emoji },
        },
      ]
    : [];
}

/** The buttons in one row, each `custom_id` once; no row where there are none. */
export function buttonRow(
  buttons: readonly APIButtonComponent[],
): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  const seen = new Set<string>();
  const shown = buttons.filter((each) => {
    if (!('custom_id' in each)) return true;
    const isNew = !seen.has(each.custom_id);
    seen.add(each.custom_id);
    return isNew;
  });
  return shown.length > 0
    ? [{ type: ComponentType.ActionRow, components: shown.slice(0, BUTTONS_IN_ROW) }]
    : [];
}

/** Finished markup with a button beside it. */
export function section(
  content: string,
  [accessory]: readonly APIButtonComponentWithCustomId[],
): APIComponentInContainer {
  const text = textDisplay(content);
  return accessory ? { type: ComponentType.Section, components: [text], accessory } : text;
}

/** A select, which takes a row by itself; none where its `custom_id` would be too long. */
export function selectRow<Select extends APISelectMenuComponent>(
  press: Press,
  select: Omit<Select, 'custom_id'>,
): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  const customId = encodePress(press);
  return customId
    ? [{ type: ComponentType.ActionRow, components: [{ ...select, custom_id: customId } as Select] }]
    : [];
}

/** A few words from the bot itself. @param markup finished markup */
export function notice(markup: string): MessageBody {
  return messageBody([textDisplay(markup)]);
}
