/** Errors by their names: the start of the program is a bundle, whose classes are not those of the modules beside it. */
const ofTheUser: ReadonlySet<string> = new Set(['KnowledgeError', 'StartError', 'StoreError']);

/** Whether an error is for the person at the terminal to mend: its message says how, and a stack trace would not help. */
export function isUserFault(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  // node:util parseArgs, on options that do not exist
  return ofTheUser.has(error.name) || ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
}
