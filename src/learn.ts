import { workerData } from 'node:worker_threads';
import { openLibrary } from './library.js';

/** Runs in a worker: learning takes seconds, in which the bot goes on answering. What is learned is kept on disk. */
await openLibrary((workerData as { folder: string }).folder);
