import { MessageCreateRequestSchema } from 'discord-api-spec/zod';
import type { MessageBody } from '../../src/discord/layout.js';
import { weight } from '../../src/discord/text.js';
import { type AnyComponent, placedComponents } from '../../src/playground/checks/components.js';
import { checkMessage } from '../../src/playground/checks/message.js';

/** A message as Discord would take it. @throws Refusal as Discord would refuse it */
export function accepted({ flags, components, files }: MessageBody): {
  texts: string[];
  buttons: { label?: string; id: string }[];
  weight: number;
} {
  checkMessage(
    { flags, components, allowed_mentions: { parse: [] } },
    { schema: MessageCreateRequestSchema, files },
  );
  const placed = placedComponents(components as unknown as AnyComponent[]).map(({ component }) => component);
  const texts = placed.flatMap(({ content }) => content ?? []);
  const buttons = placed.flatMap(({ custom_id: id, label }) => (id ? [{ id, ...(label && { label }) }] : []));
  return { texts, buttons, weight: texts.reduce((sum, text) => sum + weight(text), 0) };
}
