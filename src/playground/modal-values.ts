import { ComponentType } from 'discord.js';
import type { AnyComponent } from './checks/components.js';
import type { LocalModal } from './events.js';

/** What a member enters into a modal, by the fields' custom ids: text, or the chosen values of a select. */
export type ModalValues = Record<string, string | string[]>;

/**
 * The components of a modal submission, as Discord's client would send them.
 * @throws Error when Discord's client would not let a member send that
 */
export function filledModal({ components, title }: LocalModal, values: ModalValues): object[] {
  const known = new Set(components.flatMap(fieldsOf).map(({ custom_id }) => custom_id));
  const stray = Object.keys(values).filter((customId) => !known.has(customId));
  if (stray.length > 0) throw new Error(`"${title}" has no field ${stray.join(', ')}`);
  return components.map((component, index) => ({
    type: component.type,
    id: component.id ?? index + 1,
    ...(component.components && {
      components: component.components.map((field) => filledField(field, values)),
    }),
    ...(component.component && { component: filledField(component.component, values) }),
  }));
}

function fieldsOf({ components = [], component }: AnyComponent): AnyComponent[] {
  return component ? [component] : components;
}

function filledField(field: AnyComponent, values: ModalValues): object {
  const customId = field.custom_id ?? '';
  const entered = values[customId];
  const sent = { type: field.type, id: field.id ?? 0, custom_id: customId };
  if (field.type === ComponentType.TextInput)
    return { ...sent, value: textOf(field, entered ?? field.value ?? '') };
  const chosen = [entered ?? []].flat();
  const offered = field.options?.map(({ value }) => value);
  if (offered && chosen.some((value) => !offered.includes(value)))
    throw new Error(`${customId} offers only ${offered.join(', ')}`);
  if ((field.required ?? true) && chosen.length < (field.min_values ?? 1))
    throw new Error(`The field ${customId} is required`);
  return { ...sent, values: chosen };
}

function textOf(field: AnyComponent, entered: string | string[]): string {
  const text = String(entered);
  if ((field.required ?? true) && text === '') throw new Error(`The field ${field.custom_id} is required`);
  const tooShort = text !== '' && text.length < (field.min_length ?? 0);
  if (tooShort || text.length > (field.max_length ?? 4000)) {
    throw new Error(
      `The field ${field.custom_id} takes ${field.min_length ?? 0} to ${field.max_length ?? 4000} characters`,
    );
  }
  return text;
}
