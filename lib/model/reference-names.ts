import type { ManagedKind } from './kinds';

/** A value in an object or a list, and where it stands. */
export interface Spot {
  readonly key: string | number;
  readonly value: unknown;
  /** What it stands in. */
  readonly holder: Readonly<Record<string, unknown>> | readonly unknown[];
  /** The names of the fields around it, the nearest first, without places in lists. */
  readonly around: readonly string[];
}

/** `existingSecret`, `tls-secret`, `passwordSecretRef`, `secretsName`: the field is, or leads to, the name of one. */
const NAMES: Readonly<Record<ManagedKind, RegExp>> = {
  Secret:
    /(?:^|-)secrets?(?:-(?!(?:store|class|provider|engine|version|path|key|type)s?-)[a-z\d]+)*?(?:-(?:refs?|references?|names?|selector))?$|(?:^|-)secret-key-(?:refs?|selector)$|^credentials?-name$/,
  ConfigMap: /(?:^|-)config-?maps?(?:-key)?(?:-(?:ref|refs|reference|references|names?|selector))?$/,
};
/** What ends otherwise says something else about a Secret: its key, its type, where it comes from. */
const ENDS = /(?:^|-)(?:secrets?|config-?maps?|refs?|references?|names?|selector)$/;
const LONGEST_NAME = 200;
/** What a controller writes itself. */
const WRITTEN = /^(?:write|target|output|destination|generated?|managed)-/;
/** Names of Secrets without saying so. */
const LISTS_OF_NAMES = /^(?:image-pull-secrets|secrets?|secret-names|env-from-secrets?|credentials)$/;
const CERTIFICATES = /^(?:certificate|ca-certificate)-refs$/;
/** The name of an object in an annotation may have its namespace before it. */
const COPIED = /^(?:replicate-from|reflects)$/;

/** The kinds of objects of which a text may be the name, by where it stands. */
export function kindsNamedAt({ key, holder, around, value }: Spot): readonly ManagedKind[] {
  const named = typeof key === 'string' ? wordsOf(key) : '';
  const [parent = ''] = around.map(wordsOf);
  if (typeof value !== 'string') return [];
  if (typeof key === 'number') return LISTS_OF_NAMES.test(parent) ? ['Secret'] : [];
  if (COPIED.test(named)) return ['Secret', 'ConfigMap'];
  const fields = Array.isArray(holder) ? {} : (holder as Readonly<Record<string, unknown>>);
  if (named === 'value' && typeof fields.name === 'string') return kindsCalled(wordsOf(fields.name));
  const own = kindsCalled(named);
  if (own.length > 0) return own;
  if (named !== 'name') return parent === 'secrets' ? ['Secret'] : [];
  const stated = String(fields.kind ?? fields.type ?? '').toLowerCase();
  if (stated === 'secret') return ['Secret'];
  if (stated === 'configmap') return ['ConfigMap'];
  if (fields.kind !== undefined) return [];
  if (CERTIFICATES.test(parent) || isKeySelector(fields)) return ['Secret'];
  return kindsCalled(parent);
}

function kindsCalled(words: string): readonly ManagedKind[] {
  if (WRITTEN.test(words) || !ENDS.test(words)) return [];
  return (['Secret', 'ConfigMap'] as const).filter((kind) => NAMES[kind].test(words));
}

/** The name and the key of a Secret, wherever that stands: `accessKeyId: { name, key }`. */
function isKeySelector(fields: Readonly<Record<string, unknown>>): boolean {
  const others = Object.keys(fields).filter((name) => !['name', 'key', 'namespace', 'optional'].includes(name));
  return typeof fields.key === 'string' && others.length === 0;
}

/** The last part of a name in words: `auth.existingSecret` and `example.com/existing_secret` are `existing-secret`. */
function wordsOf(name: string): string {
  if (name.length > LONGEST_NAME) return '';
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')) + 1);
  return last
    .replaceAll(/([a-z\d])(?=[A-Z])/g, '$1-')
    .replaceAll(/([A-Z])(?=[A-Z][a-z])/g, '$1-')
    .replaceAll('_', '-')
    .toLowerCase();
}
