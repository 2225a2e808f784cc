import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FORMATS } from '../../../cli/check/options';
import { envFrom, pod } from '../../validation/pods';
import { commandLine, type Ran } from '../command-line';
import { ACCESS_TOKEN, CANARIES, traceOfCanary } from '../infisical-double/canaries';
import type { DoubleOptions } from '../infisical-double/double';
import type { Fault, Faults } from '../infisical-double/faults';
import { shop } from '../infisical-double/world';
import { double, folderWith, sync, textsIn, tidyUp, UNIVERSAL, user, yaml } from './workplace';

afterAll(tidyUp);

const KEYS = CANARIES.map((_, index) => `KEY_${index}`);
const IMPORTS = [{ environment: 'prod', path: '/shared' }];
const WORLD = shop({ prod: { '/api': { keys: KEYS, imports: IMPORTS }, '/shared': ['SHARED', ...KEYS.slice(0, 2)] } });

interface Calling {
  readonly calls?: readonly string[][];
  readonly env?: NodeJS.ProcessEnv;
}

/** Every way to call the commands that ask Infisical, each of which may print or write something. */
const CALLS: readonly string[][] = [
  ...FORMATS.flatMap((format) => [
    ['check', '--format', format],
    ['check', '--format', format, '--output', 'report'],
  ]),
  ['import'],
  ['import', '--json'],
  ['import', '--check'],
];

const FEW_CALLS = [['check'], ['check', '--format', 'sarif', '--output', 'report'], ['import']];

async function callAll(options: DoubleOptions, { calls = CALLS, env = UNIVERSAL }: Calling = {}) {
  const infisical = await double({ world: WORLD, ...options });
  const manifests = [
    sync(infisical.url),
    user([...KEYS, 'KEY_X', 'MISSING']),
    pod(envFrom('api-secrets'), { name: 'b' }),
  ];
  return Promise.all(
    calls.map(async ([command, ...args]) => {
      const cwd = folderWith({ 'dist/prod/shop.yaml': yaml(manifests) });
      const all = [command, '--host', infisical.url, '--timeout', '30', '--retries', '0', ...args];
      const ran = await commandLine(all, { cwd, env });
      return { ...ran, cwd };
    }),
  );
}

function expectNoCanary({ stdout, stderr, cwd }: Ran & { cwd: string }): void {
  const { 'dist/prod/shop.yaml': _, ...written } = textsIn(cwd);
  for (const text of [stdout, stderr, ...Object.values(written), ...Object.keys(written)]) {
    expect(traceOfCanary(text)).toBeUndefined();
  }
}

test('a canary is found in whatever form', () => {
  for (const canary of CANARIES) {
    for (const form of [canary, JSON.stringify(canary), encodeURIComponent(canary), canary.slice(4)]) {
      expect(traceOfCanary(form)).toBeDefined();
    }
  }
});

test('an Infisical that hides values, as it is asked to, has none of them printed or written', async () => {
  const runs = await callAll({});
  expect(runs.map(({ status }) => status)).toEqual([...Array(12).fill(1), 0, 0, 1]);
  for (const ran of runs) expectNoCanary(ran);
});

describe('an Infisical that sends values all the same', () => {
  test.each(['all', 'imported', 'last', 'unmarked'] as const)(
    '(%s) ends the run with 2 before anything is printed or written',
    async (sendsValues) => {
      for (const ran of await callAll({ sendsValues }, { calls: sendsValues === 'last' ? CALLS : FEW_CALLS })) {
        expect(ran).toMatchObject({ status: 2, stdout: '' });
        expect(ran.stderr).toMatch(
          /^http:\/\/127\.0\.0\.1:\d+ sent the value of a secret although it was asked for names only\. /,
        );
        expect(readdirSync(ran.cwd)).toEqual(['dist']);
        expectNoCanary(ran);
      }
    },
  );

  test('only of own personal secrets, ends the run too', async () => {
    const world = shop({ prod: { '/api': { keys: ['PORT'], personal: ['PORT'] } } });
    for (const ran of await callAll({ world }, { calls: FEW_CALLS })) {
      expect(ran).toMatchObject({ status: 2, stdout: '' });
      expectNoCanary(ran);
    }
  });

  test('is not asked for any other place', async () => {
    const folders = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`/${index}`, ['KEY']]));
    const infisical = await double({ world: shop({ prod: folders }), sendsValues: 'all' });
    const paths = Object.keys(folders);
    const args = ['import', '--host', infisical.url, '--project', 'shop', '--environment', 'prod', '--path', ...paths];
    const cwd = folderWith({});
    const { status } = await commandLine([...args, '--concurrency', '2'], { cwd, env: UNIVERSAL });
    expect(status).toBe(2);
    expect(infisical.to('/api/v4/secrets').length).toBeLessThan(10);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

test.each<[string, Fault]>([
  ['half an answer', { fault: 'truncated' }],
  ['one that breaks off', { fault: 'breaks off' }],
  ['a page', { fault: 'html' }],
  ['other JSON', { fault: 'array' }],
  ['an error with one in it', { fault: 'error', row: { status: 400, error: CANARIES[0], message: CANARIES[1] } }],
  ['a redirection with one in it', { fault: 'redirect', to: `http://127.0.0.1:1/?${encodeURIComponent(CANARIES[1])}` }],
  ['a redirection to one', { fault: 'redirect', to: `http://${CANARIES[0]}/` }],
])('a value in what is no answer is not repeated: %s', async (_, fault) => {
  const faults: Faults = ({ path }) => (path.includes('/secrets') ? fault : undefined);
  // What is told of an answer does not depend on the format, as hostile-answers.test.ts shows of many more.
  const [ran] = await callAll({ faults }, { calls: [['check']] });
  expect(ran.status).toBe(2);
  expectNoCanary(ran);
});

test('credentials are not repeated, whether they are right or wrong', async () => {
  const wrong = {
    INFISICAL_UNIVERSAL_AUTH_CLIENT_ID: 'canary-id',
    INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: CANARIES[3],
  };
  for (const env of [wrong, { INFISICAL_TOKEN: ACCESS_TOKEN }, { INFISICAL_TOKEN: `${CANARIES[4]}\n${CANARIES[0]}` }]) {
    for (const ran of await callAll({}, { calls: [['check'], ['import']], env })) expectNoCanary(ran);
  }
});

test('the files of import hold the names', async () => {
  const [ran] = await callAll({}, { calls: [['import']] });
  expect(Object.keys(textsIn(join(ran.cwd, 'imports/infisical')))).toEqual(['shop.lock.json', 'shop.ts']);
});
