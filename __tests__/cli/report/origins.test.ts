import { accessReport } from '../../../cli/access-report/access-report';
import { originsIn } from '../../../cli/report/origins';
import { sideBySide } from '../../../cli/report/side-by-side/side-by-side';
import type { Catalogue, FolderKeys } from '../../../lib/infisical/catalogue';
import type { Manifest } from '../../../lib/model/manifest';
import {
  infisicalAuth,
  infisicalConnection,
  PROJECT_ID,
  source,
  staticSecret,
  target,
} from '../../validation/manifests';
import { readAs, syncFrom, workload } from './reported';

const HOST = 'https://secrets.example.com';
const at = (path: string, keys: string[], imported = false): FolderKeys => ({
  environment: 'prod',
  path,
  imported,
  keys,
});
const catalogue = (listing: FolderKeys[], more: Partial<Catalogue> = {}): Catalogue => ({
  host: HOST,
  project: { slug: 'shop' },
  folders: [{ environment: 'prod', path: '/api', recursive: true, listing }],
  ...more,
});

const froms = (
  sync: Manifest | Manifest[],
  catalogues: Catalogue[],
  keys: { [variable: string]: string } = { A: 'A', B: 'B' },
) => {
  const originsOf = originsIn({ catalogues, hostOf: (host) => host });
  const read = readAs([...[sync].flat(), workload('web', keys)]);
  const report = accessReport(read, [], undefined, { originsOf });
  return sideBySide(report).workloads.flatMap(({ rows }) => rows.map(({ row, from }) => `${row.key} ${from}`));
};

const recursive = syncFrom({ recursive: true });

test('the very folder of a key, below one that is read recursively', () => {
  const listing = [at('/api', ['A']), at('/api/db', ['B'])];
  expect(froms(recursive, [])).toEqual(['A /api/**', 'B /api/**']);
  expect(froms(recursive, [catalogue(listing)])).toEqual(['A /api', 'B /api/db']);
});

test('each folder that has it, as clients differ in which one wins', () => {
  const listing = [at('/api/a', ['A']), at('/api/b', ['A', 'B'])];
  expect(froms(recursive, [catalogue(listing)])).toEqual(['A /api/a, /api/b', 'B /api/b']);
});

test('where it is imported from, unless the folder has it itself', () => {
  const listing = [at('/api', ['A']), at('/shared', ['A', 'B'], true)];
  const folders = [{ environment: 'prod', path: '/api', recursive: false, listing }];
  expect(froms(syncFrom({}), [catalogue([], { folders })])).toEqual(['A /api', 'B /shared (imported)']);
});

test('the first of several sources that has it, and nothing where nobody knows what an earlier one has', () => {
  const sources = [source({ secretPath: '/first' }), source({ secretPath: '/second' })];
  const sync = [
    infisicalConnection(),
    infisicalAuth(),
    staticSecret({ sources, targets: [target({ name: 'api-secrets' })] }),
  ];
  const folder = (path: string, keys: string[]) => ({
    environment: 'prod',
    path,
    recursive: false,
    listing: [at(path, keys)],
  });
  const project = { id: PROJECT_ID };
  const [first, second] = [folder('/first', ['A']), folder('/second', ['A', 'B'])];
  expect(froms(sync, [catalogue([], { project, folders: [first, second] })])).toEqual(['A /first', 'B /second']);
  expect(froms(sync, [catalogue([], { project, folders: [second] })])).toEqual([
    'A /first, /second',
    'B /first, /second',
  ]);
});

test('of a source with tags nothing is known, nor of what comes behind it', () => {
  const sources = [source({ secretPath: '/first', tagSlugs: ['web'] }), source({ secretPath: '/second' })];
  const sync = [
    infisicalConnection(),
    infisicalAuth(),
    staticSecret({ sources, targets: [target({ name: 'api-secrets' })] }),
  ];
  const folders = ['/first', '/second'].map((path) => ({
    ...{ environment: 'prod', path, recursive: false },
    listing: [at(path, ['A'])],
  }));
  const project = { id: PROJECT_ID };
  expect(froms(sync, [catalogue([], { project, folders })], { A: 'A' })).toEqual(['A /first, /second']);
});

test.each<[string, Catalogue[]]>([
  ['a key that it does not have', [catalogue([at('/api', ['OTHER'])])]],
  ['another project', [catalogue([at('/api', ['A'])], { project: { slug: 'bank' } })]],
  ['another host', [catalogue([at('/api', ['A'])], { host: 'https://other.example.com' })]],
  ['a folder that it does not cover', [catalogue([], { folders: [] })]],
])('nothing is known of %s', (_, catalogues) => {
  expect(froms(recursive, catalogues, { A: 'A' })).toEqual(['A /api/**']);
});

test('a name in a catalogue is text', () => {
  expect(froms(recursive, [catalogue([at('/api/\u001b[31m', ['A'])])], { A: 'A' })).toEqual(['A /api/\\u001b[31m']);
});
