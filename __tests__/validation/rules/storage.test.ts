import type { Fields } from '../../../lib/json/json';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { deployment, NAMESPACE } from '../manifests';
import { describeRules } from '../rule-cases';

const NFS = { server: 'files.example.com', path: '/data' };
const volume = (spec: object) => [
  {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteMany'], capacity: { storage: '1Gi' }, ...spec },
  },
];
const storageClass = (fields: object) => [
  {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast' },
    provisioner: 'example.com/fast',
    ...fields,
  },
];
const topologies = (...values: string[][]) =>
  storageClass({
    allowedTopologies: values.map((zones) => ({ matchLabelExpressions: [{ key: 'zone', values: zones }] })),
  });
const CSI = { driver: 'csi.example.com', volumeHandle: 'data' };

const claim = (spec: Fields) => [
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'api', namespace: NAMESPACE },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  },
];
const statefulSet = (spec: Fields) => [deployment(spec, {}, 'StatefulSet')];

describeRules([
  {
    rule: 'R16',
    what: 'a volume without a source',
    bad: volume({}),
    good: volume({ csi: CSI }),
    message: 'spec has no source: write one, such as csi or nfs',
  },
  {
    rule: 'R16',
    what: 'two sources',
    bad: volume({ nfs: NFS, csi: CSI }),
    good: volume({ nfs: NFS }),
    message: 'spec.csi stands beside "nfs": write one source',
  },
  {
    rule: 'R16',
    what: 'what a source needs',
    bad: volume({ csi: { driver: 'csi.example.com' } }),
    good: volume({ csi: CSI }),
    message: 'spec.csi.volumeHandle is missing: write it',
  },
  {
    rule: 'R16',
    what: 'a local volume of no node',
    bad: volume({ local: { path: '/data' } }),
    good: volume({
      local: { path: '/data' },
      nodeAffinity: {
        required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] }] },
      },
    }),
    message: 'spec.nodeAffinity is missing: write on which node the local volume is',
  },
  {
    rule: 'R16',
    what: 'a volume whose reclaiming would delete a node',
    bad: volume({ hostPath: { path: '/./' }, persistentVolumeReclaimPolicy: 'Recycle' }),
    good: volume({ hostPath: { path: '/data' }, persistentVolumeReclaimPolicy: 'Recycle' }),
    message: 'spec.persistentVolumeReclaimPolicy would delete all files of a node: write Retain',
  },
  {
    rule: 'R16',
    what: 'another capacity than storage',
    bad: volume({ nfs: NFS, capacity: { storage: '1Gi', cpu: '1' } }),
    good: volume({ nfs: NFS }),
    message: 'spec.capacity.cpu is no capacity of a volume, which has storage alone: drop it',
  },
  {
    rule: 'R17',
    what: 'a policy that is for volumes',
    bad: storageClass({ reclaimPolicy: 'Recycle' }),
    good: storageClass({ reclaimPolicy: '' }),
    message: 'reclaimPolicy is "Recycle", which is for volumes: write Retain or Delete',
  },
  {
    rule: 'R17',
    what: 'no driver',
    bad: storageClass({ provisioner: '' }),
    good: storageClass({ provisioner: 'Example.com/Fast' }),
    message: 'provisioner is empty: write that of the driver',
  },
  {
    rule: 'R17',
    what: 'a topology twice',
    bad: topologies(['a', 'b'], ['b', 'a']),
    good: topologies(['a', 'b'], ['b', 'c']),
    message: 'allowedTopologies[1] is there already: drop it',
  },
  {
    rule: 'R17',
    what: 'a value twice',
    bad: topologies(['a', 'a']),
    good: topologies(['a', 'b']),
    message: 'allowedTopologies[0].matchLabelExpressions[0].values[1] is there already: drop it',
  },
  {
    rule: 'W13',
    what: 'a claim of nothing',
    bad: claim({ resources: {} }),
    good: claim({}),
    message: 'spec.resources.requests.storage is missing: write how much, such as 1Gi',
  },
  {
    rule: 'W13',
    what: 'a claim for one pod, and for others',
    bad: claim({ accessModes: ['ReadWriteOncePod', 'ReadOnlyMany'] }),
    good: claim({ accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] }),
    message: 'spec.accessModes has others beside "ReadWriteOncePod": keep that, or the others',
  },
  {
    rule: 'W13',
    what: 'the claims of a StatefulSet, since Kubernetes 1.34',
    settings: { kubernetesVersion: '1.37' },
    bad: statefulSet({ volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] }),
    good: statefulSet({
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    }),
    message: 'spec.volumeClaimTemplates[0].spec.accessModes is missing: write one, such as ReadWriteOnce',
  },
]);

test('an image of a disk is no container', () => {
  expect(checkManifests(volume({ rbd: { monitors: ['10.1.2.3'], image: 'disk' } }) as never)).toEqual([]);
});

const IQN = { targetPortal: '10.0.0.5:3260', iqn: 'iqn.2001-04.com.example:storage.disk1' };

describe.each<[source: string, sound: object, broken: object, problem: string]>([
  [
    'hostPath',
    { path: '/data' },
    { path: '/data/..' },
    'path is "/data/..", which must not lead back: write it without ".."',
  ],
  ['nfs', NFS, { ...NFS, path: 'data' }, 'path is "data", which must start with "/"'],
  [
    'iscsi',
    IQN,
    { ...IQN, iqn: 'iqn.disk' },
    'iqn is "iqn.disk", which must be a name that starts with "iqn.", "eui." or "naa."',
  ],
  ['iscsi', { ...IQN, lun: 255 }, { ...IQN, lun: 256 }, 'lun is the number 256: write a number from 0 to 255'],
  [
    'fc',
    { wwids: ['a'] },
    { wwids: ['a'], targetWWNs: ['b'], lun: 1 },
    'targetWWNs or wwids must be set, and not both of them',
  ],
  ['gcePersistentDisk', { pdName: 'a' }, {}, 'pdName is missing: write the name of a disk'],
  ['glusterfs', { endpoints: 'a', path: 'b' }, { path: 'b' }, 'endpoints is missing: write the name of Endpoints'],
  ['rbd', { monitors: ['a'], image: 'b' }, { monitors: [], image: 'b' }, 'monitors is missing: write the monitors'],
  [
    'cinder',
    { volumeID: 'a' },
    { volumeID: 'a', secretRef: {} },
    'secretRef.name is missing: write the name of a Secret',
  ],
  [
    'flexVolume',
    { driver: 'a' },
    { driver: 'a', options: { 'k8s.io/b': 'c' } },
    'options["k8s.io/b"] has the name of an option of Kubernetes itself: drop it',
  ],
  [
    'azureDisk',
    { diskName: 'a', diskURI: 'https://a' },
    { diskName: 'a', diskURI: 'a' },
    'diskURI is "a": that of a Shared disk starts with "https://"',
  ],
  [
    'quobyte',
    { registry: 'a:1', volume: 'b' },
    { registry: 'a', volume: 'b' },
    'registry is "a", which must be hosts with ports, such as "a:7861,b:7861"',
  ],
])('what the source %s needs is the same for a pod and for a PersistentVolume', (source, sound, broken, problem) => {
  const pod = (content: object) => [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a' },
      spec: { containers: [{ name: 'a', image: 'a:1' }], volumes: [{ name: 'data', [source]: content }] },
    },
  ];
  const messagesOf = (objects: object[]) => checkManifests(objects as never).map(({ message }) => message);

  test('what has it is taken', () => {
    expect([...messagesOf(pod(sound)), ...messagesOf(volume({ [source]: sound }))]).toEqual([]);
  });

  test('what lacks it is told of alike', () => {
    expect(messagesOf(pod(broken))).toEqual([`spec.volumes[0].${source}.${problem}`]);
    expect(messagesOf(volume({ [source]: broken }))).toContain(`spec.${source}.${problem}`);
  });
});
