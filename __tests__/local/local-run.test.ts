import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { Env, EnvFieldPaths, EnvValue, Secret } from 'cdk8s-plus-28';
import { parse } from 'yaml';
import {
  BackingService,
  type KeyFiles,
  LocalRun,
  type LocalRunProps,
  LocalStack,
  SecretSyncedApp,
  type SecretSyncedAppProps,
  SyncedSecret,
  TemplateValue,
} from '../../lib';
import { SYNC } from '../declarations';
import { printedLines } from '../synthesis';
import { composeViolations } from './compose-schema';
import { chartWith, errorsOf, PROJECT_ID, source } from './shop-on-a-laptop';
import { CHECKED, folder as projectFolder, shopWith } from './stack-of-a-project';

const runOf = (chart: Chart, props: LocalRunProps = {}) => {
  const text = new LocalRun([chart], props).files()['infisical.run.yaml'];
  expect(composeViolations(text)).toEqual([]);
  return text;
};

describe('a run without containers', () => {
  test('knows the variables of every application, whether or not it has a service on a laptop', () => {
    const chart = chartWith({
      local: undefined,
      secretKeys: { DB: 'DATABASE_URL' },
      env: { LEVEL: 'info', DSN: 'pg://$(DB)', PRICE: '5$' },
      secretFiles: [{ path: '/etc/tls', secretKeys: ['TLS_KEY'] }],
    });
    const orders = { ...SYNC, source: { ...source, path: '/orders' } };
    const local = { name: 'shop-orders', env: { LEVEL: 'debug' }, meantToDiffer: ['LEVEL'] };
    const env = { LEVEL: 'info' };
    new SecretSyncedApp(chart, 'orders', { image: 'o:1', sync: orders, secretKeys: ['DATABASE_URL'], env, local });
    expect(runOf(chart)).toBe(`# Made by cdk8s-infisical from your cdk8s program: change that instead.
services:
  api:
    environment:
      DB: '\${_ROOT__DATABASE_URL-}'
      LEVEL: info
      DSN: 'pg://\${_ROOT__DATABASE_URL-}'
      PRICE: '5$$'
    secrets:
      - source: _ROOT__TLS_KEY
        target: /etc/tls/TLS_KEY
  shop-orders:
    environment:
      DATABASE_URL: '\${_ORDERS__DATABASE_URL-}'
      LEVEL: debug
secrets:
  _ROOT__TLS_KEY:
    environment: _ROOT__TLS_KEY
x-infisical:
  host: https://app.infisical.com
  reads:
    - from:
        - project:
            id: '${PROJECT_ID}'
          environment: dev
          path: /
      keys:
        DATABASE_URL: _ROOT__DATABASE_URL
        TLS_KEY: _ROOT__TLS_KEY
    - from:
        - project:
            id: '${PROJECT_ID}'
          environment: dev
          path: /orders
      keys:
        DATABASE_URL: _ORDERS__DATABASE_URL
`);
    expect(printedLines()).toEqual([]);
  });

  test('has the keys of secrets that are injected, and names what only a pod knows', () => {
    const chart = chartWith({ local: undefined, secretKeys: [] });
    const secret = new SyncedSecret(chart, 's', { ...SYNC, source });
    const NODE = EnvValue.fromFieldRef(EnvFieldPaths.NODE_NAME);
    const props = { image: 'w:1', secret, secretKeys: ['A'], envVariables: { NODE } };
    const web = new SecretSyncedApp(chart, 'web', props);
    secret.injectInto(web.deployment, { secretKeys: ['B'] });
    const { services, 'x-infisical': told } = parse(runOf(chart));
    expect(services.web.environment).toEqual({ A: '${_ROOT__A-}', B: '${_ROOT__B-}' });
    expect(told.absent).toEqual({ web: { variables: ['NODE'] } });
    expect(printedLines()).toEqual([]);
  });

  test('names the objects of which it does not know the keys, which another program has', () => {
    const chart = chartWith({ local: undefined });
    const { deployment } = new SecretSyncedApp(chart, 'web', {
      image: 'w:1',
      sync: { ...SYNC, source },
      secretKeys: [],
    });
    const vendor = Secret.fromSecretName(chart, 'v', 'vendor');
    deployment.containers[0].env.copyFrom(Env.fromSecret(vendor));
    expect(parse(runOf(chart))['x-infisical'].absent).toEqual({ web: { objects: ['vendor'] } });
  });

  describe('of a template that does more than put values together', () => {
    const templated = (local: object | undefined) => {
      const chart = chartWith({ local: undefined });
      const secretTemplate = { DSN: TemplateValue.key('PW').urlEncoded() };
      const secret = new SyncedSecret(chart, 's', { ...SYNC, source, secretTemplate });
      new SecretSyncedApp(chart, 'web', { image: 'w:1', secret, secretKeys: ['DSN'], local });
      return chart;
    };

    test('says that it cannot be there, as a stack does', () => {
      const files = () => new LocalRun([templated({})]).files();
      expect(files).toThrow('does more for "DSN" than put values into a text, and has no value on a laptop');
      const given = templated({ env: { DSN: 'x' }, meantToDiffer: ['DSN'] });
      expect(parse(runOf(given)).services.web.environment).toEqual({ DSN: 'x' });
    });

    test('warns where nobody speaks of laptops, and goes on without it', () => {
      expect(parse(runOf(templated(undefined)))['x-infisical'].absent).toEqual({ web: { variables: ['DSN'] } });
      expect(printedLines().join('\n')).toContain('give it one in local.env, or in the shell that starts it (L10)');
    });
  });

  test('warns of a variable that a laptop has another value for, as a stack does', () => {
    runOf(chartWith({ env: { LEVEL: 'info' }, local: { env: { LEVEL: 'debug' } } }));
    expect(printedLines().join('\n')).toContain('the variable "LEVEL" has another value on a laptop');
  });

  test('takes what it is given', () => {
    const props = { environment: 'qa', projectId: 'p', caFile: 'certs/ca.pem', file: 'dev/run.yaml' };
    const files = new LocalRun([chartWith()], props).files();
    expect(Object.keys(files)).toEqual(['dev/run.yaml']);
    expect(parse(files['dev/run.yaml'])['x-infisical']).toMatchObject({
      caFile: 'certs/ca.pem',
      reads: [{ from: [{ project: { id: 'p' }, environment: 'qa', path: '/' }] }],
    });
  });

  test.each<[string, LocalRunProps, string]>([
    ['a name that leads elsewhere', { file: '../run.yaml' }, 'the file name "../run.yaml" must be like'],
    ['a CA elsewhere', { caFile: '/etc/ca.pem' }, 'as seen from "infisical.run.yaml", like "certs/ca.pem" (L7)'],
    ['an environment that is none', { environment: 'a b' }, 'the environment "a b" must be letters'],
    ['a prop of a wrong type', { file: 5 as never }, 'file must be text, found the number 5'],
  ])('fails for %s', (_, props, message) => {
    const files = () => new LocalRun([chartWith()], props).files();
    expect(files).toThrow('The local run has the following errors:');
    expect(files).toThrow(message);
  });

  test('takes no key of another application of one name, whose folder is another one', () => {
    const app = new App();
    const addIn = (namespace: string, path: string, secretFiles: KeyFiles[] = []) => {
      const sync = { ...SYNC, source: { ...source, path } };
      const chart = new Chart(app, namespace, { namespace });
      new SecretSyncedApp(chart, 'orders', { image: 'o:1', sync, secretKeys: ['A'], secretFiles });
    };
    addIn('a', '/a');
    addIn('b', '/a');
    expect(() => new LocalRun([app]).files()).not.toThrow();
    addIn('c', '/c');
    addIn('d', '/c', [{ path: '/etc/tls', secretKeys: ['TLS'] }]);
    const files = () => new LocalRun([app]).files();
    expect(files).toThrow(
      '[c/orders] the service "orders" is also declared by [a/orders], with other contents (key A)',
    );
    expect(files).toThrow(
      '[d/orders] the service "orders" is also declared by [a/orders], with other contents (key A, file /etc/tls/TLS)',
    );
  });

  test('fails for what is no list of apps', () => {
    expect(() => new LocalRun(chartWith() as never).files()).toThrow('write new LocalRun([app], …) (N5)');
  });
});

describe('its file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'run-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is written, and left alone where somebody else wrote it', () => {
    new LocalRun([chartWith()], { folder }).synth();
    expect(readFileSync(join(folder, 'infisical.run.yaml'), 'utf8')).toBe(runOf(chartWith()));
    writeFileSync(join(folder, 'infisical.run.yaml'), 'mine');
    expect(() => new LocalRun([chartWith()], { folder }).synth()).toThrow(
      '[local run] infisical.run.yaml is there already, and was written by hand: rename it, or give this one another name (L7)',
    );
  });

  test('of an application of no project', () => {
    expect(() => new LocalRun([new Chart(new App(), 'empty')], { folder }).synth()).not.toThrow();
    expect(readdirSync(folder)).toEqual(['infisical.run.yaml']);
  });
});

test('that of an environment is checked and written with its project, beside a stack', () => {
  const { shop, dev } = shopWith({ ...CHECKED, projectSlug: 'shop' });
  new LocalRun([dev], { folder: projectFolder });
  new LocalStack([dev], { folder: projectFolder });
  expect(shop.problems()).toEqual([]);
  shop.synth();
  expect(readdirSync(projectFolder).sort()).toEqual([
    '.infisical.json',
    'Makefile',
    'compose.yaml',
    'infisical.run.yaml',
  ]);
  const [run, stack] = ['infisical.run.yaml', 'compose.yaml'].map((name) =>
    parse(readFileSync(join(projectFolder, name), 'utf8')),
  );
  expect(run['x-infisical']).toEqual(stack['x-infisical']);
});

describe('beside a stack that has the databases only', () => {
  /** Applications without a service, each with a folder of its own. */
  const chartOf = (apps: { readonly [name: string]: Partial<SecretSyncedAppProps> }) => {
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    for (const [name, props] of Object.entries(apps)) {
      const sync = { ...SYNC, source: { ...source, path: `/${name}` } };
      new SecretSyncedApp(chart, name, { image: `${name}:1`, sync, secretKeys: ['DATABASE_URL'], ...props });
    }
    return chart;
  };
  const stackOf = (chart: Chart, passwordKey: string) =>
    new LocalStack([chart], { services: { postgres: BackingService.postgres({ passwordKey }) } });
  const placesOf = (stack: LocalStack) =>
    parse(stack.files()['compose.yaml'])['x-infisical'].reads.map(
      ({ from: [{ path }], keys }: { from: { path: string }[]; keys: object }) => [path, ...Object.keys(keys)],
    );

  test('each application of the run is one of the laptop: none needs a service for its keys', () => {
    const chart = chartOf({ orders: {}, web: {} });
    const stack = stackOf(chart, 'PW');
    new LocalRun([chart]);
    stack.files();
    expect(printedLines()).toEqual([]);
  });

  test('a database takes its key from the folder of the application that has it, else from any of them', () => {
    const chart = chartOf({ orders: { secretKeys: ['DATABASE_URL', 'PW'] }, web: {} });
    new LocalRun([chart]);
    expect(placesOf(stackOf(chart, 'PW'))).toEqual([['/orders', 'PW']]);
    const only = chartOf({ orders: {} });
    new LocalRun([only]);
    expect(placesOf(stackOf(only, 'PW'))).toEqual([['/orders', 'PW']]);
  });

  test('a key that two of them have in folders of their own is an error', () => {
    const chart = chartOf({ orders: {}, web: {} });
    new LocalRun([chart]);
    expect(errorsOf(stackOf(chart, 'DATABASE_URL'))).toEqual([
      '[local stack] the service "postgres" gets the key "DATABASE_URL", which the applications read from /orders and from /web: give it a key of another name (L3)',
    ]);
  });

  test('what the run does not have is on no laptop', () => {
    const chart = chartOf({ orders: {} });
    const other = new Chart(chart.node.root as App, 'other', { namespace: 'other' });
    new SecretSyncedApp(other, 'web', { image: 'web:1', sync: { ...SYNC, source }, secretKeys: ['SESSION'] });
    new LocalRun([chart]);
    new LocalStack([chart.node.root], {
      services: { postgres: BackingService.postgres({ passwordKey: 'PW' }) },
    }).files();
    expect(printedLines()).toEqual([expect.stringMatching(/^warning: \[other\/web\] the key "SESSION" .* \(L2\)$/)]);
  });
});
