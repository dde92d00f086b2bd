/** Errors by their names: the start of the program is a bundle, whose classes are not those of the modules beside it. */
const ofTheUser: ReadonlySet<string> = new Set(['KnowledgeError', 'OptionError', 'StartError', 'StoreError']);

/** An option of the command line that cannot be used: its message names the option and what was expected. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

/** Whether an error is for the person at the terminal to mend: its message says how, and a stack trace would not help. */
export function isUserFault(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  // node:util parseArgs, on options that do not exist
  return ofTheUser.has(error.name) || ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
}
