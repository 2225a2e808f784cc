/** A page has no files. */
export function existsSync(): boolean {
  return false;
}
