import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { PROJECT } from '../packed-library';

const MAIN = join(PROJECT, 'build/cli/main.js');
const STAND_IN = join(__dirname, '../programs/infisical');

/** A folder of a project, on a laptop that has the Infisical CLI, docker compose and `cdk8s-infisical`. */
export interface Laptop {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** `cdk8s-infisical` with these arguments. */
  readonly call: (...args: string[]) => SpawnSyncReturns<string>;
  /** Any other program. */
  readonly start: (program: string, ...args: string[]) => SpawnSyncReturns<string>;
  /** What Infisical has from now on. */
  readonly give: (secrets: object) => void;
  readonly write: (files: { readonly [file: string]: string }) => void;
  readonly remove: () => void;
}

/** Which docker compose a laptop has: `docker compose`, or `docker-compose` of before. */
export enum Compose {
  V2 = 'docker-compose-v2',
  V1 = 'docker-compose',
}

/** @param dockerHost the daemon that compose asks, if there is one */
export function newLaptop(compose: Compose, secrets: object, dockerHost?: string): Laptop {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'laptop-')));
  // A program within a project could be anybody's.
  const [bin, folder] = [join(root, 'bin'), join(root, 'project')];
  for (const made of [bin, folder]) mkdirSync(made);
  const give = (next: object) => writeFileSync(join(root, 'secrets.json'), JSON.stringify(next));
  give(secrets);
  symlinkSync(STAND_IN, join(bin, 'infisical'));
  program(bin, 'cdk8s-infisical', `exec "${process.execPath}" "${MAIN}" "$@"`);
  // As where docker-compose is installed alone, or as a plug-in of docker.
  if (compose === Compose.V2)
    program(bin, 'docker', `[ "$1" = compose ] && shift && exec docker-compose-v2 "$@"; exit 1`);
  else program(bin, 'docker', 'exit 1');
  const env = {
    PATH: [bin, process.env.PATH].join(delimiter),
    HOME: root,
    LANG: 'C.UTF-8',
    STAND_IN_SECRETS: join(root, 'secrets.json'),
    STAND_IN_LOG: join(root, 'log'),
    COMPOSE_PROJECT_NAME: root.split('-').at(-1)?.toLowerCase(),
    ...(dockerHost !== undefined && { DOCKER_HOST: dockerHost }),
  };
  const start = (name: string, ...args: string[]) =>
    spawnSync(name, args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 2 ** 30 });
  return {
    folder,
    env,
    start,
    call: (...args) => start('cdk8s-infisical', ...args),
    give,
    write: (files) => {
      for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function program(bin: string, name: string, script: string) {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}
