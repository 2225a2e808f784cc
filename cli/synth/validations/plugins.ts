import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, join, resolve, sep } from 'node:path';
import { InfisicalValidation } from '../../../lib/evaluation/infisical-validation';
import { packageAt } from '../../files/packages';
import type { ValidationSettings } from '../project-settings';
import type { ValidationContext } from './report';

interface Plugin {
  validate(context: ValidationContext): Promise<void>;
}

export interface LoadedPlugin {
  readonly plugin: Plugin;
  /** Whether it is ours, which reads files only through its context. */
  readonly isOwn: boolean;
}

export interface PluginPlaces {
  /** The folder of the project. */
  readonly project: string;
  /** Where cdk8s-cli installs plugins. */
  readonly pluginsFolder: string;
  /** The package.json of this command line. */
  readonly ownPackage: string;
}

/**
 * An instance of a plugin that cdk8s.yaml names: a local one, one that cdk8s-cli or the project has installed, or our own.
 *
 * @throws with what to install if it is nowhere
 */
export function loadPlugin(settings: ValidationSettings, places: PluginPlaces): LoadedPlugin {
  const { package: name, version, class: className, properties = {} } = settings;
  const exported = moduleOf(settings, places);
  const construct = exported[className];
  if (typeof construct !== 'function') {
    throw new Error(`cdk8s.yaml: the package "${name}" ${version} has no class "${className}"`);
  }
  const plugin: Plugin = Reflect.construct(construct, [properties]);
  if (typeof plugin.validate !== 'function') {
    throw new Error(`cdk8s.yaml: the class "${className}" of the package "${name}" is no plugin: it has no validate`);
  }
  return { plugin, isOwn: construct === InfisicalValidation };
}

type Module = Readonly<Record<string, unknown>>;

function moduleOf({ package: name, version }: ValidationSettings, places: PluginPlaces): Module {
  const { project, pluginsFolder, ownPackage } = places;
  const load = createRequire(join(project, 'cdk8s.yaml'));
  const isLocal = isAbsolute(name) || name.startsWith(`.${sep}`) || name.startsWith('./');
  const folder = isLocal ? resolve(project, name) : name;
  if (isOwn(folder, ownPackage, isLocal)) return ownModule(version, ownPackage);
  if (isLocal) return load(folder);
  if (!/^\d+\.\d+\.\d+/.test(version)) {
    throw new Error(
      `cdk8s.yaml: the version "${version}" of the package "${name}" is not exact: write for example "1.0.0"`,
    );
  }
  const installed = join(pluginsFolder, name, version, 'node_modules', name);
  if (existsSync(installed)) return load(installed);
  if (versionIn(join(project, 'node_modules', name, 'package.json')) === version) return load(name);
  throw new Error(
    `cdk8s.yaml: the package "${name}" ${version} is not installed: run npm install --save-dev --save-exact ${name}@${version}`,
  );
}

/** Our own plugin is in this command line: nothing has to be installed or loaded for it. */
function isOwn(folder: string, ownPackage: string, isLocal: boolean): boolean {
  const { name } = packageAt(ownPackage);
  if (!isLocal) return folder === name;
  try {
    return packageAt(join(folder, 'package.json')).name === name;
  } catch {
    return false;
  }
}

function ownModule(version: string, ownPackage: string): Module {
  const installed = versionIn(ownPackage);
  if (installed === version) return { InfisicalValidation };
  throw new Error(
    `cdk8s.yaml: cdk8s-infisical is installed in version ${installed}: write that in place of "${version}"`,
  );
}

function versionIn(file: string): string | undefined {
  try {
    return packageAt(file).version;
  } catch {
    return undefined;
  }
}
