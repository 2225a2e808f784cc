import { remembered } from '../text/remembered';
import { simpleText } from '../text/simple-text';
import type { ManagedKind } from './kinds';

/** A text in an object or a list, and where it stands. */
export interface Spot {
  readonly key: string | number;
  readonly value: string;
  /** What it stands in. */
  readonly holder: Readonly<Record<string, unknown>>;
  /** The name of the field that this stands in, or that its list stands in. */
  readonly parent: string;
}

/** `existingSecret`, `tls-secret`, `passwordSecretRef`, `secretsName`: the field is, or leads to, the name of one. */
const NAMES: Readonly<Record<ManagedKind, RegExp>> = {
  Secret:
    /(?:^|-)secrets?(?:-(?!(?:store|class|provider|engine|version|path|key|type)s?-)[a-z\d]+)*?(?:-(?:refs?|references?|names?|selector))?$|(?:^|-)secret-key-(?:refs?|selector)$|^credentials?(?:-(?:ref|name))?$|^existing-secret-(?!.*(?:keys?|namespace|path|version)$)/,
  ConfigMap: /(?:^|-)config-?maps?(?:-key)?(?:-(?:ref|refs|reference|references|names?|selector))?$/,
};
/** What ends otherwise says something else about a Secret: its key, its type, where it comes from. */
const ENDS =
  /(?:^|-)(?:secrets?|config-?maps?|credentials?|refs?|references?|names?|selector)$|^existing-secret-(?!.*(?:keys?|namespace|path|version)$)/;
const LONGEST_NAME = 200;
/** What a controller writes itself. */
const WRITTEN = /^(?:write|target|output|destination|generated?|managed)-/;
const CERTIFICATES = /^(?:certificate|ca-certificate)-refs$/;
/** The field around and the field: `secrets: { users: … }` of databases, `secret: { existing: … }` of charts, VolSync. */
const NAMED_BY_PLACE = /^(?:secrets [a-z-]+|secret (?:existing|existing-name|ref)|restic repository)$/;
/** The name of an object in an annotation may have its namespace before it. */
const COPIED = /^(?:replicate-from|reflects)$/;

/** The kinds of objects of which a text may be the name, by where it stands. */
export function kindsNamedAt({ key, holder: fields, parent: around }: Spot): readonly ManagedKind[] {
  const parent = wordsOf(around);
  if (typeof key === 'number') return kindsCalled(parent);
  const named = wordsOf(key);
  if (COPIED.test(named)) return ['Secret', 'ConfigMap'];
  if (named === 'value' && typeof fields.name === 'string') return kindsCalled(wordsOf(fields.name));
  const own = kindsCalled(named);
  if (own.length > 0) return own;
  if (named !== 'name') return NAMED_BY_PLACE.test(`${parent} ${named}`) ? ['Secret'] : [];
  const stated = simpleText(fields.kind ?? fields.type ?? '').toLowerCase();
  if (stated === 'secret') return ['Secret'];
  if (stated === 'configmap') return ['ConfigMap'];
  if (fields.kind !== undefined) return [];
  if (CERTIFICATES.test(parent) || isKeySelector(fields)) return ['Secret'];
  return kindsCalled(parent);
}

const kindsCalled = remembered((words): readonly ManagedKind[] => {
  if (WRITTEN.test(words) || !ENDS.test(words)) return [];
  return (['Secret', 'ConfigMap'] as const).filter((kind) => NAMES[kind].test(words));
});

/** The name and the key of a Secret, wherever that stands: `accessKeyId: { name, key }`. */
function isKeySelector(fields: Readonly<Record<string, unknown>>): boolean {
  const others = Object.keys(fields).filter((name) => !['name', 'key', 'namespace', 'optional'].includes(name));
  return typeof fields.key === 'string' && others.length === 0;
}

/** The last part of a name in words: `auth.existingSecret` and `example.com/existing_secret` are `existing-secret`. */
const wordsOf = remembered((name): string => {
  if (name.length > LONGEST_NAME) return '';
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')) + 1);
  return last
    .replaceAll(/([a-z\d])(?=[A-Z])/g, '$1-')
    .replaceAll(/([A-Z])(?=[A-Z][a-z])/g, '$1-')
    .replaceAll('_', '-')
    .toLowerCase();
});
