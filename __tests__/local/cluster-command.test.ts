import { ConfigMap, EnvFieldPaths, EnvFrom, EnvValue } from 'cdk8s-plus-28';
import { SecretSyncedCronJob, SecretSyncedJob, type SecretSyncedJobProps } from '../../lib';
import { referenceParts } from '../../lib/model/variable-reference';
import { SYNC } from '../declarations';
import { printedLines } from '../synthesis';
import { apiOf, chartWith, composeOf, filesOf, source } from './shop-on-a-laptop';

const MIGRATE = {
  image: 'shop:1.0',
  sync: { ...SYNC, source },
  secretKeys: ['DATABASE_URL'],
  command: ['./migrate'],
  args: ['--all'],
  workingDir: '/app',
};

/** The application `api` and a migration of the same image. */
function shop(props: Partial<SecretSyncedJobProps> = {}) {
  const chart = chartWith();
  new SecretSyncedJob(chart, 'migrate', { ...MIGRATE, local: {}, ...props });
  return chart;
}

const migrateOf = (props: Partial<SecretSyncedJobProps> = {}) => composeOf(shop(props)).services.migrate;

describe('an application is started as in the cluster', () => {
  const started = { entrypoint: ['./migrate'], command: ['--all'], working_dir: '/app' };

  test('a Job', () => {
    expect(migrateOf()).toEqual({
      image: 'shop:1.0',
      ...started,
      environment: { DATABASE_URL: '${_ROOT__DATABASE_URL-}' },
    });
  });

  test('a CronJob', () => {
    const chart = chartWith();
    new SecretSyncedCronJob(chart, 'report', { ...MIGRATE, schedule: '@daily', local: {} });
    expect(composeOf(chart).services.report).toMatchObject(started);
  });

  test('a Deployment, also where its image is built', () => {
    const { command, args, workingDir } = MIGRATE;
    expect(apiOf({ command, args, workingDir })).toMatchObject(started);
  });

  test('with what it says of both, and no more', () => {
    expect(apiOf({ command: ['./worker'] })).toMatchObject({ entrypoint: ['./worker'] });
    expect(apiOf({ command: ['./worker'] })).not.toHaveProperty('command');
    expect(apiOf({ command: [], args: ['worker'] })).not.toHaveProperty('entrypoint');
    expect(apiOf({ args: ['worker'] })).toMatchObject({ command: ['worker'] });
  });

  test('unless the laptop has a command of its own', () => {
    const own = migrateOf({ local: { command: ['./dry-run'], workingDir: '/src' } });
    expect(own).toMatchObject({ command: ['./dry-run'], working_dir: '/src' });
    expect(own).not.toHaveProperty('entrypoint');
    const ofImage = migrateOf({ local: { command: [] } });
    expect(ofImage).toEqual({
      image: 'shop:1.0',
      working_dir: '/app',
      environment: { DATABASE_URL: '${_ROOT__DATABASE_URL-}' },
    });
  });
});

test.each([
  ['no $HOME, no ${HOME}, no $', 'no $HOME, no ${HOME}, no $'],
  ['a $(KEY) b', 'a <KEY> b'],
  ['$$(KEY) $$ $$$(KEY)', '$(KEY) $ $<KEY>'],
  ['$(date', '$(date'],
  ['', ''],
])('Kubernetes reads %j as %j', (text, expected) => {
  expect(
    referenceParts(text)
      .map((part) => ('text' in part ? part.text : `<${part.variable}>`))
      .join(''),
  ).toBe(expected);
});

describe('a reference of Kubernetes to a variable', () => {
  test('is its value on the laptop, and what is no variable stays for the shell', () => {
    const args = ['$(MODE) $(date) $HOME $$(MODE)'];
    expect(
      migrateOf({ args, env: { MODE: 'all' }, local: { env: { MODE: '$few' }, meantToDiffer: ['MODE'] } }),
    ).toMatchObject({
      command: ['$$few $$(date) $$HOME $$(MODE)'],
    });
  });

  test('is the key that compose gets', () => {
    expect(migrateOf({ args: ['--url=$(DATABASE_URL)'] }).command).toEqual(['--url=${_ROOT__DATABASE_URL-}']);
  });

  const NODE = EnvValue.fromFieldRef(EnvFieldPaths.NODE_NAME);
  const asksForNode = { args: ['$(NODE) $(date)'], envVariables: { NODE } };
  const fromMap = () => [new EnvFrom(ConfigMap.fromConfigMapName(chartWith(), 'map', 'map'))];

  test.each<[string, () => Partial<SecretSyncedJobProps>, string]>([
    [
      'of the pod',
      () => asksForNode,
      'the variable "NODE" of the service "migrate" is the field "spec.nodeName" of its pod, and has no value on a laptop: give it one in local.env',
    ],
    [
      'that may be in a config map',
      () => ({ args: ['$(NODE) $(date)'], envFrom: fromMap() }),
      'the service "migrate" has variables from the ConfigMap "map", which the program does not declare: give it those that it needs on a laptop in local.env',
    ],
  ])('%s is told, as a laptop does not have it', (_, props, message) => {
    filesOf(shop(props()));
    expect(printedLines()).toEqual([`warning: [shop/migrate] ${message} (L4)`]);
  });

  test.each<[string, Partial<SecretSyncedJobProps>]>([
    ['it has a value', { ...asksForNode, local: { env: { NODE: 'laptop' } } }],
    ['it is the business of a shell', { args: ['$(date) $(NODE)'] }],
  ])('is no problem where %s', (_, props) => {
    filesOf(shop(props));
    expect(printedLines()).toEqual([]);
  });
});
