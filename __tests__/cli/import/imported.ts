import { double, folderWith, textsIn, tidyUp, UNIVERSAL } from '../check/workplace';
import { commandLine, type Ran } from '../command-line';
import type { Double } from '../infisical-double/double';
import { shop } from '../infisical-double/world';

// Each case starts processes.
jest.setTimeout(60_000);
afterAll(tidyUp);

export const WORLD = shop({
  prod: { '/api': ['PORT', 'DATABASE_URL'], '/api/db': ['DSN'], '/shared': ['TRACING'] },
  staging: { '/api': { keys: ['PORT'], imports: [{ environment: 'prod', path: '/shared' }] } },
  dev: { '/api': ['PORT', 'DEBUG'] },
});
export const named = (name: string) => ({ projects: WORLD.projects.map((project) => ({ ...project, name })) });
export const FLAGS = ['--project', 'shop', '--environment', 'staging', 'prod', '--path', '/api', '--name', 'project'];

export function run(
  { url }: Double,
  cwd: string,
  args: readonly string[],
  command = 'import',
  env: NodeJS.ProcessEnv = UNIVERSAL,
) {
  return commandLine([command, '--host', url, '--retries', '0', ...args], { cwd, env });
}

export interface Imported {
  readonly infisical: Double;
  readonly ran: Ran;
  readonly files: { readonly [file: string]: string };
}

const known = new Map<string, Promise<Imported>>();

/** What an import writes: it does so once, for all tests that begin with it. */
function importedOnce(args: readonly string[]): Promise<Imported> {
  const id = args.join(' ');
  const importing = known.get(id) ?? importAnew(args);
  known.set(id, importing);
  return importing;
}

async function importAnew(args: readonly string[]): Promise<Imported> {
  const infisical = await double({ world: WORLD });
  const cwd = folderWith({});
  const ran = await run(infisical, cwd, args);
  return { infisical, ran, files: textsIn(cwd) };
}

/** A folder of its own into which a project was imported. */
export async function imported(args: readonly string[] = FLAGS) {
  const { infisical, ran, files } = await importedOnce(args);
  return { infisical, ran, cwd: folderWith(files) };
}

export const LOCK = 'imports/infisical/project.lock.json';
