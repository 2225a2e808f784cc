import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adoptionOfEnvironments } from '../../../../cli/adopt/environments/environments-adoption';
import { environmentsGiven } from '../../../../cli/adopt/environments/environments-given';
import { compareObjects } from '../../../../cli/adopt/round-trip/comparison';
import { manifestsIn } from '../../../../cli/manifests/read-manifests';
import { synthesizedFolders } from '../in-process';
import { deployment, infisicalSecret } from './manifests';

const adopted = (environments: Readonly<Record<string, readonly string[]>>) =>
  adoptionOfEnvironments(
    Object.entries(environments).map(([name, documents]) => ({
      name,
      read: { ...manifestsIn(documents.join('---\n'), `${name}.yaml`), problems: [] },
    })),
    { extension: '', includeRest: false },
  );

/** What comes out otherwise than it went in, in any environment. */
function differences({ environments = [], files }: ReturnType<typeof adopted>) {
  const folders = synthesizedFolders(files);
  expect([...folders.keys()].sort()).toEqual(environments.map(({ name }) => name).sort());
  return environments.flatMap(({ name, adoption }) => compareObjects(adoption.adopted, folders.get(name) ?? []));
}

const shop = (environment: string, namespace: string, image: string, replicas: number) => [
  infisicalSecret({ name: 'api-secrets', path: '/api', namespace, environment }),
  deployment({ name: 'api', image, secret: 'api-secrets', namespace, replicas, env: { NODE_ENV: environment } }),
];

test('what is equal is in the class of a chart, what differs is its props', () => {
  const adoption = adopted({
    dev: shop('dev', 'shop-dev', 'api:2', 2),
    prod: shop('prod', 'shop', 'api:1', 3),
  });
  expect([...adoption.files.keys()]).toEqual(['main.ts', 'project.ts', 'charts/shop.ts']);
  expect(adoption.files.get('project.ts')).toContain(`export const shop = new InfisicalProject({
  projectSlug: 'shop',
  auth: InfisicalAuth.universal({ credentials: { name: 'machine-identity', namespace: 'infisical' } }),
});

const dev = shop.addEnvironment('dev', { namespace: 'shop-dev' });
new ShopChart(dev, { image: 'api:2', replicas: 2 });

const prod = shop.addEnvironment('prod', { namespace: 'shop' });
new ShopChart(prod, { image: 'api:1', replicas: 3 });`);
  const chart = adoption.files.get('charts/shop.ts');
  expect(chart).toContain(`export interface ShopProps {
  readonly image: string;
  readonly replicas: number;
}`);
  expect(chart).toContain('constructor(environment: ProjectEnvironment, { image, replicas }: ShopProps)');
  expect(chart).toContain('NODE_ENV: environment.name');
  expect(chart).toContain("secretPath: '/api'");
  expect(differences(adoption)).toEqual([]);
});

test('what only some environments have is made where its props are given', () => {
  const worker = [
    infisicalSecret({ name: 'worker-secrets', path: '/worker' }),
    deployment({ name: 'worker', image: 'worker:1', secret: 'worker-secrets' }),
  ];
  const adoption = adopted({
    dev: shop('dev', 'shop-dev', 'api:2', 1),
    prod: [...shop('prod', 'shop', 'api:1', 3), ...worker],
  });
  expect(adoption.files.get('charts/shop.ts')).toContain('if (hasWorker) {');
  expect(adoption.files.get('project.ts')).toContain('hasWorker: true');
  expect(differences(adoption)).toEqual([]);
});

test('charts that differ by more than props are a class for each environment', () => {
  const other = (text: string) => text.replace('containers:', 'hostNetwork: true\n      containers:');
  const [secret, workload] = shop('prod', 'shop', 'api:1', 3);
  const daemon = other(workload)
    .replace('kind: Deployment', 'kind: DaemonSet')
    .replace(/ {2}replicas: \d\n/, '');
  const adoption = adopted({ dev: shop('dev', 'shop-dev', 'api:2', 1), prod: [secret, daemon] });
  expect(differences(adoption)).toEqual([]);
});

describe('what differs by more than one text is a prop all the same', () => {
  const key = (name: string, own = name) =>
    `            - { name: ${own}, valueFrom: { secretKeyRef: { name: api-secrets, key: ${name} } } }\n`;
  const of = (environment: string, change: (workload: string) => string) => {
    const [secret, workload] = shop(environment, 'shop', 'api:1', 2);
    return [secret, change(workload)];
  };
  const pod = (fields: string) => (workload: string) =>
    workload.replace('      containers:', `${fields}      containers:`);
  const volumes = (...names: string[]) =>
    pod(`      volumes:\n${names.map((name) => `        - { name: ${name}, emptyDir: {} }\n`).join('')}`);
  const same = (workload: string) => workload;

  test.each<[string, string, ...((workload: string) => string)[]]>([
    ['a key more', 'readonly secretKeys: string[];', same, (text) => text + key('FRAUD_TOKEN')],
    [
      'a key under another name',
      "secretKeys: SecretSyncedAppProps['secretKeys']",
      same,
      (text) => text + key('A', 'B'),
    ],
    [
      'a key in each of three',
      'readonly secretKeys: string[];',
      same,
      (text) => text + key('A'),
      (text) => text + key('B'),
    ],
    ['volumes', "volumes?: SecretSyncedAppProps['volumes'];", same, volumes('a'), volumes('a', 'b')],
    ['volumes of one', "volumes?: SecretSyncedAppProps['volumes'];", same, same, volumes('a', 'b')],
    [
      'a selector of nodes',
      'readonly nodeSelector?: ',
      same,
      pod('      nodeSelector: { pool: a }\n'),
      pod('      nodeSelector: { size: b }\n'),
    ],
    [
      'args',
      'readonly args?: string[];',
      same,
      (text) => text.replace('image: api:1', 'image: api:1\n          args: [--fast]'),
      (text) => text.replace('image: api:1', 'image: api:1\n          args: [--fast, --loud]'),
    ],
    [
      'variables that are no texts',
      "readonly envVariables?: SecretSyncedAppProps['envVariables'];",
      same,
      (text) => `${text}            - { name: IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }\n`,
    ],
  ])('%s', (_, prop, ...changes) => {
    const environments = changes.map((change, index) => [`e${index}`, of(`e${index}`, change)] as const);
    const adoption = adopted(Object.fromEntries(environments));
    expect([...adoption.files.keys()]).toEqual(['main.ts', 'project.ts', 'charts/shop.ts']);
    expect(adoption.files.get('charts/shop.ts')).toContain(prop);
    expect(differences(adoption)).toEqual([]);
  });
});

test('the slug of an environment, its login and its host may be others', () => {
  const [secret, workload] = shop('production', 'shop', 'api:1', 3);
  const own = secret
    .replace('secretName: machine-identity', 'secretName: other-identity')
    .replace('https://app.infisical.com', 'https://secrets.example.com');
  const adoption = adopted({ dev: shop('dev', 'shop-dev', 'api:2', 1), prod: [own, workload] });
  expect(adoption.files.get('project.ts')).toContain("slug: 'production'");
  expect(differences(adoption)).toEqual([]);
});

describe('environments are never guessed', () => {
  const folders = (...names: string[]) => {
    const root = mkdtempSync(join(tmpdir(), 'environments-'));
    for (const name of names) {
      if (name.endsWith('.yaml')) writeFileSync(join(root, name), '');
      else mkdirSync(join(root, name));
    }
    return root;
  };
  const namesIn = (...args: Parameters<typeof environmentsGiven>) =>
    environmentsGiven(...args)?.map(({ name }) => name);

  test.each([
    [['dev', 'staging', 'prod'], {}, ['dev', 'prod', 'staging']],
    [['dev', 'prod', 'base'], { render: true }, ['dev', 'prod']],
    [['dev', 'prod', 'base'], {}, undefined],
    [['dev', 'prod', 'billing'], { render: true }, undefined],
    [['dev', 'prod', 'all.yaml'], {}, undefined],
    [['dev'], {}, undefined],
    [['eu', 'us'], {}, undefined],
    [['eu', 'us'], { environments: true }, ['eu', 'us']],
    [['dev', 'prod'], { environments: false }, undefined],
  ])('a folder with %j, %j', (names, request, expected) => {
    expect(namesIn([folders(...names)], request)).toEqual(expected);
  });

  test('several folders are environments where all are called like ones', () => {
    const root = folders('dev', 'prod', 'billing');
    expect(namesIn([join(root, 'dev'), join(root, 'prod')], {})).toEqual(['dev', 'prod']);
    expect(namesIn([join(root, 'dev'), join(root, 'billing')], {})).toBeUndefined();
    expect(namesIn(['-', join(root, 'dev')], {})).toBeUndefined();
  });

  test('what is said to be environments, and is none, is an error', () => {
    expect(() => environmentsGiven([folders('dev')], { environments: true })).toThrow(
      '--environments takes two folders',
    );
    expect(() => environmentsGiven([folders('dev', '0 0')], { environments: true })).toThrow('can be no environment');
  });

  test('files of values are of environments where that is said', () => {
    const request = {
      environments: true,
      render: true,
      values: ['values.yaml', 'values-dev.yaml', 'values-prod.yaml'],
    };
    expect(environmentsGiven(['chart'], request)).toEqual([
      { name: 'dev', path: 'chart', values: ['values.yaml', 'values-dev.yaml'] },
      { name: 'prod', path: 'chart', values: ['values.yaml', 'values-prod.yaml'] },
    ]);
  });
});

test('a chart in another namespace than most of its environment is one class, too: the namespace is a prop', () => {
  const both = (environment: string) => [
    ...shop(environment, `shop-${environment}`, 'api:1', 2),
    ...shop(environment, `shop-${environment}`, 'api:1', 2).map((one) => one.replaceAll('api', 'web')),
    ...shop(environment, `toys-${environment}`, 'api:1', 2),
  ];
  const adoption = adopted({ dev: both('dev'), prod: both('prod') });
  expect([...adoption.files.keys()]).toEqual(['main.ts', 'project.ts', 'charts/shop.ts', 'charts/toys.ts']);
  expect(adoption.files.get('project.ts')).toContain("new ToysChart(prod, { namespace: 'toys-prod' });");
  expect(adoption.files.get('charts/toys.ts')).toContain("super(environment, 'toys', { namespace });");
  expect(differences(adoption)).toEqual([]);
});
