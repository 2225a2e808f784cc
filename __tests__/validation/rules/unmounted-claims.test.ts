import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { describeRules } from '../rule-cases';

const NAMED = { name: 'db', namespace: 'shop' };
const DATA = [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } }];

function deployment(container: object, spec: object = {}, metadata: object = {}) {
  const containers = [{ name: 'db', image: 'db:1.0', ...container }];
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: NAMED,
      spec: { template: { metadata, spec: { containers, ...spec } } },
    },
  ];
}

function statefulSet(container: object) {
  const [{ spec }] = deployment(container);
  return [
    { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: NAMED, spec: { ...spec, volumeClaimTemplates: DATA } },
  ];
}

const CLAIMED = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'elsewhere' } }] };
const MOUNTED = { volumeMounts: [{ name: 'data', mountPath: '/data' }] };

describeRules([
  {
    rule: 'X32',
    what: 'a claim of each pod of a StatefulSet',
    bad: statefulSet({}),
    good: statefulSet(MOUNTED),
    message:
      'spec.volumeClaimTemplates[0].metadata.name is "data", a claim that no container mounts: write volumeMounts with the name "data", or drop the claim',
  },
  {
    rule: 'X32',
    what: 'a claim that stands elsewhere',
    bad: deployment({}, CLAIMED),
    good: deployment(MOUNTED, CLAIMED),
    message:
      'spec.template.spec.volumes[0].name is "data", a claim that no container mounts: write volumeMounts with the name "data", or drop the claim',
  },
  {
    rule: 'X32',
    what: 'a claim, not one that is a device of a container',
    bad: deployment({}, CLAIMED),
    good: deployment({ volumeDevices: [{ name: 'data', devicePath: '/dev/data' }] }, CLAIMED),
    message:
      'spec.template.spec.volumes[0].name is "data", a claim that no container mounts: write volumeMounts with the name "data", or drop the claim',
  },
  {
    rule: 'X32',
    what: 'a claim, not one that an init container mounts',
    bad: deployment({}, { ...CLAIMED, initContainers: [{ name: 'a', image: 'a:1.0' }] }),
    good: deployment({}, { ...CLAIMED, initContainers: [{ name: 'a', image: 'a:1.0', ...MOUNTED }] }),
    message:
      'spec.template.spec.volumes[0].name is "data", a claim that no container mounts: write volumeMounts with the name "data", or drop the claim',
  },
]);

const rulesFor = (manifests: readonly object[]) => checkManifests(manifests as Manifest[]).map(({ rule }) => rule);

test.each<[string, object[]]>([
  [
    'pods get containers when they are made',
    deployment({}, CLAIMED, { annotations: { 'linkerd.io/inject': 'enabled' } }),
  ],
  ['a mount is filled in later', deployment({ volumeMounts: [{ name: '${VOLUME}', mountPath: '/data' }] }, CLAIMED)],
  ['a volume keeps nothing', deployment({}, { volumes: [{ name: 'cache', emptyDir: {} }] })],
  ['mounts are no mounts', deployment({ volumeMounts: [{ name: 5 }] }, CLAIMED)],
])('X32 says nothing where %s', (_, manifests) => {
  expect(rulesFor(manifests)).not.toContain('X32');
});

test('a mount with a misspelt name is told once, by P23', () => {
  const found = rulesFor(statefulSet({ volumeMounts: [{ name: 'dat', mountPath: '/data' }] }));
  expect(found).toContain('P23');
  expect(found).not.toContain('X32');
});
