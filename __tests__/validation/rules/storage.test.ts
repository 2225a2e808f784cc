import { checkManifests } from '../../../lib/validation/check-manifests';
import { describeRules } from '../rule-cases';

const metadata = { name: 'data', namespace: 'shop' };
const RESOURCES = { requests: { storage: '1Gi' } };
const claim = (spec: object) => [
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata,
    spec: { accessModes: ['ReadWriteOnce'], resources: RESOURCES, ...spec },
  },
];
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

describeRules([
  {
    rule: 'R15',
    what: 'a claim without a mode',
    bad: claim({ accessModes: [] }),
    good: claim({ accessModes: ['ReadOnlyMany', 'ReadWriteMany'] }),
    message: 'spec.accessModes is missing: write a mode, such as ReadWriteOnce',
  },
  {
    rule: 'R15',
    what: 'a claim of no storage',
    bad: claim({ resources: { requests: { storage: '0' } } }),
    good: claim({ resources: { requests: { storage: 1 } } }),
    message: 'spec.resources.requests.storage is "0": write more than 0',
  },
  {
    rule: 'R15',
    what: 'the one mode that stands alone',
    bad: claim({ accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] }),
    good: claim({ accessModes: ['ReadWriteOncePod'] }),
    message: 'spec.accessModes has ReadWriteOncePod beside ReadWriteOnce: write it alone, or drop it',
  },
  {
    rule: 'R15',
    what: 'two sources that differ',
    bad: claim({
      dataSource: { kind: 'PersistentVolumeClaim', name: 'old' },
      dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'older' },
    }),
    good: claim({ dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'older' } }),
    message: 'spec.dataSource is not what dataSourceRef is: write one of them',
  },
  {
    rule: 'R15',
    what: 'a source of another group without its name',
    bad: claim({ dataSourceRef: { kind: 'VolumeSnapshot', name: 'old' } }),
    good: claim({ dataSourceRef: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'old' } }),
    message: 'spec.dataSourceRef.apiGroup is missing: write the group of the kind "VolumeSnapshot"',
  },
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
]);

test('an image of a disk is no container', () => {
  expect(checkManifests(volume({ rbd: { monitors: ['10.1.2.3'], image: 'disk' } }) as never)).toEqual([]);
});
