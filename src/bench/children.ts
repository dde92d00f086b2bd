import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What was measured of one way of answering, in a process of its own; times in milliseconds, memory in bytes. */
export interface Measured {
  /** From the files to the first question. */
  readonly loadMs: number;
  readonly firstMs: number;
  /** Of each question. */
  readonly questionMs: readonly number[];
  /** Processor time of each question, which stays the same when other programs are at work. */
  readonly questionCpuMs: readonly number[];
  /** Growth by the knowledge, after collecting garbage. */
  readonly rss: number;
  readonly heap: number;
}

/** Path of a module beside this one. */
export const modulePath = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Runs a module of this folder in a process of its own and reads the JSON that it prints. */
export async function inChild<Result>(name: string, args: readonly string[]): Promise<Result> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', modulePath(name), ...args], {
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout) as Result;
}
