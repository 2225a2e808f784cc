import { listed } from '../../../lib/text/listed';
import { shellWord } from '../../shell/word';
import { type Line, linesOf } from '../line';

const { ok, wrong, notKnown } = linesOf('packages');

export interface Packages {
  /** The version of Node, and the oldest major version that will do; absent in the program that needs none. */
  readonly node?: { readonly version: string; readonly oldest: number };
  /** Whether there is a program to install anything for. */
  readonly isProject: boolean;
  /** What installs a package in this folder: `npm install`; and what installs all that package.json names. */
  readonly install: string;
  readonly installAll: string;
  /** What package.json names. */
  readonly declared: readonly string[];
  /** Whether the folder has a package.json of its own, or lies below one. */
  readonly hasManifest: boolean;
  /** Who keeps the packages of the program where nobody looks: another language, or Plug'n'Play of Yarn. */
  readonly keptBy?: 'another language' | 'Yarn';
  /** The version of this command, and that of the library which the program uses. */
  readonly command: string;
  readonly library?: string;
  /** Whether the folder is that of the library itself. */
  readonly isLibrary: boolean;
  readonly peers: readonly Peer[];
  /** Packages of which the program would load several copies. */
  readonly copies: readonly { readonly name: string; readonly folders: readonly string[] }[];
  /** What the app is run by, and is not installed. */
  readonly missingRunner?: string;
}

interface Peer {
  readonly name: string;
  /** The versions that will do, as package.json writes them: `^2.68.11`. */
  readonly range: string;
  /** What stands there under that name, where it is another package: a newer cdk8s-plus. */
  readonly alias?: string;
  readonly version?: string;
}

export function packageLines(packages: Packages): Line[] {
  const { node, isLibrary, missingRunner, install } = packages;
  const lines = node === undefined ? [] : [nodeLine(node)];
  if (!packages.isProject && packages.library === undefined) return lines;
  const unseen = whyUnseen(packages);
  if (unseen !== undefined) return [...lines, notKnown(LIBRARY, unseen)];
  const uninstalled = uninstalledOf(packages);
  return [
    ...lines,
    ...(uninstalled.length === 0 ? [] : [uninstalledLine(uninstalled, packages)]),
    ...(isLibrary ? [ok(LIBRARY, 'this is the library itself')] : []),
    ...(isLibrary || uninstalled.includes(LIBRARY) ? [] : [libraryLine(packages)]),
    ...packages.peers.filter(({ name }) => !uninstalled.includes(name)).map((peer) => peerLine(peer, install)),
    ...packages.copies.map(copyLine),
    ...(missingRunner === undefined || uninstalled.includes(missingRunner) ? [] : [runnerLine(missingRunner, install)]),
  ];
}

const LIBRARY = 'cdk8s-infisical';

function whyUnseen({ keptBy, hasManifest, library }: Packages): string | undefined {
  if (keptBy === 'Yarn') return "the packages are in the archives of Yarn's Plug'n'Play, which are not looked at";
  const other = 'what a program in another language than TypeScript has installed is not looked at';
  if (keptBy === 'another language') return other;
  return hasManifest || library !== undefined ? undefined : `no package.json here: ${other}`;
}

/** What package.json names, and nobody has installed yet. */
function uninstalledOf({ library, isLibrary, peers, missingRunner, declared }: Packages): string[] {
  const missing = [
    ...(library === undefined && !isLibrary ? [LIBRARY] : []),
    ...peers.filter(({ version }) => version === undefined).map(({ name }) => name),
    ...(missingRunner === undefined ? [] : [missingRunner]),
  ];
  return missing.filter((name) => declared.includes(name));
}

function uninstalledLine(names: readonly string[], { installAll }: Packages): Line {
  return wrong('package.json', `it names ${listed(names)}, and nobody has installed that here`, installAll);
}

function nodeLine({ version, oldest }: { readonly version: string; readonly oldest: number }): Line {
  if (Number(version.split('.')[0]) >= oldest) return ok('Node', version);
  return wrong('Node', `${version} is too old: install ${oldest} or newer`, 'node --version');
}

function libraryLine({ command, library, install }: Packages): Line {
  const named = `cdk8s-infisical@${command}`;
  if (library === undefined)
    return wrong('cdk8s-infisical', 'the library is not installed here', `${install} ${named}`);
  if (library === command) return ok('cdk8s-infisical', library);
  const detail = `the program uses ${library}, and this command is ${command}: take that of the project`;
  return wrong('cdk8s-infisical', detail, 'npx cdk8s-infisical doctor');
}

function peerLine({ name, range, version, alias }: Peer, install: string): Line {
  const command = `${install} ${shellWord(`${name}@${range}`)}`;
  if (version === undefined) return wrong(name, `it is not installed, and the library needs ${range}`, command);
  const found = alias === undefined ? version : `${alias} ${version}`;
  if (isWithin(version, range)) return ok(name, found);
  return wrong(name, `${found} is not within ${range}, which the library needs`, command);
}

function copyLine({ name, folders }: { readonly name: string; readonly folders: readonly string[] }): Line {
  const detail = `the program would load ${folders.length} copies of it, which do not know each other's objects: ${folders.join(', ')}`;
  return wrong(name, detail, `npm ls ${name}`);
}

function runnerLine(name: string, install: string): Line {
  return wrong(name, 'cdk8s.yaml runs the app with it, and it is not installed', `${install} -D ${name}`);
}

/** Whether a version is of the same major version as a range, `^1.2.3` or `>=1.2.3 <2`, and not older. */
export function isWithin(version: string, range: string): boolean {
  const [own, wanted] = [version, range].map((text) =>
    /^(?:\^|>=)?(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number),
  );
  if (own === undefined || wanted === undefined || own[0] !== wanted[0]) return false;
  return own[1] === wanted[1] ? own[2] >= wanted[2] : own[1] > wanted[1];
}
