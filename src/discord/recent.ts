/** The latest values by key, each forgotten after a while: at most `size` of them, the longest untouched goes first. */
export class Recent<Value> {
  readonly #entries = new Map<string, { value: Value; until: number }>();

  /**
   * @param size most keys that are remembered
   * @param lifetime in milliseconds
   * @param now the clock, in milliseconds
   */
  constructor(
    private readonly size: number,
    private readonly lifetime: number,
    private readonly now: () => number = Date.now,
  ) {}

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.until > this.now() ? entry.value : undefined;
  }

  set(key: string, value: Value, lifetime = this.lifetime): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, until: this.now() + lifetime });
    if (this.#entries.size <= this.size) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }
}
