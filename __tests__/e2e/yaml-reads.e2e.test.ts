import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ApiObject, type AppProps, Chart, YamlOutputType } from 'cdk8s';
import fc from 'fast-check';
import { GitOpsApp } from '../../lib';
import { type ComposeValue, composeYaml } from '../../lib/local/compose/compose-yaml';
import { yamlDocument } from '../../lib/yaml/yaml-writer';
import { ambiguousDocument } from '../yaml/ambiguous-texts';
import { PROJECT, run } from './packed-library';

/** What is meant, and the YAML that was written for it. */
interface Written {
  readonly meant: unknown;
  readonly text: string;
}

let temp: string;

beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'yaml-reads-'));
});

afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** What each reader reads in the texts. */
function readings(texts: readonly string[]): { [reader: string]: unknown }[] {
  const tool = join(PROJECT, 'tools/yaml-reads');
  const file = join(temp, 'texts.json');
  writeFileSync(file, JSON.stringify(texts));
  const readBy = (program: string, ...args: string[]) => {
    run(tool, program, ...args, file, join(temp, 'readings'));
    const lines = readFileSync(join(temp, 'readings'), 'utf8').trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line));
  };
  const byGo = readBy('go', 'run', '.');
  return readBy('python3', 'pyyaml.py').map((byPython, i) => ({ ...byGo[i], ...byPython }));
}

/** What some reader takes for something else than was meant; empty if nobody does. */
function misread(written: readonly Written[]) {
  const found = readings(written.map(({ text }) => text));
  expect(found).toHaveLength(written.length);
  return written.flatMap(({ meant, text }, i) => {
    expect(Object.keys(found[i] ?? {})).toEqual(['sigs', 'v3', 'python', 'libyaml']);
    const others = Object.entries(found[i] ?? {}).filter(([, read]) => !isDeepStrictEqual(read, meant));
    return others.map(([reader, read]) => ({ reader, text, read, meant }));
  });
}

/** Without differences that JSON has no place for: objects without a prototype, and a zero with a sign. */
function asJson(value: unknown) {
  return JSON.parse(JSON.stringify(value));
}

const DOCUMENTS = fc.sample(ambiguousDocument, { numRuns: 20_000, seed: 1 }).map(asJson);

test('the readers find what others would overlook', () => {
  const written = [
    { text: 'a: -_6\n', meant: { a: '-_6' } },
    { text: '-_6: a\n', meant: { '-_6': 'a' } },
    { text: 'a: 1e+21\n', meant: { a: 1e21 } },
    { text: 'a: 2001-01-01\n', meant: { a: '2001-01-01' } },
  ];
  expect(misread(written).map(({ reader, text }) => [text, reader])).toEqual([
    ['a: -_6\n', 'sigs'],
    ['a: -_6\n', 'v3'],
    ['-_6: a\n', 'sigs'],
    ['-_6: a\n', 'v3'],
    ['a: 1e+21\n', 'python'],
    ['a: 1e+21\n', 'libyaml'],
    ['a: 2001-01-01\n', 'v3'],
    ['a: 2001-01-01\n', 'python'],
    ['a: 2001-01-01\n', 'libyaml'],
  ]);
});

describe('go-yaml of kubectl and of compose, and PyYAML, read what was meant in 20,000 documents', () => {
  test('of the writer for manifests', () => {
    expect(misread(DOCUMENTS.map((meant) => ({ meant, text: yamlDocument(meant) })))).toEqual([]);
  });

  test('of the writer for compose files', () => {
    const written = DOCUMENTS.map((meant: { [key: string]: ComposeValue }) => ({ meant, text: composeYaml(meant) }));
    expect(misread(written)).toEqual([]);
  });
});

test.each<[string, AppProps]>([
  ['with a file for each chart', {}],
  ['with a file for each object, which cdk8s lays out', { yamlOutputType: YamlOutputType.FILE_PER_RESOURCE }],
])('and in the files of a GitOpsApp %s', (_, props) => {
  const app = new GitOpsApp({ ...props, outdir: join(temp, `dist-${props.yamlOutputType}`) });
  const objects = DOCUMENTS.slice(0, 1_000).map((data, i) => {
    const object = { apiVersion: 'example.com/v1', kind: 'Settings', metadata: { name: `config-${i}` }, data };
    new ApiObject(new Chart(app, `chart-${i}`), 'config', object);
    return object;
  });
  app.synth();
  const files = readdirSync(app.outdir).filter((name) => name.endsWith('.yaml'));
  const meant = new Map(objects.map((object) => [object.metadata.name, object]));
  const written = files.map((name) => {
    const text = readFileSync(join(app.outdir, name), 'utf8');
    return { text, meant: meant.get(/config-\d+/.exec(text)?.[0] ?? '') };
  });
  expect(written).toHaveLength(1_000);
  expect(misread(written)).toEqual([]);
});
