import type { ModalField, ShownModal } from '../protocol.js';
import { element, newId } from './dom.js';
import { markupNodes } from './markup.js';
import { selectMenu } from './select.js';

type Values = Record<string, string | string[]>;

/** Opens a modal; `onSubmit` gets what was entered, by the fields' custom ids. */
export function openModal(modal: ShownModal, onSubmit: (values: Values) => void): void {
  const chosen: Values = {};
  const title = element('h2', { id: newId() }, modal.title);
  const cancel = element('button', { type: 'button', className: 'plain' }, 'Cancel');
  const form = element(
    'form',
    { method: 'dialog' },
    ...modal.fields.map((field) => fieldNode(field, chosen)),
    element(
      'div',
      { className: 'modal-buttons' },
      cancel,
      element('button', { type: 'submit', className: 'primary' }, 'Submit'),
    ),
  );
  const dialog = element(
    'dialog',
    { className: 'modal', attributes: { 'aria-labelledby': title.id } },
    title,
    form,
  );
  cancel.addEventListener('click', () => dialog.close());
  form.addEventListener('submit', () => {
    const typed = form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
    onSubmit({ ...Object.fromEntries([...typed].map(({ name, value }) => [name, value])), ...chosen });
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function fieldNode(field: ModalField, chosen: Values): HTMLElement {
  if (field.kind === 'note') return element('div', { className: 'text' }, ...markupNodes(field.content));
  const id = newId();
  const label = element(
    'label',
    { htmlFor: id },
    field.label,
    field.required && element('span', { className: 'required' }, ' *'),
  );
  const description = field.description && element('div', { className: 'description' }, field.description);
  if (field.kind === 'select') {
    const choose = (values: string[]) => {
      chosen[field.select.customId] = values;
    };
    const select = selectMenu(field.select, choose, field.label);
    select.querySelector('button')?.setAttribute('id', id);
    return element('div', { className: 'modal-field' }, label, description, select);
  }
  const { customId: name, required, minLength, maxLength, placeholder, value } = field;
  const common = { id, name, required, maxLength, placeholder, value };
  const input = field.isLong ? element('textarea', { ...common, rows: 4 }) : element('input', common);
  if (minLength > 0) input.minLength = minLength;
  return element('div', { className: 'modal-field' }, label, description, input);
}
