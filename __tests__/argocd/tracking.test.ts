import type { Chart } from 'cdk8s';
import {
  ApiGeneration,
  ArgoCd,
  ArgoCdTracking,
  CreationPolicy,
  DynamicSecret,
  SyncedSecret,
  SyncTarget,
} from '../../lib';
import type { Fields } from '../../lib/json/json';
import { fields } from '../../lib/json/json';
import { managedObjectsOf } from '../../lib/model/app-model';
import { SYNC } from '../declarations';
import { type Manifest, printedLines, synthesize } from '../synthesis';

const { ANNOTATION, ANNOTATION_AND_LABEL, LABEL } = ArgoCdTracking;
const INSTANCE = 'app.kubernetes.io/instance';
const TRACKING_ID = 'argocd.argoproj.io/tracking-id';

interface LiveObject {
  readonly id: string;
  readonly labels: Fields;
  readonly annotations: Fields;
  readonly owned: boolean;
}

/** The object as Argo CD applies it. */
function applied(manifest: Manifest, tracking: ArgoCdTracking): Manifest {
  const { kind, metadata } = manifest;
  const id = `shop:secrets.infisical.com/${kind}:${metadata.namespace}/${metadata.name}`;
  const labels = { ...metadata.labels, ...(tracking !== ANNOTATION && { [INSTANCE]: 'shop' }) };
  const annotations = { ...metadata.annotations, ...(tracking !== LABEL && { [TRACKING_ID]: id }) };
  return { ...manifest, metadata: { ...metadata, labels, annotations } };
}

/** What the operator makes of it: labels and annotations are copied, unless something else is said. */
function managedBy(resource: Manifest): LiveObject[] {
  return managedObjectsOf({ manifest: resource }).map(({ kind, name, namespace, creationPolicy, metadata }) => {
    const isCopied = !metadata.isGiven || resource.kind === 'InfisicalDynamicSecret';
    const { labels, annotations } = isCopied ? resource.metadata : fields(metadata.raw);
    return {
      id: `shop:/${kind}:${namespace.value}/${name.value}`,
      labels: fields(labels),
      annotations: fields(annotations),
      owned: creationPolicy.value === 'Owner',
    };
  });
}

/** Whether Argo CD takes the object for one of the application's that is not in git, and prunes it. */
function isPruned({ id, labels, annotations, owned }: LiveObject, tracking: ArgoCdTracking): boolean {
  const isTracked = tracking === LABEL ? labels[INSTANCE] === 'shop' : annotations[TRACKING_ID] === id;
  const options = String(annotations['argocd.argoproj.io/sync-options'] ?? '').split(',');
  return isTracked && !owned && !options.includes('Prune=false');
}

const location = { projectSlug: 'shop', environment: 'prod' };
const orphan = { creationPolicy: CreationPolicy.ORPHAN };
const lease = { auth: SYNC.auth, location, dynamicSecretName: 'postgres' };

/** Every way to have a Secret made. */
const DECLARATIONS: [string, (chart: Chart) => void][] = [
  ['one that its resource owns', (chart) => new SyncedSecret(chart, 'api', SYNC)],
  ['an orphan', (chart) => new SyncedSecret(chart, 'api', { ...SYNC, ...orphan })],
  ['an orphan in another namespace', (chart) => new SyncedSecret(chart, 'api', { ...SYNC, secretNamespace: 'other' })],
  ['one with labels', (chart) => new SyncedSecret(chart, 'api', { ...SYNC, secretLabels: { team: 'checkout' } })],
  [
    'an orphan with labels, of a labelled resource',
    (chart) =>
      new SyncedSecret(chart, 'api', { ...SYNC, ...orphan, labels: { a: 'b' }, secretLabels: { team: 'checkout' } }),
  ],
  [
    'an orphan with annotations',
    (chart) => new SyncedSecret(chart, 'api', { ...SYNC, ...orphan, secretAnnotations: { team: 'checkout' } }),
  ],
  [
    'orphans of v1beta1, a ConfigMap among them',
    (chart) =>
      new SyncedSecret(chart, 'api', {
        ...SYNC,
        ...orphan,
        generation: ApiGeneration.V1BETA1,
        additionalTargets: [SyncTarget.configMap('public', orphan), SyncTarget.secret('second')],
      }),
  ],
  ['a lease', (chart) => new DynamicSecret(chart, 'lease', lease)],
  ['a lease that is an orphan', (chart) => new DynamicSecret(chart, 'lease', { ...lease, ...orphan })],
  [
    'a protected lease that is an orphan',
    (chart) => ArgoCd.protect(new DynamicSecret(chart, 'lease', { ...lease, ...orphan })),
  ],
];

describe.each([ANNOTATION, ANNOTATION_AND_LABEL, LABEL])('where Argo CD tracks by %s', (tracking) => {
  test.each(DECLARATIONS)('it never prunes %s', (_, declare) => {
    const resources = synthesize((chart) => {
      ArgoCd.configure(chart, { tracking });
      declare(chart);
    });
    const live = resources.map((resource) => applied(resource, tracking)).flatMap(managedBy);
    expect(live.length).toBeGreaterThan(0);
    expect(live.filter((object) => isPruned(object, tracking))).toEqual([]);
    expect(printedLines().filter((line) => line.endsWith('(M16)'))).toEqual([]);
  });
});

test('a Secret that it would prune is a warning, once the tracking is told', () => {
  const unprotected = (chart: Chart) => {
    const { apiObject } = new DynamicSecret(chart, 'lease', { ...lease, ...orphan });
    apiObject.metadata.addAnnotation('argocd.argoproj.io/sync-options', 'Delete=false');
  };
  const warnings = () => printedLines().filter((line) => line.endsWith('(M16)'));
  synthesize(unprotected);
  expect(warnings()).toEqual([]);
  const [resource] = synthesize((chart) => {
    ArgoCd.configure(chart, { tracking: LABEL });
    unprotected(chart);
  });
  expect(managedBy(applied(resource, LABEL)).map((object) => isPruned(object, LABEL))).toEqual([true]);
  expect(warnings()).toHaveLength(1);
});
