import { readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { listed } from '../../../lib/text/listed';
import { printable } from '../../terminal/printable';

/** An environment, and where its manifests are. */
export interface GivenEnvironment {
  readonly name: string;
  readonly path: string;
  /** Files of values for Helm. */
  readonly values?: readonly string[];
}

export interface EnvironmentsRequest {
  /** Whether each path is an environment; undefined where the names of folders say it. */
  readonly environments?: boolean;
  readonly render?: boolean;
  readonly values?: readonly string[];
}

/** What people call environments; a folder of another name is one only if it is said to be. */
const KNOWN =
  /^(dev|devel|development|integration|int|test|testing|qa|uat|sit|stage|staging|stg|preprod|pre-prod|preproduction|preview|sandbox|demo|prod|prd|production|live)$/i;

/** What environments have in common stands in these: a kustomization takes it from there. */
const COMMON = /^(bases?|common|components?|shared)$/i;

/**
 * The environments that the paths are of: folders that are called like environments, or a folder that holds such folders
 * and nothing else. Undefined where neither is so, as nothing is guessed.
 *
 * @throws if paths are said to be environments that cannot be
 */
export function environmentsGiven(
  paths: readonly string[],
  request: EnvironmentsRequest,
): readonly GivenEnvironment[] | undefined {
  const { environments } = request;
  if (environments === false) return undefined;
  const found = ofValues(paths, request) ?? ofFolders(paths, request);
  if (found === undefined && environments) {
    throw new Error(
      '--environments takes two folders or more, a folder that holds them, or a chart with --render and --values of each: values-dev.yaml, values-prod.yaml',
    );
  }
  return found?.map((one) => ({ ...one, name: checkedName(one.name, found) }));
}

function ofFolders(
  paths: readonly string[],
  { environments = false, render = false }: EnvironmentsRequest,
): GivenEnvironment[] | undefined {
  if (!paths.every(isFolder)) return undefined;
  const isEnvironment = (name: string) => environments || KNOWN.test(name);
  if (paths.length > 1) {
    const given = paths.map((path) => ({ name: basename(resolve(path)), path }));
    return given.every(({ name }) => isEnvironment(name)) ? given : undefined;
  }
  const [folder] = paths;
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const own = folders.filter((name) => isEnvironment(name) && !COMMON.test(name)).sort();
  const others = folders.filter((name) => !own.includes(name));
  const isElsewhere = entries.some((entry) => !entry.isDirectory() && /\.(ya?ml|json)$/i.test(entry.name));
  const isAll = !isElsewhere && others.every((name) => render && COMMON.test(name));
  return own.length > 1 && isAll ? own.map((name) => ({ name, path: join(folder, name) })) : undefined;
}

/** A chart with values for each environment, where it is said to be that: else all of them count, one after the other. */
function ofValues(
  paths: readonly string[],
  { environments, render, values = [] }: EnvironmentsRequest,
): GivenEnvironment[] | undefined {
  if (!environments || !render || paths.length > 1) return undefined;
  const named = values.map((file) => ({
    file,
    name:
      basename(file)
        .replace(/\.ya?ml$/i, '')
        .split(/[.-]/)
        .at(-1) ?? '',
  }));
  const own = named.filter(({ name }) => KNOWN.test(name));
  const common = named.filter((one) => !own.includes(one)).map(({ file }) => file);
  if (own.length < 2) return undefined;
  return own.map(({ name, file }) => ({ name, path: paths[0], values: [...common, file] }));
}

function isFolder(path: string): boolean {
  return path !== '-' && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

/** The name as one of a folder of dist, and of a variable. */
function checkedName(name: string, all: readonly GivenEnvironment[]): string {
  const lower = name.toLowerCase();
  if (!/^[a-z][a-z0-9-]{0,40}$/.test(lower) || lower.endsWith('-')) {
    throw new Error(
      `the folder ${printable(JSON.stringify(name))} can be no environment: call it by letters, digits and hyphens, or take each by itself with --no-environments`,
    );
  }
  if (all.filter((one) => one.name.toLowerCase() === lower).length > 1) {
    const places = listed(all.filter((one) => one.name.toLowerCase() === lower).map(({ path }) => printable(path)));
    throw new Error(`${places} are both called "${lower}": give each environment a folder of another name`);
  }
  return lower;
}
