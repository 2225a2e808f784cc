import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { Manifest } from '../synthesis';
import { PROJECT } from './main-program';

const synthesized: Manifest[] = parseAllDocuments(
  readFileSync(join(PROJECT, 'dist/prod/project.k8s.yaml'), 'utf8'),
).map((document) => document.toJS());
const ofKind = (kind: string) => synthesized.find((manifest) => manifest.kind === kind);

/** The article's YAML, with one namespace put for its three, which contradict each other. */
function article(file: string): Manifest {
  const text = readFileSync(join(PROJECT, '__tests__/fixtures/article', file), 'utf8');
  return parse(text.replaceAll(/project-name$|project-namespace$/gm, 'project'));
}

/** Every leaf of a manifest; list items that have a name are told apart by it. */
function leaves(value: Manifest, at = ''): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap((item, i) => leaves(item, `${at}[${item?.name ?? i}]`));
  if (typeof value === 'object') return Object.entries(value).flatMap(([key, child]) => leaves(child, `${at}.${key}`));
  return [[at, value]];
}

const leavesOf = (kind: string) => Object.fromEntries(leaves(ofKind(kind)));

test("every field of the article's InfisicalSecret is synthesized", () => {
  const { resyncInterval, ...spec } = article('infisicalsecret.yaml').spec;
  expect(resyncInterval).toBe(15);
  const expected = { ...article('infisicalsecret.yaml'), spec: { ...spec, syncConfig: { resyncInterval: '15s' } } };
  expect(leavesOf('InfisicalSecret')).toMatchObject(Object.fromEntries(leaves(expected)));
});

test("every field of the article's Deployment is synthesized", () => {
  const expected = leaves(article('deployment.yaml'));
  expect(expected).toHaveLength(24);
  expect(leavesOf('Deployment')).toMatchObject(Object.fromEntries(expected));
});

test('the API gets all eight variables of the compose file, each from the key of the same name', () => {
  const { env } = ofKind('Deployment').spec.template.spec.containers[0];
  const names = [
    'PORT',
    'DEV',
    'DATABASE_URL',
    'RATELIMIT_RPS',
    'RATELIMIT_MAX_BURST',
    'RATELIMIT_ENABLED',
    'CORS_TRUSTED_ORIGINS',
    'RABBITMQ_URL',
  ];
  expect(env).toEqual(
    names.map((name) => ({
      name,
      valueFrom: { secretKeyRef: { name: 'managed-secret', key: name, optional: false } },
    })),
  );
});
