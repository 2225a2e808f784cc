import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import {
  type EnvironmentOptions,
  InfisicalAuth,
  InfisicalProject,
  type InfisicalProjectProps,
  InfisicalRules,
  KeyCatalogue,
  type ProjectEnvironment,
  SecretSyncedApp,
} from '../../lib';
import { printedLines } from '../synthesis';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'project-'));
  process.env.CDK8S_OUTDIR = join(folder, 'dist');
});
afterEach(() => {
  delete process.env.CDK8S_OUTDIR;
  rmSync(folder, { recursive: true });
});

/** The same application, as a chart class has it: it reads what the environment says unless it is told otherwise. */
function shop(environment: ProjectEnvironment, props: { reads?: string; namespace?: string } = {}): Chart {
  const chart = new Chart(environment, 'shop', { namespace: props.namespace ?? environment.namespace ?? 'shop' });
  new SecretSyncedApp(chart, 'orders', {
    image: 'orders:1.4.2',
    autoReload: true,
    secretKeys: ['DATABASE_URL'],
    sync: {
      auth: InfisicalAuth.universal({ credentials: { name: 'login' } }),
      source: { projectSlug: 'shop', environment: props.reads ?? environment.slug },
    },
  });
  return chart;
}

function projectOf(environments: { [name: string]: EnvironmentOptions }): [InfisicalProject, ...ProjectEnvironment[]] {
  const project = new InfisicalProject({ projectSlug: 'shop' });
  return [project, ...Object.entries(environments).map(([name, options]) => project.addEnvironment(name, options))];
}

describe('a correct project prints nothing:', () => {
  test.each<[string, { [name: string]: EnvironmentOptions }]>([
    ['environments of one namespace, of which no cluster is known', { staging: {}, prod: {} }],
    ['namespaces of their own', { staging: { namespace: 'shop-staging' }, prod: { namespace: 'shop' } }],
    [
      'one namespace in clusters of their own',
      {
        staging: { namespace: 'shop', cluster: 'https://staging.example.com' },
        prod: { namespace: 'shop', cluster: 'https://prod.example.com' },
      },
    ],
    [
      'two clusters, prod-eu and prod-us from slug prod',
      {
        'prod-eu': { slug: 'prod', namespace: 'shop', cluster: 'prod-eu' },
        'prod-us': { slug: 'prod', namespace: 'shop', cluster: 'prod-us' },
      },
    ],
    [
      'a laptop in the namespace of prod',
      { dev: { deployed: false, namespace: 'shop' }, prod: { namespace: 'shop', cluster: 'prod' } },
    ],
  ])('%s', (_, environments) => {
    const [project, ...all] = projectOf(environments);
    for (const environment of all) shop(environment);
    expect(project.problems()).toEqual([]);
    project.synth();
    expect(printedLines()).toEqual([]);
  });
});

test('two environments that put the same object into the same cluster are an error, in tests too', () => {
  const cluster = 'https://apps.example.com';
  const [project, ...all] = projectOf({
    staging: { cluster, namespace: 'shop' },
    prod: { cluster, namespace: 'shop' },
  });
  for (const environment of all) shop(environment);
  expect(project.problems()).toEqual([
    expect.stringMatching(
      /^prod: \[shop\/orders.*\] .*Deployment "shop\/orders".* staging in the same cluster .*\(E1\)$/,
    ),
  ]);
  expect(() => project.synth()).toThrow('(E1)');
});

test('an app of prod that reads staging is a warning, once, with its environment and the remedy', () => {
  const [project, staging, prod] = projectOf({ staging: {}, prod: {} });
  shop(staging as ProjectEnvironment);
  shop(prod as ProjectEnvironment, { reads: 'staging' });
  expect(project.problems()).toEqual([]);
  project.synth();
  project.synth();
  expect(printedLines()).toEqual([
    expect.stringMatching(
      /^warning: prod: \[shop\/orders.*\] .*names "staging", which is that of "staging": write "prod" \(E2\)$/,
    ),
  ]);
});

test('an object in the namespace of another environment is a warning', () => {
  const [project, staging, prod] = projectOf({ staging: { namespace: 'shop-staging' }, prod: { namespace: 'shop' } });
  shop(staging as ProjectEnvironment);
  shop(prod as ProjectEnvironment, { namespace: 'shop-staging' });
  project.synth();
  expect(printedLines().join('\n')).toMatch(
    /^warning: prod: \[shop\/orders.*namespace "shop-staging" of the environment "staging": write "shop".*\(E4\)$/m,
  );
});

test('an environment that somebody forgot to give a chart is a warning, but for one that is not deployed', () => {
  const [project, staging] = projectOf({ staging: {}, prod: {}, dev: { deployed: false } });
  shop(staging as ProjectEnvironment);
  project.synth();
  expect(printedLines()).toEqual([
    'warning: prod: it has no chart, so that its folder is empty: add one to it, or write `deployed: false`',
  ]);
});

test('so is one whose charts have no object', () => {
  const [project, staging, prod, dev] = projectOf({ staging: {}, prod: {}, dev: { deployed: false } });
  shop(staging as ProjectEnvironment);
  for (const empty of [prod, dev]) new Chart(empty as ProjectEnvironment, 'shop');
  project.synth();
  expect(printedLines()).toEqual([
    'warning: prod: it has no object, so that its folder is empty: declare one in its charts, or write `deployed: false`',
  ]);
});

test('one whose chart makes its objects itself has some', () => {
  const [project, prod] = projectOf({ prod: {} });
  class Written extends Chart {
    public override toJson() {
      return [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }];
    }
  }
  new Written(prod as ProjectEnvironment, 'shop');
  project.synth();
  expect(printedLines()).toEqual([]);
});

describe('an environment with the slug of another one is a warning (E2):', () => {
  const told = (environments: { [name: string]: EnvironmentOptions }, props: InfisicalProjectProps = {}) => {
    const project = new InfisicalProject({ projectSlug: 'shop', ...props });
    for (const [name, options] of Object.entries(environments)) shop(project.addEnvironment(name, options));
    expect(project.problems()).toEqual([]);
    project.synth();
    return printedLines();
  };
  const imported = (...environments: string[]) => {
    const places = environments.map((environment) => {
      const at = { environment, path: '/' };
      return { ...at, recursive: false, origins: [{ ...at, imported: false, keys: ['DATABASE_URL'] }] };
    });
    const file = join(folder, 'shop.lock.json');
    const project = { slug: 'shop' };
    writeFileSync(file, JSON.stringify({ format: 1, host: 'https://app.infisical.com', project, places }));
    return { catalogue: KeyCatalogue.fromFile(file) };
  };

  test('where the catalogue has keys of its own for it', () => {
    expect(told({ prod: { slug: 'staging' } }, imported('staging', 'prod'))).toEqual([
      'warning: prod: its slug is "staging", so that all in it reads the keys of that, and the catalogue has an environment "prod": leave slug away, or write "prod" (E2)',
    ]);
  });

  test('where its name says what it is, and the slug is that of another one', () => {
    expect(told({ staging: {}, prod: { slug: 'staging' } })).toEqual([
      'warning: prod: its slug is "staging", so that all in it reads the keys of that, which is that of the environment "staging": leave slug away, or write "prod" (E2)',
    ]);
  });

  test.each<[string, { [name: string]: EnvironmentOptions }]>([
    ['clusters of one', { 'prod-eu': { slug: 'prod' }, 'prod-us': { slug: 'prod' } }],
    ['a preview', { staging: {}, 'pr-12': { slug: 'staging' } }],
    ['another spelling', { production: { slug: 'prod' }, 'prod-eu': { slug: 'prod' } }],
    ['a slug that is nobody else’s', { staging: {}, prod: { slug: 'live-2' } }],
  ])('and not of %s', (_, environments) => {
    expect(told(environments)).toEqual([]);
  });

  test('and suppressed as every other one', () => {
    const project = new InfisicalProject({ projectSlug: 'shop' });
    shop(project.addEnvironment('staging'));
    const prod = project.addEnvironment('prod', { slug: 'staging' });
    shop(prod);
    InfisicalRules.suppress(prod, 'E2', 'prod is being moved');
    project.synth();
    expect(printedLines()).toEqual([
      expect.stringMatching(/^suppressed: prod: .*\(E2\), because: prod is being moved$/),
    ]);
  });
});

test('a namespace that is no name for one is told once, and not for each object in it', () => {
  const [project, prod] = projectOf({ prod: { namespace: 'Shop_1' } });
  shop(prod as ProjectEnvironment);
  expect(project.problems()).toEqual([
    expect.stringMatching(/^prod: the namespace "Shop_1" must be a lower-case RFC 1123 label/),
  ]);
  const [other, qa] = projectOf({ qa: { namespace: 'shop' } });
  shop(qa as ProjectEnvironment, { namespace: 'Shop_1' });
  expect(other.problems().join('\n')).toMatch(/^qa: .*"Shop_1" must be a lower-case RFC 1123 label.*\(N2\)$/m);
});

test('a rule between environments can be suppressed as every other one', () => {
  const [project, staging, prod] = projectOf({ staging: {}, prod: {} });
  shop(staging as ProjectEnvironment);
  InfisicalRules.suppress(shop(prod as ProjectEnvironment, { reads: 'staging' }), 'E2', 'prod is being moved');
  project.synth();
  expect(printedLines()).toEqual([expect.stringMatching(/^suppressed: prod: .*\(E2\), because: prod is being moved$/)]);
});
