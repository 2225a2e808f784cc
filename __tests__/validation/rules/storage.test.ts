import { checkManifests } from '../../../lib/validation/check-manifests';
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
]);

test('an image of a disk is no container', () => {
  expect(checkManifests(volume({ rbd: { monitors: ['10.1.2.3'], image: 'disk' } }) as never)).toEqual([]);
});
