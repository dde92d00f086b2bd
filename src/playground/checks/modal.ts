import { ComponentType } from 'discord.js';
import { ModalInteractionCallbackRequestSchema } from 'discord-api-spec/zod';
import { type Fault, refuseFaults } from '../api/refusal.js';
import { type AnyComponent, identityFaults, placedComponents, selectFaults } from './components.js';
import { schemaFaults } from './form.js';
import { MODAL_COMPONENTS } from './limits.js';

/** A modal as the bot sends it. */
export interface ModalBody {
  custom_id: string;
  title: string;
  components: AnyComponent[];
}

/**
 * Checks an interaction callback that opens a modal.
 * @throws Refusal as Discord would refuse it
 */
export function checkModal(request: unknown): ModalBody {
  refuseFaults(schemaFaults(ModalInteractionCallbackRequestSchema, request));
  const { data } = request as { data: ModalBody };
  const path = ['data', 'components'];
  const placed = placedComponents(data.components, path);
  const tooMany: Fault[] =
    data.components.length > MODAL_COMPONENTS
      ? [
          {
            path,
            code: 'BASE_TYPE_BAD_LENGTH',
            message: `Must be between 1 and ${MODAL_COMPONENTS} in length.`,
          },
        ]
      : [];
  refuseFaults([
    ...tooMany,
    ...identityFaults(placed),
    ...placed.flatMap(({ component, path: at }) => fieldFaults(component, at)),
  ]);
  return data;
}

function fieldFaults(field: AnyComponent, path: PropertyKey[]): Fault[] {
  if (field.type === ComponentType.StringSelect) return selectFaults(field, path);
  if (field.type !== ComponentType.TextInput) return [];
  const max = field.max_length ?? Number.POSITIVE_INFINITY;
  const faults: Fault[] = [];
  if ((field.min_length ?? 0) > max) {
    faults.push({
      path: [...path, 'min_length'],
      code: 'TEXT_INPUT_COMPONENT_LENGTH_INVALID',
      message: 'Min length must not exceed max length',
    });
  }
  if ((field.value?.length ?? 0) > max) {
    faults.push({
      path: [...path, 'value'],
      code: 'BASE_TYPE_MAX_LENGTH',
      message: `Must be ${max} or fewer in length.`,
    });
  }
  return faults;
}
