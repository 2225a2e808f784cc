/** What a command line runs, if it does nothing but run one file of CommonJS with Node. */
export interface AppCommand {
  /** As the command line names it. */
  readonly entry: string;
  /** What loads TypeScript; undefined where Node does all of it. */
  readonly loader?: Loader;
  /** What Node tells the program of its command line. */
  readonly execArgv: readonly string[];
}

/** Both halves of tsx, or only the one for CommonJS. */
export type Loader = 'tsx' | 'tsx/cjs';

const NODE =
  /^node(?: ((?:--import|-r|--require)(?:[ =])(?:tsx|tsx\/cjs)))? ((?:[\w@][\w.@-]*|\.{1,2})(?:\/[\w.@-]+)*\.([cm]?[jt]s))$/;
const LOADERS = new Map<string, Loader>([
  ['--import tsx', 'tsx'],
  ['-r tsx/cjs', 'tsx/cjs'],
  ['--require tsx/cjs', 'tsx/cjs'],
]);

/** Undefined for any other command line: that is for the shell. */
export function appCommand(app: string): AppCommand | undefined {
  const [, flag, entry = '', extension = ''] =
    NODE.exec(app.replaceAll(/^[ \n]+|[ \n]+$/g, '').replaceAll(/ +/g, ' ')) ?? [];
  const isTypeScript = extension.endsWith('ts');
  if (entry === '' || extension.startsWith('m')) return undefined;
  if (flag === undefined) return isTypeScript ? undefined : { entry, execArgv: [] };
  const loader = LOADERS.get(flag.replace('=', ' '));
  return loader && { entry, loader, execArgv: flag.split(' ') };
}
