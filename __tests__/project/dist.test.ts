import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { commandLine } from '../cli/command-line';
import { schemaViolations } from '../schema-conformance';
import { filesIn, PROJECT, runMain } from './main-program';

const LOCAL_FILES = ['compose.yaml', 'Makefile', '.infisical.json'];
const dist = filesIn(join(PROJECT, 'dist'));

test('dist holds a folder per environment, with manifests and the list of them', () => {
  const files = ['.manifests', 'project.k8s.yaml'];
  expect(Object.keys(dist)).toEqual(['prod', 'staging'].flatMap((folder) => files.map((file) => `${folder}/${file}`)));
});

test('every object in dist conforms to the schema of its kind', () => {
  const manifests = Object.entries(dist).filter(([file]) => file.endsWith('.yaml'));
  const objects = manifests.flatMap(([, text]) => parseAllDocuments(text).map((document) => document.toJS()));
  expect(objects).toHaveLength(6);
  expect(objects.flatMap(schemaViolations)).toEqual([]);
});

test('run again it makes the same bytes: the command finds dist up to date', async () => {
  expect(await commandLine(['synth', '--check'], { cwd: PROJECT })).toMatchObject({
    status: 0,
    stdout: 'dist is up to date: 2 manifests\n',
  });
}, 60_000);

test('the same bytes from another folder, in another time zone and locale, with the local stack in it', () => {
  const env = { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' };
  const cwd = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  try {
    // The key catalogue is looked for where the program runs.
    cpSync(join(PROJECT, 'imports'), join(cwd, 'imports'), { recursive: true });
    expect(runMain({ cwd, env })).toEqual(dist);
    for (const file of LOCAL_FILES) {
      expect(readFileSync(join(cwd, file), 'utf8')).toBe(readFileSync(join(PROJECT, file), 'utf8'));
    }
  } finally {
    rmSync(cwd, { recursive: true });
  }
});

test('environments differ in the environment only', () => {
  const staging = dist['staging/project.k8s.yaml'];
  expect(dist['prod/project.k8s.yaml']).toBe(staging.replaceAll('envSlug: staging', 'envSlug: prod'));
});
