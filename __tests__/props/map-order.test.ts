import { App, Chart, Yaml } from 'cdk8s';
import { Deployment, EnvValue } from 'cdk8s-plus-28';
import {
  ContainerProbe,
  LocalService,
  LocalServiceState,
  LocalStack,
  SecretSyncedApp,
  type SecretSyncedAppProps,
  SyncedSecret,
} from '../../lib';
import { APP, SYNC } from '../declarations';
import { PROJECT_ID } from '../local/shop-on-a-laptop';

const AGENT = process.env.JSII_AGENT;
afterEach(() => {
  if (AGENT === undefined) delete process.env.JSII_AGENT;
  else process.env.JSII_AGENT = AGENT;
});

type Entries<T> = readonly (readonly [name: string, value: T])[];
/** A map, written in one order or in the other. */
type Written = <T>(entries: Entries<T>) => { [name: string]: T };
const forth: Written = (entries) => Object.fromEntries(entries);
const back: Written = (entries) => Object.fromEntries([...entries].reverse());
const TEXTS: Entries<string> = [
  ['B', 'TWO'],
  ['A', 'ONE'],
];

/** The files of an application and of its laptop. */
function filesOf(props: Partial<SecretSyncedAppProps>, declare: (chart: Chart) => LocalService | undefined) {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  new SecretSyncedApp(chart, 'api', { ...APP, local: { buildContext: '.' }, ...props });
  const service = declare(chart) ?? LocalService.of({ image: 'db:1' });
  return [Yaml.stringify(...chart.toJson()), ...stackOf(chart, { b: service, a: service })];
}

function stackOf(chart: Chart, services: { [name: string]: LocalService }, isForth = true): string[] {
  const given = isForth ? services : back(Object.entries(services));
  return Object.values(new LocalStack([chart], { projectId: PROJECT_ID, services: given }).files());
}

const MAPS: { readonly [prop: string]: (map: Written) => Partial<SecretSyncedAppProps> } = {
  secretKeys: (map) => ({ secretKeys: map(TEXTS) }),
  env: (map) => ({ env: map(TEXTS) }),
  envVariables: (map) => ({ envVariables: map(TEXTS.map(([name, text]) => [name, EnvValue.fromValue(text)])) }),
  headers: (map) => ({ port: 3000, readiness: ContainerProbe.fromHttpGet('/', { headers: map(TEXTS) }) }),
  'env of another container': (map) => ({ containers: [{ name: 'proxy', image: 'proxy:1', env: map(TEXTS) }] }),
  buildArgs: (map) => ({ local: { buildContext: '.', buildArgs: map(TEXTS) } }),
  extraHosts: (map) => ({
    local: {
      buildContext: '.',
      extraHosts: map([
        ['b', '10.0.0.1'],
        ['a', '10.0.0.2'],
      ]),
    },
  }),
  waitsFor: (map) => ({
    local: {
      buildContext: '.',
      waitsFor: map([
        ['b', LocalServiceState.STARTED],
        ['a', LocalServiceState.STARTED],
      ]),
    },
  }),
  'env of a laptop': (map) => ({ local: { buildContext: '.', env: map(TEXTS) } }),
  'labels of a laptop': (map) => ({ local: { buildContext: '.', labels: map(TEXTS) } }),
};

const DECLARED: { readonly [what: string]: (map: Written, chart: Chart) => LocalService | undefined } = {
  injectInto: (map, chart) => {
    const secret = new SyncedSecret(chart, 'shared', SYNC);
    const worker = new Deployment(chart, 'worker', { containers: [{ name: 'worker', image: 'worker:1' }] });
    secret.injectInto(worker, { secretKeys: map(TEXTS) });
    return undefined;
  },
  'the keys of a service': (map) => LocalService.of({ image: 'db:1', secretKeys: map(TEXTS) }),
  'env of a service': (map) => LocalService.of({ image: 'db:1', env: map(TEXTS) }),
};

describe('a program in Java', () => {
  beforeEach(() => {
    process.env.JSII_AGENT = 'Java/17.0.15';
  });

  test.each(Object.entries(MAPS))('writes the same whatever the order of %s', (_, propsOf) => {
    expect(filesOf(propsOf(back), () => undefined)).toEqual(filesOf(propsOf(forth), () => undefined));
  });

  test.each(Object.entries(DECLARED))('writes the same whatever the order of %s', (_, declare) => {
    expect(filesOf({}, (chart) => declare(back, chart))).toEqual(filesOf({}, (chart) => declare(forth, chart)));
  });

  test('writes the same whatever the order of services', () => {
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    const services = { b: LocalService.of({ image: 'b:1' }), a: LocalService.of({ image: 'a:1' }) };
    expect(stackOf(chart, services, false)).toEqual(stackOf(chart, services));
  });

  test('has the order that envOrder gives', () => {
    expect(variables({ secretKeys: forth(TEXTS), envOrder: ['B', 'A'] })).toEqual(['B', 'A']);
    expect(variables({ secretKeys: forth(TEXTS) })).toEqual(['A', 'B']);
  });
});

test.each([undefined, 'Python/3.13.1', 'go1.26/linux/amd64'])(
  'a map keeps its order where JSII_AGENT is %s',
  (agent) => {
    if (agent !== undefined) process.env.JSII_AGENT = agent;
    expect(variables({ secretKeys: forth(TEXTS) })).toEqual(['B', 'A']);
  },
);

function variables(props: Partial<SecretSyncedAppProps>): string[] {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  new SecretSyncedApp(chart, 'api', { ...APP, ...props });
  const { spec } = chart.toJson().find(({ kind }) => kind === 'Deployment');
  return spec.template.spec.containers[0].env.map(({ name }: { name: string }) => name);
}
