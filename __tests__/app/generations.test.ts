import { ApiObject, App, Chart, Size } from 'cdk8s';
import type * as plus34 from 'cdk8s-plus-34';
import type { StatefulSet } from 'cdk8s-plus-34';
import { SecretSyncedApp, SecretSyncedStatefulSet } from '../../lib';
import type { Manifest } from '../synthesis';

type Kinds = typeof import('./every-kind').EVERY_KIND;

/** What is written with a generation of cdk8s-plus in the place of 28, byte for byte. */
function writtenWith(generation: string, build: (kinds: Kinds, kind: string, chart: Chart) => void, kind: string) {
  let text = '';
  jest.isolateModules(() => {
    jest.doMock('cdk8s-plus-28', () => jest.requireActual(generation));
    const { App, Chart: OfGeneration } = require('cdk8s') as typeof import('cdk8s');
    const { EVERY_KIND } = require('./every-kind') as typeof import('./every-kind');
    const app = new App();
    build(EVERY_KIND, kind, new OfGeneration(app, 'project', { namespace: 'project' }));
    text = app.synthYaml();
  });
  return text;
}

const BUILDS = {
  'as little as there can be': (kinds: Kinds, kind: string, chart: Chart) =>
    kinds.find((one) => one.kind === kind)?.smallest(chart),
  'all that there is': (kinds: Kinds, kind: string, chart: Chart) =>
    kinds.find((one) => one.kind === kind)?.every(chart),
};
const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Rollout'];

describe.each(KINDS)('a %s', (kind) => {
  test.each(Object.entries(BUILDS))('with %s is the same with 28, 33 and 34', (_, build) => {
    const with28 = writtenWith('cdk8s-plus-28', build, kind);
    expect(with28).toContain(`kind: ${kind}\n`);
    expect(writtenWith('cdk8s-plus-33', build, kind)).toBe(with28);
    expect(writtenWith('cdk8s-plus-34', build, kind)).toBe(with28);
  });
});

/** The StatefulSet `api` that is written with 34, which has fields and methods that 28 has not. */
function statefulSetWith34(props: object, change: (made: StatefulSet, plus: typeof plus34) => void = () => {}) {
  let found: Manifest;
  jest.isolateModules(() => {
    jest.doMock('cdk8s-plus-28', () => jest.requireActual('cdk8s-plus-34'));
    const { App, Chart: OfGeneration } = require('cdk8s') as typeof import('cdk8s');
    const { SecretSyncedStatefulSet } = require('../../lib') as typeof import('../../lib');
    const chart = new OfGeneration(new App(), 'project', { namespace: 'project' });
    const app = new SecretSyncedStatefulSet(chart, 'api', { image: 'api:1', secret: secretIn(chart), ...props });
    change(app.statefulSet as unknown as StatefulSet, require('cdk8s-plus-28'));
    found = ApiObject.of(app.statefulSet).toJson();
  });
  return found;
}

function secretIn(chart: Chart) {
  const { Secret } = require('cdk8s-plus-28') as typeof import('cdk8s-plus-28');
  return Secret.fromSecretName(chart, 'shop', 'shop');
}

describe('with 34 in the place of 28', () => {
  test('fields that 28 does not know are written', () => {
    const { spec } = statefulSetWith34({
      volumes: [{ name: 'model', image: { reference: 'model:1' } }],
      volumeMounts: [{ name: 'model', mountPath: '/model', readOnly: true, recursiveReadOnly: 'Enabled' }],
    });
    expect(spec.template.spec.volumes).toEqual([{ name: 'model', image: { reference: 'model:1' } }]);
    expect(spec.template.spec.containers[0].volumeMounts).toEqual([
      { name: 'model', mountPath: '/model', readOnly: true, recursiveReadOnly: 'Enabled' },
    ]);
  });

  test('claims that its own method adds stand beside those of the props', () => {
    const claims = { volumeClaimTemplates: [{ name: 'data', sizeText: '1Gi' }] };
    const { spec } = statefulSetWith34(claims, (made, { PersistentVolumeAccessMode, Volume }) => {
      const accessModes = [PersistentVolumeAccessMode.READ_WRITE_ONCE];
      made.addVolumeClaimTemplate({ name: 'logs', accessModes, storage: Size.gibibytes(2) });
      made.containers[0].mount('/logs', Volume.fromName(made, 'logs', 'logs'));
      made.containers[0].mount('/tmp', Volume.fromEmptyDir(made, 'tmp', 'tmp'));
    });
    expect(spec.volumeClaimTemplates.map(({ metadata }: Manifest) => metadata.name)).toEqual(['data', 'logs']);
    expect(spec.template.spec.volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
  });
});

/** What everyProp makes of the objects of a generation. */
function propsWith(generation: string): typeof import('./every-prop') {
  let props: unknown;
  jest.isolateModules(() => {
    jest.doMock('cdk8s-plus-28', () => jest.requireActual(generation));
    props = require('./every-prop');
  });
  return props as typeof import('./every-prop');
}

test('the props take objects of a generation that stands beside 28', () => {
  const written = (generation: string) => {
    const { everyPropOfApp, everyPropOfStatefulSet } = propsWith(generation);
    const [first, second] = [new App(), new App()];
    const chart = new Chart(first, 'project', { namespace: 'project' });
    new SecretSyncedApp(chart, 'api', everyPropOfApp(chart));
    const other = new Chart(second, 'project', { namespace: 'project' });
    new SecretSyncedStatefulSet(other, 'api', everyPropOfStatefulSet(other));
    return first.synthYaml() + second.synthYaml();
  };
  const with28 = written('cdk8s-plus-28');
  expect(with28).toContain('type: Recreate\n');
  expect(written('cdk8s-plus-33')).toBe(with28);
  expect(written('cdk8s-plus-34')).toBe(with28);
});
