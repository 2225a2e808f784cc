import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import {
  type EnvironmentOptions,
  InfisicalAuth,
  InfisicalProject,
  InfisicalRules,
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

test('a rule between environments can be silenced as every other one', () => {
  const [project, staging, prod] = projectOf({ staging: {}, prod: {} });
  shop(staging as ProjectEnvironment);
  InfisicalRules.silence(shop(prod as ProjectEnvironment, { reads: 'staging' }), 'E2', 'prod is being moved');
  project.synth();
  expect(printedLines()).toEqual([expect.stringMatching(/^silenced: prod: .*\(E2\), because: prod is being moved$/)]);
});
