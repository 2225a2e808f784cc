import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { schemaViolations } from '../schema-conformance';
import { filesIn, PROJECT, runMain } from './main-program';

const dist = filesIn(join(PROJECT, 'dist'));

test('dist holds a folder per environment and nothing but manifests', () => {
  expect(Object.keys(dist)).toEqual(['prod/project.k8s.yaml', 'staging/project.k8s.yaml']);
});

test('every object in dist conforms to the schema of its kind', () => {
  const objects = Object.values(dist).flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()));
  expect(objects).toHaveLength(6);
  expect(objects.flatMap(schemaViolations)).toEqual([]);
});

describe('the same bytes as dist', () => {
  test.each<[string, Parameters<typeof runMain>[0]]>([
    ['when run again', {}],
    ['from another folder', { cwd: tmpdir() }],
    [
      'in another time zone and locale',
      { env: { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' } },
    ],
  ])('%s', (_, options) => {
    expect(runMain(options)).toEqual(dist);
  });
});

test('environments differ in the environment only', () => {
  const staging = dist['staging/project.k8s.yaml'];
  expect(dist['prod/project.k8s.yaml']).toBe(staging.replaceAll('envSlug: staging', 'envSlug: prod'));
});
