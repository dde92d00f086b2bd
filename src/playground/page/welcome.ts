import type { Examples, OptionChoice, SceneChannel } from '../protocol.js';
import { element, ICONS, icon } from './dom.js';

/** How a channel begins: what one can do there, with questions to try. `examples`: null while there are none. */
export function welcome(
  { kind, name }: SceneChannel,
  bot: string,
  examples: Examples | null,
  ask: (question: OptionChoice) => void,
): HTMLElement {
  const isDm = kind === 'dm';
  const how = isDm
    ? ['Write as you would to a colleague, or type ', key('/'), ' for commands.']
    : ['Type ', key('/'), ' for commands, or ', key(`@${bot}`), ' and your question.'];
  return element(
    'div',
    { className: 'welcome' },
    element('div', { className: 'welcome-mark' }, isDm ? robot() : icon(ICONS.hash)),
    element('h2', {}, isDm ? name : `Welcome to #${name}!`),
    element(
      'p',
      {},
      `${isDm ? 'This is your direct line to' : 'Here you can ask'} ${bot}. It answers from vetted facts and names the source of each answer. `,
      ...how,
    ),
    examples && examples.questions.length > 0 && questions(examples.questions, ask),
  );
}

function questions(all: readonly OptionChoice[], ask: (question: OptionChoice) => void): HTMLElement {
  return element(
    'div',
    { className: 'examples' },
    element('h3', {}, 'Try a question'),
    element(
      'ul',
      {},
      ...all.map((question) => {
        const button = element(
          'button',
          { type: 'button' },
          element('span', {}, question.name),
          icon(ICONS.arrow),
        );
        button.addEventListener('click', () => ask(question));
        return element('li', {}, button);
      }),
    ),
  );
}

function key(text: string): HTMLElement {
  return element('kbd', {}, text);
}

function robot(): HTMLElement {
  return element('img', { src: '/factdesk.svg', alt: '' });
}
