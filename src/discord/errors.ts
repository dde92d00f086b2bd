/** Something that the asker can put right: its message is shown to them as it is. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** Why the bot could not come online, in one line that says what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
