// A process of its own that writes gaps: node writer.mjs DATABASE_URL WRITES DIFFERENT_QUESTIONS
// Prints the number of each write on a line of its own as soon as it is acknowledged. Needs `npm run build`.
import { writeSync } from 'node:fs';
import { openStore } from '../../dist/store/store.js';

const [url, writes, questions] = process.argv.slice(2);
const AT_ONCE = 50;
const log = { debug() {}, info() {}, warn: (fields, text) => console.error(text, fields.err?.message) };

const store = await openStore(url, { log });
let next = 0;
async function write() {
  for (let number = next++; number < Number(writes); number = next++) {
    const question = `question ${number % Number(questions)}`;
    await store.feedback.unanswered({ question, facts: [], suggestions: [] });
    await store.feedback.voted(`topic-${number % 7}`, true, `${process.pid}-${number}`);
    writeSync(1, `${number}\n`); // at once, so that nothing is acknowledged here that its reader cannot see
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, write));
await store.close();
