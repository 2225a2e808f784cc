import { type Code, isNode, Member } from '../../typescript/code';
import type { ManagedSecrets } from './managed-names';

/** The name of a Secret as code: that of a construct where the program has one. */
export type TextCode = (name: string) => Code;

export function secretNames(secrets: ManagedSecrets): TextCode {
  return (name) => {
    const managed = secrets.get(name)?.reference;
    return managed === undefined ? name : new Member(managed, 'name');
  };
}

/** The code of an object of Kubernetes with the Secrets that it names taken from their constructs. */
export function withSecretNames(code: Code, nameOf: TextCode, field = ''): Code {
  if (typeof code !== 'object' || code === null || isNode(code)) return code;
  if (Array.isArray(code)) return code.map((item) => withSecretNames(item, nameOf, field));
  if (field === 'annotations') return annotationsWithNames(code, nameOf);
  return Object.fromEntries(
    Object.entries(code).map(([name, value]) => {
      const isName = name === 'secretName' || (name === 'name' && NAMED_BY.has(field));
      if (isName && typeof value === 'string') return [name, nameOf(value)];
      return [name, withSecretNames(value, nameOf, name)];
    }),
  );
}

/** Annotations, of which those that are called after secrets have the name of one: `secret.reloader.stakater.com/reload`. */
export function annotationsWithNames(
  annotations: { readonly [name: string]: unknown },
  nameOf: TextCode,
): { [name: string]: Code } {
  return Object.fromEntries(
    Object.entries(annotations).map(([name, value]) => {
      return [name, /secret/i.test(name) && typeof value === 'string' ? nameOf(value) : (value as Code)];
    }),
  );
}

/** Fields whose `name` is that of a Secret. */
const NAMED_BY: ReadonlySet<string> = new Set([
  'imagePullSecrets',
  'nodePublishSecretRef',
  'secret',
  'secretKeyRef',
  'secretRef',
]);
