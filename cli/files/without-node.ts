/** Whether this is the command as one file for machines without Node: no other program can be run by what it runs in. */
export function isWithoutNode(): boolean {
  return process.getBuiltinModule?.('node:sea')?.isSea() ?? false;
}
