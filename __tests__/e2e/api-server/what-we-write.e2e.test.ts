import { POLICY_API_VERSION } from '../../../lib/guard/policy';
import { isKubernetes, OLDEST_KUBERNETES } from '../../../lib/model/kubernetes-version';
import { servedKind } from '../../../lib/schemas/served-by-cluster';
import type { Manifest } from '../../synthesis';
import { VALID_OBJECTS } from '../../validation/example-manifests';
import { type ApiServer, apiServers } from './api-server';
import { committedOutput, documentBlocks, randomDeclarations, snapshots, synthesizedByTests } from './corpora';
import { countsTable } from './counts-table';
import { agreementOn } from './differences';
import type { DocumentCase } from './document-case';
import { changedObjects } from './mutations';

/** Kinds of others, which no API server knows by itself. */
const OF_OTHERS =
  /^(?:argoproj\.io|source\.toolkit\.fluxcd\.io|helm\.toolkit\.fluxcd\.io|kustomize\.toolkit\.fluxcd\.io)\/|^(?:external-secrets\.io|secrets-store\.csi\.x-k8s\.io)\/|^(?:serving\.knative\.dev|ray\.io|keda\.sh)\//;

/** Its CRD is not public. */
const WITHOUT_CRD = 'InfisicalStaticSecretPush';

/**
 * The rules that refuse here what an API server takes: as the operator (A, H, K, M, S, T, X), Argo CD (X18) or a kubelet and
 * kubectl (C, P40) would not do with it what was meant; R20 is what the allocator of a whole server refuses, which is not asked here.
 */
const OF_BEHAVIOUR = [
  ...[
    'A1',
    'A16',
    'A3',
    'A4',
    'A5',
    'C19',
    'C4',
    'C6',
    'H2',
    'H3',
    'H5',
    'H6',
    'J2',
    'K1',
    'K3',
    'K7',
    'K8',
    'M1',
    'M10',
    'M12',
    'M19',
  ],
  ...[
    'M20',
    'M4',
    'M5',
    'M7',
    'P40',
    'R20',
    'S1',
    'S13',
    'S14',
    'S4',
    'S8',
    'T1',
    'T3',
    'T7',
    'X10',
    'X12',
    'X18',
    'X27',
    'X34',
    'X5',
    'X8',
  ],
];

/** The CRDs here are those of the operator v0.11.7: from v0.11.8 on an InfisicalAuth need not name its connection. */
const OF_NEWER_CRDS = /InfisicalAuth \.spec\.infisicalConnectionRef \((?:missing|null)\)/;

/** What an object itself says that no rule shall judge. */
const IGNORED = /the annotation cdk8s-infisical\/ignore/;

let servers: readonly ApiServer[];
const written = countsTable(['corpus', 'objects']);
const changed = countsTable(['Kubernetes', 'changed objects']);
/** What every other test here takes apart. */
const known = new Map<string, readonly object[]>();

beforeAll(() => {
  servers = apiServers();
}, 1_800_000);

afterAll(() => {
  process.stdout.write(`\nWhat we write, by Kubernetes version: objects that the API server refuses\n\n${written}\n`);
  process.stdout.write(
    `\nEvery leaf of that, changed in every way: what the rules and the API server say\n\n${changed}\n`,
  );
});

test.each<[string, number, () => DocumentCase[]]>([
  ['output of the project and of the examples', 10, committedOutput],
  ['YAML in documents', 10, documentBlocks],
  ['snapshots', 5, snapshots],
  ['what unit tests, documents and init synthesize', 500, synthesizedByTests],
  ['5,000 random declarations', 15_000, () => randomDeclarations(5_000, 11)],
])('no object of %s is refused, neither by the oldest nor by the newest Kubernetes', (corpus, atLeast, made) => {
  const cases = made().filter(({ name }) => !IGNORED.test(name));
  known.set(
    corpus,
    cases.map(({ object }) => object),
  );
  expect(cases.length).toBeGreaterThan(atLeast);
  const refused = servers.map(({ version, judge }) => {
    const verdicts = judge(cases);
    written.add({ corpus, objects: cases.length, [version]: verdicts.filter(isRefused).length });
    const unknown = cases.filter(
      ({ object }, i) =>
        verdicts[i].unknownKind &&
        !OF_OTHERS.test(object.apiVersion) &&
        object.kind !== WITHOUT_CRD &&
        isServed(object, version),
    );
    expect(unknown.map(({ name }) => name)).toEqual([]);
    return cases.flatMap(({ name }, i) => verdicts[i].refused.map((one) => ({ version, name, ...one })));
  });
  expect(refused.flat()).toEqual([]);
});

function isPolicy({ apiVersion }: Manifest): boolean {
  return apiVersion === POLICY_API_VERSION;
}

/** Of a push of v1beta1 no schema is public. */
function isServed({ apiVersion, kind }: Manifest, version: string): boolean {
  if (kind === 'InfisicalStaticSecretPush') return false;
  return isKubernetes(version, servedKind(apiVersion, kind)?.since ?? OLDEST_KUBERNETES);
}

function isRefused({ refused }: { readonly refused: readonly unknown[] }): boolean {
  return refused.length > 0;
}

test.each(['oldest', 'newest'] as const)('what the %s Kubernetes refuses we refuse, and nothing else', (which) => {
  const server = servers[which === 'oldest' ? 0 : 1];
  // What a policy of a guard says is said in CEL, which no rule reads.
  const objects = [...[...known.values()].flat(), ...VALID_OBJECTS].filter((object) => !isPolicy(object as Manifest));
  const verdicts = server.judge(objects.map((object) => ({ object })));
  const cases = changedObjects(objects.filter((_, i) => !verdicts[i].unknownKind));
  expect(cases.length).toBeGreaterThan(10_000);
  const { counts, differences, behaviour } = agreementOn(cases, server);
  changed.add({ Kubernetes: server.version, 'changed objects': cases.length, ...counts });
  expect(differences.filter((one) => !OF_NEWER_CRDS.test(one))).toEqual([]);
  // What an API server takes, and the operator, Argo CD or a kubelet does not as it was meant.
  expect([...behaviour].sort()).toEqual(OF_BEHAVIOUR);
});
