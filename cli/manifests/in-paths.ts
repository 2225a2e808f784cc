/** Where manifests were looked for, for messages: a command that fails pipes nothing. */
export function inPaths(paths: readonly string[]): string {
  const onlyPiped = paths.every((path) => path === '-');
  if (onlyPiped) return 'on standard input: has the command before it failed?';
  return `in ${paths.map((path) => (path === '-' ? 'standard input' : path)).join(', ')}`;
}
