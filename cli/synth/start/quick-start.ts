import { existsSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, extname, join, resolve } from 'node:path';
import { nearestPackage, packageAt, packageFolder } from '../../files/packages';
import type { Command } from '../app/app-process';
import { type AppCommand, appCommand } from './app-command';
import { runsAsItIs } from './as-it-is';
import type { LaunchOptions } from './launch-options';

/** What else a quick start does for whoever starts the same app again and again. */
export type MoreOfStart = Pick<LaunchOptions, 'ahead' | 'loaded'>;

/**
 * How to start the app of a project faster than by its command line, with the same outcome; undefined where only the
 * command line will do.
 *
 * @param givenUp the file that it makes if only the command line will do after all
 */
export function quickStartOf(
  app: string,
  folder: string,
  givenUp: string,
  more: MoreOfStart = {},
): Command | undefined {
  try {
    const command = appCommand(app);
    if (command === undefined || loadsMore(process.env) || nodeOnPath() !== realpathSync(process.execPath))
      return undefined;
    const launch = launchOf(command, folder, givenUp);
    if (launch === undefined || runsAsItIs(launch.kept, launch.entry)) return undefined;
    return commandOf([join(__dirname, 'launch.js'), JSON.stringify({ ...launch, ...more })]);
  } catch {
    // It says itself what is wrong.
    return undefined;
  }
}

/** By the same shell, which sets variables. */
function commandOf(args: readonly string[]): Command {
  if (process.platform === 'win32') return { program: process.execPath, name: 'node', args };
  return { shell: ['exec', 'node', ...args.map((arg) => `'${arg.replaceAll("'", "'\\''")}'`)].join(' ') };
}

function launchOf({ entry, loader, execArgv }: AppCommand, folder: string, givenUp: string): LaunchOptions | undefined {
  const path = resolve(folder, entry);
  if (!isCommonJs(realpathSync(path))) return undefined;
  const kept = join(resolve(folder), 'node_modules', '.cache', 'cdk8s-infisical');
  if (loader === undefined) return { entry: path, execArgv, kept, givenUp };
  const loaderFolder = loaderFolderFor(folder);
  if (loaderFolder === undefined || !hasBothHalves(loaderFolder)) return undefined;
  return { entry: path, execArgv, loader, loaderFolder, kept, givenUp };
}

/** By the nearest package.json, as Node decides it. */
function isCommonJs(path: string): boolean {
  if (!statSync(path).isFile()) return false;
  return /^\.c[jt]s$/.test(extname(path)) || nearestPackage(dirname(path)).type !== 'module';
}

function loaderFolderFor(folder: string): string | undefined {
  // That one would be meant.
  return nearestPackage(folder).name === 'tsx' ? undefined : packageFolder(folder, 'tsx');
}

function hasBothHalves(loaderFolder: string): boolean {
  const { exports = {} } = packageAt(join(loaderFolder, 'package.json'));
  return './cjs' in exports && './esm/api' in exports;
}

/** The one that the command line means. */
function nodeOnPath(): string | undefined {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const found = (process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(join(folder, name)));
  return found === undefined ? undefined : realpathSync(join(found, name));
}

/** Options of Node that change nothing about which modules are loaded, nor how. */
const HARMLESS =
  /^(?:--max-old-space-size=\d+|--max-semi-space-size=\d+|--stack-trace-limit=\d+|--(?:no-|trace-)?(?:warnings|deprecation)|--enable-source-maps)$/;

function loadsMore({
  NODE_OPTIONS = '',
  NODE_PRESERVE_SYMLINKS,
  NODE_PRESERVE_SYMLINKS_MAIN,
}: NodeJS.ProcessEnv): boolean {
  if (NODE_PRESERVE_SYMLINKS !== undefined || NODE_PRESERVE_SYMLINKS_MAIN !== undefined) return true;
  return !NODE_OPTIONS.split(/\s+/).every((option) => option === '' || HARMLESS.test(option));
}
