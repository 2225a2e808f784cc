/** A worker collects its garbage by itself. */
export function setFlagsFromString(): void {}

export function runInNewContext(): () => void {
  return () => {};
}
