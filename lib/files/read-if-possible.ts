/** What a function reads; undefined where it is not there, or may not be read. */
export function readIfPossible<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
