import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, extname, join, resolve } from 'node:path';
import { type AppCommand, appCommand } from './app-command';
import { runsAsItIs } from './as-it-is';
import type { Launch } from './launch';

/** A program and its arguments, without a shell. */
export interface Start {
  readonly program: string;
  /** What the program is told it was called. */
  readonly name: string;
  readonly args: readonly string[];
}

/**
 * How to start the app of a project faster than by its command line, with the same outcome; undefined where only the
 * command line will do.
 */
export function quickStart(app: string, folder: string): Start | undefined {
  try {
    const command = appCommand(app);
    if (command === undefined || loadsMore(process.env) || nodeOnPath() !== realpathSync(process.execPath))
      return undefined;
    const launch = launchOf(command, folder);
    if (launch === undefined || runsAsItIs(launch.kept, launch.entry)) return undefined;
    return { program: process.execPath, name: 'node', args: [join(__dirname, 'launch.js'), JSON.stringify(launch)] };
  } catch {
    // It says itself what is wrong.
    return undefined;
  }
}

function launchOf({ entry, loader, execArgv }: AppCommand, folder: string): Launch | undefined {
  const path = resolve(folder, entry);
  if (!isCommonJs(realpathSync(path))) return undefined;
  const kept = join(resolve(folder), 'node_modules', '.cache', 'cdk8s-infisical');
  if (loader === undefined) return { entry: path, execArgv, kept };
  const loaderFolder = packageFolder('tsx', folder);
  if (loaderFolder === undefined || !hasBothHalves(loaderFolder)) return undefined;
  return { entry: path, execArgv, loader, loaderFolder, kept };
}

/** By the nearest package.json, as Node decides it. */
function isCommonJs(path: string): boolean {
  if (/^\.c[jt]s$/.test(extname(path))) return statSync(path).isFile();
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).type !== 'module';
    if (folder === dirname(folder)) return true;
  }
}

function packageFolder(name: string, from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name);
    if (existsSync(found)) return realpathSync(found);
    if (folder === dirname(folder)) return undefined;
  }
}

function hasBothHalves(loaderFolder: string): boolean {
  const { exports = {} } = JSON.parse(readFileSync(join(loaderFolder, 'package.json'), 'utf8'));
  return './cjs' in exports && './esm/api' in exports;
}

/** The one that the command line means. */
function nodeOnPath(): string | undefined {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .find((folder) => folder !== '' && existsSync(join(folder, name)));
  return found === undefined ? undefined : realpathSync(join(found, name));
}

/** Options of Node that change nothing about which modules are loaded, nor how. */
const HARMLESS =
  /^(?:--max-old-space-size=\d+|--max-semi-space-size=\d+|--stack-trace-limit=\d+|--(?:no-|trace-)?(?:warnings|deprecation)|--enable-source-maps|--unhandled-rejections=\w+)$/;

function loadsMore({ NODE_OPTIONS = '' }: NodeJS.ProcessEnv): boolean {
  return !NODE_OPTIONS.split(/\s+/).every((option) => option === '' || HARMLESS.test(option));
}
