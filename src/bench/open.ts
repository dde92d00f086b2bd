import { createShelf } from '../answer/shelf.js';
import { openLibrary } from '../library.js';

/** Runs in a process of its own: prints how many milliseconds the knowledge takes to load, and the engine over it to stand. */
const started = performance.now();
const { stories } = await openLibrary(process.argv[2] ?? '');
const opened = performance.now();
createShelf(stories);
process.stdout.write(JSON.stringify({ openMs: opened - started, engineMs: performance.now() - opened }));
