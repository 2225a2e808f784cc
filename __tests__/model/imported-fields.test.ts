import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AUTH_METHODS } from '../../lib/model/auth';
import type { RenderedResource, SyncDeclaration } from '../../lib/model/declarations';
import { renderGenerator } from '../../lib/model/v1alpha1';
import { renderConnection, renderStaticSecret } from '../../lib/model/v1beta1';
import { HOST, renderedLogins, SOURCE } from './declared';

const IMPORTED = readFileSync(join(__dirname, '../../imports/secrets.infisical.com.ts'), 'utf8');

/** The fields that a generated function writes, each with the function for what is inside. */
function fieldsOf(name: string): Map<string, string | undefined> {
  const [, body = ''] = IMPORTED.split(`export function ${name}(`)[1]?.split('const result = {') ?? [];
  const lines = body.slice(0, body.indexOf('};')).matchAll(/^ {4}'(.+?)': (.*),$/gm);
  return new Map([...lines].map(([, field, rest]) => [field, /toJson_\w+/.exec(rest)?.[0]]));
}

/** The fields of a value that the generated code does not know. */
function unknownFields(value: unknown, writer: string, at: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => unknownFields(item, writer, `${at}[${i}]`));
  const fields = fieldsOf(writer);
  return Object.entries(value as object).flatMap(([key, inside]) => {
    if (!fields.has(key)) return [`${at}.${key}`];
    const next = fields.get(key);
    return next === undefined ? [] : unknownFields(inside, next, `${at}.${key}`);
  });
}

const SYNC: SyncDeclaration = {
  namespace: 'shop',
  host: HOST,
  auth: undefined,
  sources: [{ ...SOURCE, recursive: true, tags: ['a'] }],
  instantUpdates: true,
  resyncInterval: 60,
  targets: [
    {
      kind: 'Secret',
      name: 'made',
      namespace: 'shop',
      creationPolicy: 'Owner',
      type: 'Opaque',
      template: { includeAll: false, data: { A: '' } },
      metadata: { labels: {}, annotations: {} },
    },
  ],
};

const RENDERED: readonly RenderedResource[] = [
  ...AUTH_METHODS.flatMap(renderedLogins),
  renderStaticSecret(SYNC, { name: 'login' }),
  renderConnection({ ...HOST, ca: { name: 'ca', key: 'ca.crt' } }, 'shop'),
  renderGenerator({ kind: 'Password', options: { length: 24, noUpper: true } }),
  renderGenerator({ kind: 'UUID', options: {} }),
];

test('every field that the model renders is one of the code that is generated from the schemas', () => {
  const unknown = RENDERED.flatMap(({ kind, spec }) => unknownFields(spec, `toJson_${kind}Spec`, kind));
  expect(unknown).toEqual([]);
  expect(new Set(RENDERED.map(({ kind }) => kind)).size).toBe(7);
  expect(unknownFields({ hostApi: 'x' }, 'toJson_InfisicalSecretSpec', 'spec')).toEqual(['spec.hostApi']);
});
