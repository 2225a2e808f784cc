import { ODD_VALUES } from '../odd-values';

/** A folder of Infisical, and what is in it. */
export interface Place {
  readonly projectId: string;
  readonly path: string;
  readonly recursive?: boolean;
  /** Those that nothing else below has, too. */
  readonly keys: readonly string[];
}

const PROJECTS = ['6f1c2d7e-0000-4000-8000-000000000001', '6f1c2d7e-0000-4000-8000-000000000002'];
const KEYS = Array.from({ length: 10 }, (_, i) => `KEY_${i}`);
/** What an environment of Linux can hold, and compose's `config` writes so that it can be read back. */
const VALUES = ODD_VALUES.filter(({ value }) => !value.includes('\0') && value.length < 10_000).map(
  ({ value }) => value,
);

/** In each folder: keys that other folders have too, by other values. */
const FOLDERS: { readonly [path: string]: readonly string[] } = {
  '/': KEYS.slice(0, 7),
  '/orders': KEYS.slice(3),
  '/web': [...KEYS.slice(0, 2), ...KEYS.slice(6), 'ONLY_WEB'],
  '/web/deep': ['DEEP', 'KEY_9'],
  // Which one of equal keys below a folder the operator takes, nobody knows: here each has its own.
  '/tree': ['TREE_A', 'TREE_B'],
  '/tree/x': ['TREE_X'],
  '/tree/x/y': ['TREE_Y'],
};

export const PLACES: readonly Place[] = PROJECTS.flatMap((projectId) => [
  ...Object.entries(FOLDERS).map(([path, keys]) => ({ projectId, path, keys })),
  { projectId, path: '/tree', recursive: true, keys: ['TREE_A', 'TREE_B', 'TREE_X', 'TREE_Y'] },
]);

/** The value of a key in a folder; each differs from all others. */
function valueAt(project: number, path: string, key: string): string {
  const at = Object.keys(FOLDERS).indexOf(path) * 11 + FOLDERS[path].indexOf(key) + project * 29;
  const value = VALUES[at % VALUES.length];
  return value === '' ? value : `${value}|${project}${path}:${key}`.replace(/^(\s)/, '$1');
}

/** What nobody declares, and could steer compose, or be too big for it. */
const UNDECLARED = { DOCKER_HOST: 'tcp://canary:1', COMPOSE_PROJECT_NAME: 'canary', HUGE: 'canary'.repeat(25_000) };

interface Secrets {
  readonly [project: string]: { readonly [path: string]: { readonly [key: string]: string } };
}

/** What Infisical has of the declared keys, by project, path and key. */
export const SECRETS: Secrets = Object.fromEntries(
  PROJECTS.map((projectId, project) => {
    const secretsAt = (path: string) => FOLDERS[path].map((key) => [key, valueAt(project, path, key)]);
    const folders = Object.keys(FOLDERS).map((path) => [path, Object.fromEntries(secretsAt(path))]);
    return [projectId, Object.fromEntries(folders)];
  }),
);

/** All that it has, in the form of the stand-in. */
export const INFISICAL = {
  projects: Object.fromEntries(
    Object.entries(SECRETS).map(([projectId, folders]) => [
      projectId,
      { dev: { ...folders, '/orders': { ...folders['/orders'], ...UNDECLARED } } },
    ]),
  ),
};
