import { commandLine } from '../command-line';

/** All commands of the bundled command line, as its help lists them. */
export async function commandNames(): Promise<string[]> {
  const { stdout } = await commandLine(['--help']);
  const names = [...stdout.matchAll(/^ {2}([a-z][a-z-]+)(?= )/gm)].map(([, name]) => name);
  return names.filter((name) => name !== 'help');
}
