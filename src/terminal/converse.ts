import { createInterface } from 'node:readline';
import type { Engine } from '../answer/engine.js';
import type { Answer, IsoDay } from '../answer/types.js';
import { painter, showAnswer } from './print.js';

interface Conversation {
  /** Asked for every time: the knowledge may have been loaded anew. */
  readonly engine: () => Engine;
  readonly today: () => IsoDay;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

const prompt = '? ';
const leave = new Set(['exit', 'quit', 'bye']);

/** Asks and answers in the terminal until the input ends; a number chooses one of the questions offered last. */
export async function converse({ engine, today, input, output }: Conversation): Promise<void> {
  const paint = painter(output);
  const lines = createInterface({
    input,
    output,
    terminal: Boolean(input.isTTY && output.isTTY),
    prompt: paint('bold', prompt),
  });
  output.write(
    `${paint('dim', `${engine().story.title}. Ask, for example: “${engine().story.examples[0] ?? ''}” (Ctrl+D leaves)`)}\n`,
  );
  lines.prompt();
  let last: Answer | undefined;
  for await (const line of lines) {
    const text = line.trim();
    if (leave.has(text.toLowerCase())) break;
    if (text !== '') {
      last = reply(engine(), text, today(), last);
      output.write(showAnswer(last, paint));
    }
    lines.prompt();
  }
  lines.close();
}

function reply(engine: Engine, text: string, today: IsoDay, last: Answer | undefined): Answer {
  const chosen = /^[1-3]$/.test(text) ? last?.suggestions[Number(text) - 1] : undefined;
  const answer = chosen && engine.answerTopic(chosen.topic, chosen.text, today);
  return answer ?? engine.answer(chosen?.text ?? text, today, last?.topic);
}
