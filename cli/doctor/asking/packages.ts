import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { engines, name as ownName, version as ownVersion, peerDependencies } from '../../../package.json';
import { nearestPackage, packageAt, packageFolder } from '../../files/packages';
import { parentsOf } from '../../files/parents';
import { isWithoutNode } from '../../files/without-node';
import type { Packages } from '../checks/packages';

/** The packages that the program in a folder would load, by their package.json: none of them is run. */
export function packagesIn(folder: string, app: string | undefined): Packages {
  const hasManifest = parentsOf(resolve(folder)).some((parent) => existsSync(join(parent, 'package.json')));
  const isLibrary = nearestPackage(folder).name === ownName;
  const missingRunner = app !== undefined && /\btsx\b/.test(app) && packageFolder(folder, 'tsx') === undefined;
  return {
    ...(!isWithoutNode() && {
      node: { version: process.versions.node, oldest: Number(/\d+/.exec(engines.node)?.[0]) },
    }),
    isProject: app !== undefined,
    ...installCommands(folder),
    declared: dependenciesIn(folder),
    hasManifest,
    ...keeperOf(folder, app),
    command: ownVersion,
    library: versionOf(packageFolder(folder, ownName)),
    isLibrary,
    peers: Object.entries(peerDependencies).map(([name, range]) => {
      const found = packageFolder(folder, name);
      const alias = nameOf(found);
      return { name, range, version: versionOf(found), ...(alias !== undefined && alias !== name && { alias }) };
    }),
    copies: [ownName, ...Object.keys(peerDependencies)].flatMap((name) => {
      const folders = copiesOf(name, folder);
      return folders.length > 1 ? [{ name, folders: folders.map((one) => relative(folder, one) || '.') }] : [];
    }),
    ...(missingRunner && hasManifest && { missingRunner: 'tsx' }),
  };
}

/** What runs a program in another language; a package.json above it is that of others. */
const OTHER_LANGUAGES = /(?:^|[\s/])(?:python[\d.]*|pipenv|poetry|uv|pdm|hatch|go|java|mvnw?|gradlew?)(?=\s|$)/;

function keeperOf(folder: string, app = ''): Pick<Packages, 'keptBy'> {
  if (OTHER_LANGUAGES.test(app)) return { keptBy: 'another language' };
  const isInArchives = parentsOf(resolve(folder)).some((parent) => existsSync(join(parent, '.pnp.cjs')));
  return isInArchives && packageFolder(folder, ownName) === undefined ? { keptBy: 'Yarn' } : {};
}

const NPM = { install: 'npm install', installAll: 'npm install' };
const INSTALLS = [
  ['pnpm-lock.yaml', { install: 'pnpm add', installAll: 'pnpm install' }],
  ['yarn.lock', { install: 'yarn add', installAll: 'yarn install' }],
  ['package-lock.json', NPM],
] as const;

function installCommands(folder: string): Pick<Packages, 'install' | 'installAll'> {
  const found = parentsOf(resolve(folder)).flatMap((parent) =>
    INSTALLS.filter(([file]) => existsSync(join(parent, file))).map(([, commands]) => commands),
  );
  return found[0] ?? NPM;
}

/** Its own name: that of its folder may be an alias. */
function nameOf(folder: string | undefined): string | undefined {
  const name: unknown = folder && packageAt(join(folder, 'package.json')).name;
  return typeof name === 'string' ? name : undefined;
}

function versionOf(folder: string | undefined): string | undefined {
  const version: unknown = folder && packageAt(join(folder, 'package.json')).version;
  return typeof version === 'string' ? version : undefined;
}

/** Where the program finds a package, and where those do that it depends on. */
function copiesOf(name: string, folder: string): string[] {
  const others = [ownName, ...Object.keys(peerDependencies), ...dependenciesIn(folder)];
  const places = others.flatMap((one) => packageFolder(folder, one) ?? []);
  const found = [folder, ...places].flatMap((place) => packageFolder(place, name) ?? []);
  return [...new Set(found)];
}

function dependenciesIn(folder: string): string[] {
  const { dependencies, devDependencies } = nearestPackage(folder) as {
    readonly dependencies?: object;
    readonly devDependencies?: object;
  };
  // A name with a way in it would lead out of node_modules.
  return Object.keys({ ...dependencies, ...devDependencies }).filter((name) => /^(?:@[\w.-]+\/)?\w[\w.-]*$/.test(name));
}
