const RUNNER = [
  'node(?= .*\\.[cm]?js$)',
  'node --import[ =]tsx',
  'node (?:-r|--require)[ =](?:tsx|tsx/cjs|ts-node/register(?:/transpile-only)?|esbuild-register)',
  '(?:npx (?:(?:--no-install|--no|--yes|-y) )?)?(?:tsx|ts-node(?: -T| --transpile-only)?)',
].join('|');
const COMMAND = new RegExp(`^(?:${RUNNER}) ((?:[\\w@][\\w.@-]*|\\.{1,2})(?:/[\\w.@-]+)*\\.[cm]?[jt]s)$`);

/** The file that a command line runs, if it does nothing but run one file with Node; else undefined. */
export function entryOf(app: string): string | undefined {
  return COMMAND.exec(app.trim().replaceAll(/ +/g, ' '))?.[1];
}
