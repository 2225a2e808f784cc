interface Frame<L> {
  /** The list that `.` is. */
  readonly dot: L | undefined;
  /** The list through which it goes, one by one. */
  readonly each: L | undefined;
  /** The keys for which what stands here is written; undefined for all. */
  keys: readonly string[] | undefined;
}

/** Which lists of secrets a template goes through, and whether it writes all of one, or what has certain keys. */
export class ListFrames<L extends object> {
  private readonly frames: Frame<L>[] = [];
  private readonly variables = new Map<string, L | undefined>();
  private readonly keys = new Map<L, Set<string>>();
  private readonly whole = new Set<L>();

  public open(keyword: string, list: L | undefined, keys: readonly string[] | undefined): void {
    const outer = this.frames.at(-1);
    if (keyword === 'range')
      this.frames.push({ dot: undefined, each: list ?? outer?.each, keys: list ? undefined : outer?.keys });
    else if (keyword === 'with') this.frames.push({ dot: list, each: outer?.each, keys: outer?.keys });
    else if (keyword === 'if') this.frames.push({ dot: outer?.dot, each: outer?.each, keys: keys ?? outer?.keys });
    else this.frames.push({ dot: undefined, each: undefined, keys: undefined });
  }

  /** Enters the other branch, with the keys of its own condition. */
  public otherwise(keys: readonly string[] | undefined): void {
    const frame = this.frames.at(-1);
    if (frame !== undefined) frame.keys = keys ?? this.frames.at(-2)?.keys;
  }

  public close(): void {
    this.frames.pop();
  }

  public set(variables: readonly string[], list: L | undefined): void {
    for (const name of variables) this.variables.set(name, this.variables.has(name) ? undefined : list);
  }

  /** The list that a variable holds, or the dot without one. */
  public named(variable: string | undefined): L | undefined {
    return variable === undefined ? this.frames.at(-1)?.dot : this.variables.get(variable);
  }

  /** Takes in that something is written here. */
  public output(): void {
    const frame = this.frames.at(-1);
    if (frame?.each === undefined) return;
    if (frame.keys === undefined) this.whole.add(frame.each);
    const keys = this.keys.get(frame.each) ?? new Set();
    for (const key of frame.keys ?? []) keys.add(key);
    this.keys.set(frame.each, keys);
  }

  public takeWhole(list: L): void {
    this.whole.add(list);
  }

  /** The keys that are taken of a list, where only some are. */
  public keysOf(list: L): string[] | undefined {
    const keys = this.keys.get(list);
    return keys === undefined || keys.size === 0 || this.whole.has(list) ? undefined : [...keys];
  }
}
