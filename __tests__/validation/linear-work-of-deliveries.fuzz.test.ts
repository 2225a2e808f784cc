import { foldersToAsk } from '../../cli/access/folders-to-ask';
import { accessIn } from '../../cli/access/key-uses';
import { unknownSecretsIn } from '../../cli/access/unknown-secrets';
import { accessReport } from '../../cli/access-report/access-report';
import { evaluate } from '../../cli/check/evaluate';
import type { ReadManifest } from '../../cli/manifests/read-manifests';
import type { Manifest } from '../../lib/model/manifest';
import { checkManifests } from '../../lib/validation/check-manifests';
import { growingFasterThan } from '../counted-work';
import {
  agentConfiguration,
  asking,
  clusterExternalSecret,
  clusterSecretStore,
  externalSecret,
  fetched,
  found,
  namespace,
  providerClass,
  pushed,
  pushSecret,
  secretStore,
  taken,
  taker,
} from './delivering-manifests';

/*
 * What brings keys into a cluster without the operator, and who uses them: the rules, and what `check` and `report` read,
 * grow with these, not with their square. Where one does not, the test names the function.
 */
const SIZE = 15;
/** Reading takes longer than judging. */
const READ_SIZE = 4;
/** At four times the size, what sorts compares up to eight times as often; what goes with the square sixteen times. */
const SORTING = 8;

/** One of all, fitting together. */
const EVERYTHING = [
  namespace(),
  secretStore(),
  clusterSecretStore(),
  externalSecret({
    data: [fetched('url', 'DB_URL')],
    dataFrom: [found('DB_'), { extract: { key: '/json/ALL' } }],
    target: { template: { mergePolicy: 'Merge', data: { dsn: '{{ .url }}:{{ .PASSWORD }}' } } },
  }),
  clusterExternalSecret(),
  pushSecret(),
  providerClass(),
  agentConfiguration(),
  taker('api', { env: [taken('url'), taken('PASSWORD'), taken('dsn'), taken('MAIL', 'everywhere')] }),
  taker('pins', { classes: ['dock'], env: [taken('PIN', 'dock-csi')], envFrom: [{ secretRef: { name: 'kettle' } }] }),
  taker('agents', { agent: 'agent' }),
  taker('calls', { command: asking('TOKEN') }),
];

const IN_A_NAMESPACE = EVERYTHING.filter(({ metadata }) => metadata.namespace !== undefined);

const PUSHED = (n: number) => [
  secretStore(),
  externalSecret({ dataFrom: [{ find: {}, rewrite: [{ regexp: { source: '^DB_', target: '' } }] }] }),
  pushSecret(
    'push',
    times(n, (i) => pushed(`DB_KEY_${i}`)),
  ),
  taker('api', { env: times(n, (i) => taken(`KEY_${i}`)) }),
];

const CROWDS: readonly [string, (n: number) => readonly Manifest[]][] = [
  ['everything, with names of its own', (n) => times(n, (i) => renamed(EVERYTHING, i, isName)).flat()],
  ['everything, in a namespace of its own', (n) => times(n, (i) => renamed(IN_A_NAMESPACE, i, isNamespace)).flat()],
  [
    'one ExternalSecret with many entries, and one workload that takes them',
    (n) => [
      secretStore(),
      externalSecret({
        data: times(n, (i) => fetched(`A_${i}`)),
        dataFrom: times(n, (i) => found(`B_${i}_`)),
        target: {
          template: {
            mergePolicy: 'Merge',
            data: Object.fromEntries(times(n, (i) => [`T_${i}`, `{{ .A_${i} }}`])),
            templateFrom: times(n, (i) => ({ literal: `L_${i}: "{{ .A_${i} }}"` })),
          },
        },
      }),
      taker('api', { env: ['A', 'T', 'L'].flatMap((letter) => times(n, (i) => taken(`${letter}_${i}`))) }),
    ],
  ],
  [
    'many ExternalSecrets of one Secret, and many workloads that take a renamed key of it',
    (n) => [
      secretStore(),
      ...times(n, (i) => externalSecret({ dataFrom: [found('DB_')], target: { name: `s-${i}` } }, `e-${i}`)),
      externalSecret({ dataFrom: [found('DB_')], target: { name: 'all' } }, 'all'),
      ...times(n, (i) => taker(`all-${i}`, { env: [taken('PASSWORD', 'all'), taken(`KEY_${i}`, `s-${i}`)] })),
    ],
  ],
  ['many renamed keys that a PushSecret writes', PUSHED],
  [
    'one ClusterExternalSecret in many namespaces',
    (n) => {
      const names = times(n, (i) => `n-${i}`);
      return [
        ...names.map(namespace),
        clusterSecretStore(),
        clusterExternalSecret('everywhere', names),
        ...names.map((name) => taker('api', { env: [taken('MAIL', 'everywhere')], namespace: name })),
      ];
    },
  ],
  [
    'many stores without a namespace, and many that refer to them',
    (n) => [
      ...times(n, (i) => secretStore('vault', `/${i}`, `n-${i}`)),
      ...times(n, (i) => ({ ...externalSecret({ data: [fetched('A')] }, `e-${i}`), metadata: { name: `e-${i}` } })),
    ],
  ],
  [
    'one class with many secrets, in many pods',
    (n) => [
      providerClass(
        'dock',
        times(n, (i) => ({ secretKey: `PIN_${i}`, fileName: `pin-${i}` })),
      ),
      ...times(n, (i) =>
        taker(`pod-${i}`, { classes: ['dock'].slice(i === '000' ? 0 : 1), env: [taken(`PIN_${i}`, 'dock-csi')] }),
      ),
    ],
  ],
  [
    'one pod with many classes, and many pods with one',
    (n) => [
      ...times(n, (i) => providerClass(`dock-${i}`)),
      taker('all', { classes: times(n, (i) => `dock-${i}`), env: times(n, (i) => taken('PIN', `dock-${i}-csi`)) }),
      providerClass('one'),
      ...times(n, (i) => taker(`one-${i}`, { classes: ['one'] })),
    ],
  ],
  [
    'one configuration of an agent with many templates, and many pods with one',
    (n) => [
      agentConfiguration(
        'many',
        times(n, (i) => `KEY_${i}`),
      ),
      taker('many', { agent: 'many' }),
      agentConfiguration(),
      ...times(n, (i) => taker(`one-${i}`, { agent: 'agent' })),
    ],
  ],
  [
    'many calls of the command line in one container, and many containers with one',
    (n) => [
      taker('many', { command: ['sh', '-c', times(n, (i) => asking(`KEY_${i}`)[2]).join('\n')] }),
      ...times(n, (i) => taker(`one-${i}`, { command: asking('TOKEN') })),
    ],
  ],
];

test.each(CROWDS)('the rules on %s', (_, crowd) => {
  expect(growingFasterThan(SIZE, (n) => checkManifests(crowd(n)))).toEqual([]);
});

test.each(CROWDS)('what check and report read of %s', (_, crowd) => {
  const more = (n: number) => (crowd === PUSHED ? times(n, (i) => `DB_KEY_${i}`) : []);
  expect(growingFasterThan(READ_SIZE, (n) => readAll(crowd(n), more(n)), SORTING)).toEqual([]);
});

/** As `check` and `report` do it, where each folder of Infisical has some keys. */
function readAll(manifests: readonly Manifest[], keys: readonly string[]): void {
  const read = manifests.map((manifest): ReadManifest => {
    const place = { line: 1, column: 1 };
    return { manifest, file: 'dist/all.yaml', folder: 'dist', ...place, placeAt: () => place };
  });
  const { uses } = accessIn(read);
  unknownSecretsIn(read, uses);
  accessReport(read);
  const folders = foldersToAsk(uses);
  const outcomes = folders.map(({ environment, path = '/' }) => {
    return { listing: [{ environment, path, imported: false, keys: ['DB_PASSWORD', 'ALL', ...keys] }] };
  });
  evaluate({ uses, folders, outcomes });
}

function isName(key: string): boolean {
  return /name$|^secretProviderClass$|agent-config-map$/i.test(key);
}

function isNamespace(key: string): boolean {
  return /namespace$/i.test(key);
}

function renamed<T>(value: T, i: string, isRenamed: (key: string) => boolean): T {
  return JSON.parse(JSON.stringify(value), (key, one) =>
    isRenamed(key) && typeof one === 'string' ? `${one}-${i}` : one,
  );
}

/** With numbers that are in their order as texts too: sorting them takes no more than going through them. */
function times<T>(n: number, make: (number: string) => T): T[] {
  return Array.from({ length: n }, (_, i) => make(String(i).padStart(3, '0')));
}
