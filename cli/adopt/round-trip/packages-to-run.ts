import { join } from 'node:path';
import { peerDependencies } from '../../../package.json';
import { packageAt, packageFolder } from '../../files/packages';
import { parentsOf } from '../../files/parents';

/** The packages with which a program is run. */
export interface PackagesToRun {
  /** Whose they are: those of the project, or, as long as it has none, those that this command has itself. */
  readonly of: 'project' | 'command';
  readonly folders: readonly string[];
  /** By name. */
  readonly versions: Readonly<Record<string, string>>;
  /** A file as whose neighbour they are found; absent where the program finds them by itself. */
  readonly foundFrom?: string;
}

const LIBRARY = 'cdk8s-infisical';
const PEERS = Object.keys(peerDependencies);

/** The packages for a program in the folder; a text says what is missing. */
export function packagesToRun(folder: string, command = __dirname): PackagesToRun | string {
  const library = packageFolder(folder, LIBRARY);
  if (library !== undefined) return packagesFrom('project', library, folder);
  const own = ownFolder(command);
  if (own === undefined) return NOT_INSTALLED;
  const found = packagesFrom('command', own, own);
  const missing = PEERS.filter((name) => found.versions[name] === undefined);
  return missing.length === 0
    ? { ...found, foundFrom: join(own, 'package.json') }
    : `${NOT_INSTALLED}, and this command has no ${missing.join(', ')} either`;
}

const NOT_INSTALLED = `${LIBRARY} is not installed for it`;

function packagesFrom(of: PackagesToRun['of'], library: string, from: string): PackagesToRun {
  const peers = PEERS.flatMap((name) => {
    const found = packageFolder(from, name);
    return found === undefined ? [] : [[name, found] as const];
  });
  const all = [[LIBRARY, library] as const, ...peers];
  return {
    of,
    folders: all.map(([, place]) => place),
    versions: Object.fromEntries(
      all.flatMap(([name, place]) => {
        const { version } = packageAt(join(place, 'package.json'));
        return version === undefined ? [] : [[name, version]];
      }),
    ),
  };
}

/** The folder of the package that this command is a part of; undefined where it is none. */
function ownFolder(command: string): string | undefined {
  return parentsOf(command).find((folder) => {
    try {
      return packageAt(join(folder, 'package.json')).name === LIBRARY;
    } catch {
      return false;
    }
  });
}
