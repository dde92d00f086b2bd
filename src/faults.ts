import { StartError } from './discord/errors.js';
import { KnowledgeError } from './knowledge/load.js';
import { StoreError } from './store/types.js';

/** Whether an error is for the person at the terminal to mend: its message says how, and a stack trace would not help. */
export function isUserFault(error: unknown): error is Error {
  if (error instanceof KnowledgeError || error instanceof StartError || error instanceof StoreError)
    return true;
  // node:util parseArgs, on options that do not exist
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
