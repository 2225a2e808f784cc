import { type Fields, fields, text } from '../json/json';
import type { AppModel } from './app-model';
import type { Resource } from './resource';

/** The operator's resources of one kind. */
export function infisicalOfKind({ infisical }: AppModel, kind: string): Resource[] {
  return infisical.filter(({ manifest }) => manifest.kind === kind);
}

/** Every value at the path, where `*` stands for any field or list item: `sources.*.projectSlug`. */
export function valuesAt(value: unknown, path: string): unknown[] {
  const [step, ...rest] = path.split('.');
  if (step === '') return value === undefined ? [] : [value];
  const container: Fields = Array.isArray(value) ? { ...value } : fields(value);
  const next = step === '*' ? Object.values(container) : [container[step]];
  const found = next.filter((child) => child !== undefined);
  return rest.length === 0 ? found : found.flatMap((child) => valuesAt(child, rest.join('.')));
}

/** The namespaces that an operator resource names, itself included, by their place. */
export function namespacesOf({ manifest }: Resource): [string, string][] {
  const own = text(manifest.metadata.namespace);
  return [
    ...(own === undefined ? [] : [['metadata.namespace', own] as [string, string]]),
    ...inside(manifest.spec, 'spec', /^(namespace|\w+Namespace)$/),
  ];
}

/** The names of what an operator resource refers to, by their place; not those of what it writes. */
export function referredNamesOf({ manifest }: Resource): [string, string][] {
  const names = inside(manifest.spec, 'spec', /^(name|\w+Name)$/);
  return names.filter(([at]) => !/^spec\.(?:managed\w+|targets)\b/.test(at));
}

function inside(value: unknown, at: string, wanted: RegExp): [string, string][] {
  const entries = Array.isArray(value)
    ? value.map((item, index) => [`${at}[${index}]`, item, ''] as const)
    : Object.entries(fields(value)).map(([key, item]) => [`${at}.${key}`, item, key] as const);
  return entries.flatMap(([place, item, key]) => {
    const found = wanted.test(key) ? text(item) : undefined;
    if (found !== undefined) return [[place, found] as [string, string]];
    // Templates and metadata hold texts of the user's own.
    return key === 'template' || key === 'metadata' ? [] : inside(item, place, wanted);
  });
}
