import { container } from '../manifests';
import { describeRules } from '../rule-cases';
import { NEWEST, of, pod, volume } from './pod-cases';

const mounting = (...mounts: readonly object[]) =>
  pod({
    volumes: ['files', 'cache'].map((name) => ({ name, emptyDir: {} })),
    containers: [container({ volumeMounts: mounts })],
  });

const named = of({ rule: 'P22', objects: pod });
const mounted = of({ rule: 'P23', objects: (mounts: readonly object[]) => mounting(...mounts) });
const filed = of({ rule: 'P24', objects: volume });
const sourced = of({ rule: 'P25', objects: volume });
const stored = of({ rule: 'C23', objects: volume });
const onDisk = of({ rule: 'P26', objects: volume });
const projected = of({ rule: 'P27', objects: (source: object) => volume({ projected: { sources: [source] } }) });

const FILES = { name: 'files', mountPath: '/files' };
const secret = (item: object) => ({
  secret: { secretName: 'api-secrets', items: [{ key: 'TOKEN', path: 'token', ...item }] },
});

describeRules([
  stored(
    'the name of a file that is too long for the disk, in bytes',
    secret({ path: `keys/${'é'.repeat(128)}` }),
    secret({ path: `keys/${'é'.repeat(127)}` }),
    `volumes[0].secret.items[0].path is "keys/${'é'.repeat(65)}"…, which has a name of 256 bytes, 255 are allowed for a file: shorten it`,
  ),
  stored(
    'a path that is too long in all',
    { projected: { sources: [{ serviceAccountToken: { path: `${'a/'.repeat(2_048)}a` } }] } },
    { projected: { sources: [{ serviceAccountToken: { path: `${'a/'.repeat(2_047)}ab` } }] } },
    `volumes[0].projected.sources[0].serviceAccountToken.path is "${'a/'.repeat(35)}"…, which has 4097 bytes, 4096 are allowed: shorten it`,
  ),
  named(
    'a volume without a name',
    { volumes: [{ emptyDir: {} }] },
    { volumes: [{ name: 'cache', emptyDir: {} }] },
    'volumes[0].name is missing: write a name',
  ),
  named(
    'the name of a volume',
    { volumes: [{ name: 'My_Cache' }] },
    { volumes: [{ name: 'my-cache' }] },
    'volumes[0].name is "My_Cache", which must be a lower-case RFC 1123 label: a-z, 0-9 and "-", starting and ending with a letter or digit',
  ),
  named(
    'two volumes of one name',
    { volumes: [{ name: 'cache' }, { name: 'cache' }] },
    { volumes: [{ name: 'cache' }, { name: 'tmp' }] },
    'volumes[1].name is "cache", as that of another volume: give each a name of its own',
  ),
  named(
    'a volume with two sources',
    { volumes: [{ name: 'cache', emptyDir: {}, hostPath: { path: '/tmp' } }] },
    { volumes: [{ name: 'cache', emptyDir: {}, hostPath: null }] },
    'volumes[0] has the sources "emptyDir", "hostPath": keep one of them',
  ),
  mounted(
    'a mount of a volume that the pod does not have',
    [{ name: 'fils', mountPath: '/files' }],
    [FILES],
    'containers[0].volumeMounts[0].name is "fils", and the pod has no such volume: did you mean "files"?',
  ),
  mounted(
    'two volumes at one path',
    [FILES, { name: 'cache', mountPath: '/files' }],
    [FILES, { name: 'cache', mountPath: '/files/cache' }],
    'containers[0].volumeMounts[1].mountPath is "/files", where the volume "files" is mounted already: mount each at a path of its own',
  ),
  mounted(
    'a mount without a path',
    [{ name: 'files' }],
    [FILES],
    'containers[0].volumeMounts[0].mountPath is missing: write where the container finds the volume',
  ),
  mounted(
    'a part of a volume that is not inside of it',
    [{ ...FILES, subPath: 'a/../../b' }],
    [{ ...FILES, subPath: 'a/..b' }],
    'containers[0].volumeMounts[0].subPath is "a/../../b", which must not lead back: write it without ".."',
  ),
  mounted(
    'an absolute part of a volume',
    [{ ...FILES, subPathExpr: '/pods' }],
    [{ ...FILES, subPathExpr: 'pods/$(POD)' }],
    'containers[0].volumeMounts[0].subPathExpr is "/pods", which must be relative: write it without the "/" in front',
  ),
  mounted(
    'two parts of a volume in one mount',
    [{ ...FILES, subPath: 'a', subPathExpr: 'b' }],
    [{ ...FILES, subPath: 'a', subPathExpr: '' }],
    'containers[0].volumeMounts[0].subPathExpr stands beside a subPath: keep one of them',
  ),
  mounted(
    'a mount that goes both ways',
    [{ ...FILES, mountPropagation: 'Bidirectional' }],
    [{ ...FILES, mountPropagation: 'HostToContainer' }],
    'containers[0].volumeMounts[0].mountPropagation is "Bidirectional", which only a privileged container can have: drop it',
  ),
  {
    ...mounted(
      'a mount that is only in part read-only',
      [{ ...FILES, recursiveReadOnly: 'Enabled' }],
      [{ ...FILES, recursiveReadOnly: 'Enabled', readOnly: true }],
      'containers[0].volumeMounts[0].recursiveReadOnly is "Enabled": set readOnly, too',
    ),
    settings: NEWEST,
  },
  filed(
    'a file without a key',
    secret({ key: '' }),
    secret({}),
    'volumes[0].secret.items[0].key is empty: write the key that the file has',
  ),
  filed(
    'a file outside of its volume',
    secret({ path: '../token' }),
    secret({ path: 'a/token' }),
    'volumes[0].secret.items[0].path is "../token", which must not lead back: write it without ".."',
  ),
  filed(
    'a file with the name of one of the kubelet',
    secret({ path: '..token' }),
    secret({ path: 'a/..token' }),
    'volumes[0].secret.items[0].path is "..token", which must not start with "..": rename the file',
  ),
  filed(
    'a mode that was meant to be octal',
    secret({ mode: 640 }),
    secret({ mode: 0o640 }),
    'volumes[0].secret.items[0].mode is the number 640: write 0640, in a program 0o640',
  ),
  filed(
    'a mode that is none',
    { configMap: { name: 'settings', defaultMode: -1 } },
    { configMap: { name: 'settings', defaultMode: 0 } },
    'volumes[0].configMap.defaultMode is the number -1: write a mode from 0 to 0777, in a program 0o777',
  ),
  filed(
    'two files with one path',
    { projected: { sources: [secretOf('a'), secretOf('a')] } },
    { projected: { sources: [secretOf('a'), secretOf('b')] } },
    'volumes[0].projected.sources[1].secret.items[0].path is "a", as that of another file of the volume: give each a path of its own',
  ),
  filed(
    'a file of the pod that is none of its fields',
    downward({ fieldRef: { fieldPath: 'spec.nodeName' } }),
    downward({ fieldRef: { fieldPath: "metadata.labels['team']" } }),
    'volumes[0].downwardAPI.items[0].fieldRef.fieldPath is "spec.nodeName": write one of metadata.name, metadata.namespace, metadata.labels, metadata.annotations, metadata.uid, or metadata.labels[\'<key>\']',
  ),
  filed(
    'a file of a container that is none of its resources',
    downward({ resourceFieldRef: { containerName: 'api', resource: 'limits.gpu' } }),
    downward({ resourceFieldRef: { containerName: 'api', resource: 'limits.cpu', divisor: '1000m' } }),
    'volumes[0].downwardAPI.items[0].resourceFieldRef.resource is "limits.gpu": write one of limits.cpu, requests.cpu, limits.memory, requests.memory, limits.ephemeral-storage, requests.ephemeral-storage',
  ),
  filed(
    'a file in units that nobody counts in',
    downward({ resourceFieldRef: { containerName: 'api', resource: 'limits.cpu', divisor: '10m' } }),
    downward({ resourceFieldRef: { containerName: 'api', resource: 'limits.cpu', divisor: '1m' } }),
    'volumes[0].downwardAPI.items[0].resourceFieldRef.divisor is "10m": write one of 1m, 1',
  ),
  sourced(
    'the files of a Secret without a name',
    { secret: { secretName: '' } },
    { secret: { secretName: 'api-secrets' } },
    'volumes[0].secret.secretName is empty: write the name of a Secret',
  ),
  sourced(
    'a path of the node that leads back',
    { hostPath: { path: '/var/../etc' } },
    { hostPath: { path: '/etc' } },
    'volumes[0].hostPath.path is "/var/../etc", which must not lead back: write it without ".."',
  ),
  sourced(
    'less than no space',
    { emptyDir: { sizeLimit: '-1Gi' } },
    { emptyDir: { sizeLimit: '0' } },
    'volumes[0].emptyDir.sizeLimit is "-1Gi": write an amount of 0 or more',
  ),
  sourced(
    'a claim with a name',
    ephemeral({ name: 'uploads', labels: {} }),
    ephemeral({ labels: { team: 'shop' } }),
    'volumes[0].ephemeral.volumeClaimTemplate.metadata.name cannot be set: of the metadata of a claim, write only labels and annotations',
  ),
  sourced(
    'the Secret of a driver',
    { csi: { driver: 'csi.example.com', nodePublishSecretRef: { name: 'Login' } } },
    { csi: { driver: 'CSI.example.com', nodePublishSecretRef: { name: 'login' } } },
    'volumes[0].csi.nodePublishSecretRef.name is "Login", which must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit',
  ),
  onDisk(
    'a disk without a name',
    { gcePersistentDisk: { pdName: '', partition: 256 } },
    { gcePersistentDisk: { pdName: 'disk', partition: 255 } },
    'volumes[0].gcePersistentDisk.partition is the number 256: write a number from 0 to 255',
  ),
  onDisk(
    'the name of an iSCSI target',
    { iscsi: { targetPortal: '10.0.0.5', iqn: 'storage' } },
    { iscsi: { targetPortal: '10.0.0.5', iqn: 'iqn.2001-04.com.example:storage' } },
    'volumes[0].iscsi.iqn is "storage", which must be a name that starts with "iqn.", "eui." or "naa."',
  ),
  projected(
    'a token that is over before it is used',
    { serviceAccountToken: { path: 'token', expirationSeconds: 599 } },
    { serviceAccountToken: { path: 'token', expirationSeconds: 600 } },
    'volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds is the number 599: write a number from 600 to 4294967296',
  ),
  {
    ...projected(
      'a certificate without a signer',
      { podCertificate: { signerName: 'signer', keyType: 'ED25519', keyPath: 'key' } },
      { podCertificate: { signerName: 'example.com/signer', keyType: 'ED25519', keyPath: 'key' } },
      'volumes[0].projected.sources[0].podCertificate.signerName is "signer", which must be a domain and a name, such as "example.com/signer"',
    ),
    settings: NEWEST,
  },
]);

function secretOf(path: string) {
  return { secret: { name: 'api-secrets', items: [{ key: 'TOKEN', path }] } };
}

function downward(source: object) {
  return { downwardAPI: { items: [{ path: 'file', ...source }] } };
}

function ephemeral(metadata: object) {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  return { ephemeral: { volumeClaimTemplate: { metadata, spec } } };
}
