import { type ApiServer, apiServers } from './api-server';
import { committedOutput, documentBlocks, randomDeclarations, snapshots, synthesizedByTests } from './corpora';
import { countsTable } from './counts-table';
import type { DocumentCase } from './document-case';

/** Kinds of others, which no API server knows by itself. */
const OF_OTHERS = /^(?:argoproj\.io|source\.toolkit\.fluxcd\.io|kustomize\.toolkit\.fluxcd\.io)\//;

let servers: readonly ApiServer[];
const table = countsTable(['corpus', 'objects']);

beforeAll(() => {
  servers = apiServers();
}, 1_800_000);

afterAll(() =>
  process.stdout.write(`\nWhat we write, by Kubernetes version: objects that the API server refuses\n\n${table}\n`),
);

test.each<[string, number, () => DocumentCase[]]>([
  ['output of the project and of the examples', 10, committedOutput],
  ['YAML in documents', 10, documentBlocks],
  ['snapshots', 5, snapshots],
  ['what unit tests, documents and init synthesize', 500, synthesizedByTests],
  ['5,000 random declarations', 15_000, () => randomDeclarations(5_000, 11)],
])('no object of %s is refused, neither by the oldest nor by the newest Kubernetes', (corpus, atLeast, made) => {
  const cases = made();
  expect(cases.length).toBeGreaterThan(atLeast);
  const refused = servers.map(({ version, judge }) => {
    const verdicts = judge(cases);
    table.add({ corpus, objects: cases.length, [version]: verdicts.filter(isRefused).length });
    const unknown = cases.filter(({ object }, i) => verdicts[i].unknownKind && !OF_OTHERS.test(object.apiVersion));
    expect(unknown.map(({ name }) => name)).toEqual([]);
    return cases.flatMap(({ name }, i) => verdicts[i].refused.map((one) => ({ version, name, ...one })));
  });
  expect(refused.flat()).toEqual([]);
});

function isRefused({ refused }: { readonly refused: readonly unknown[] }): boolean {
  return refused.length > 0;
}
