import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import fc from 'fast-check';
import { filesAt } from '../../cli/manifests/manifest-files';
import { manifestsInBytes } from '../../cli/manifests/read-files';
import { GitOpsApp } from '../../lib';
import { editedManifests } from '../cli/manifests/edited-manifests';
import rows from '../fixtures/kubectl-reads.json';
import { ambiguousDocument } from '../yaml/ambiguous-texts';
import { PROJECT, run } from './packed-library';

interface Row {
  readonly text: string;
  readonly objects?: readonly { readonly apiVersion?: unknown; readonly kind?: unknown }[];
  readonly refused?: boolean;
}

/** Those that can be adopted. */
const CORPUS = ['adopt/valid', 'adopt/workloads'];

let temp: string;

beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'kubectl-reads-'));
});

afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** What the code of kubectl reads in texts. */
function readByKubectl(texts: readonly string[]): Row[] {
  const file = join(temp, 'rows.json');
  writeFileSync(file, JSON.stringify(texts.map((text) => ({ text }))));
  run(join(PROJECT, 'tools/kubectl-reads'), 'go', 'run', '.', file);
  return JSON.parse(readFileSync(file, 'utf8'));
}

test('the table of the unit tests is what the code of kubectl says', () => {
  const table = rows as readonly Row[];
  expect(readByKubectl(table.map(({ text }) => text))).toEqual(table);
});

test('what kubectl reads in each manifest of the fixtures, we read as it does', () => {
  const files = CORPUS.flatMap((folder) => filesAt(join(PROJECT, '__tests__/fixtures', folder))).map(
    ({ file }) => file,
  );
  const read = readByKubectl(files.map((file) => readFileSync(file, 'utf8')));
  expect(files.length).toBeGreaterThan(100);
  for (const [i, { text, objects, refused }] of read.entries()) {
    const { manifests, problems } = manifestsInBytes(Buffer.from(text), { file: files[i], folder: '.' });
    // What a cluster has added is taken off.
    const live = objects?.filter((_, at) => manifests[at]?.isExport);
    expect({ file: files[i], problems, refused, live }).toEqual({ file: files[i], problems: [], live: [] });
    expect({ file: files[i], objects: manifests.map(({ manifest }) => manifest) }).toEqual({ file: files[i], objects });
  }
});

test('what kubectl reads in 40,000 edited manifests, we read as it does, or not at all', () => {
  // A half of a character cannot stand in a file.
  const texts = fc
    .sample(editedManifests, { numRuns: 40_000, seed: 1 })
    .map((text) => text.replaceAll(/\p{Cs}/gu, '?'));
  let same = 0;
  for (const { text, objects = [], refused } of readByKubectl(texts)) {
    const { manifests, problems } = manifestsInBytes(Buffer.from(text), { file: 'x.yaml', folder: '.' });
    if (refused || problems.length > 0) continue;
    // No cluster takes what has no version.
    const taken = objects.filter(({ apiVersion }) => apiVersion);
    expect({ text, objects: manifests.map(({ manifest }) => manifest) }).toEqual({ text, objects: taken });
    same++;
  }
  expect(same).toBeGreaterThan(2_000);
});

test('what kubectl reads in the one file of 2,000 ambiguous objects is what was meant', () => {
  const app = new GitOpsApp({ outdir: join(temp, 'dist') });
  const chart = new Chart(app, 'shop');
  const objects = fc.sample(ambiguousDocument, { numRuns: 2_000, seed: 2 }).map((data, i) => {
    const object = { apiVersion: 'example.com/v1', kind: 'Settings', metadata: { name: `config-${i}` }, data };
    new ApiObject(chart, `config-${i}`, object);
    return JSON.parse(JSON.stringify(object));
  });
  app.synth();
  const [row] = readByKubectl([readFileSync(join(temp, 'dist/shop.k8s.yaml'), 'utf8')]);
  expect(row?.objects).toEqual(objects);
});
