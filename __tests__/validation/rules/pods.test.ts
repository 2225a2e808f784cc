import type { Settings } from '../../../lib/model/app-model';
import { container, cronJob, deployment, infisicalSecret, podTemplate } from '../manifests';
import { describeRules, type RuleCase } from '../rule-cases';

const AT = 'spec.template.spec';
const NEWEST: Settings = { kubernetesVersion: '1.37' };

const pod = (spec: object) => [infisicalSecret(), deployment({ template: podTemplate({ ...spec }) })];
const volume = (source: object) => pod({ volumes: [{ name: 'files', ...source }] });
const mounting = (...mounts: readonly object[]) =>
  pod({
    volumes: ['files', 'cache'].map((name) => ({ name, emptyDir: {} })),
    containers: [container({ volumeMounts: mounts })],
  });

/** A case of a rule: what is wrong, what is not, and what is said, from the place in the pod on. */
const of =
  ({ rule, objects = pod }: { rule: string; objects?: (value: never) => object[] }) =>
  (what: string, bad: object, good: object, message: string, settings?: Settings): RuleCase => ({
    rule,
    what,
    bad: objects(bad as never),
    good: objects(good as never),
    message: `${AT}.${message}`,
    settings,
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
const LONG = 'a'.repeat(64);

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
  {
    rule: 'P20',
    what: 'a deadline that is over at once',
    bad: [cronJob(podTemplate({ activeDeadlineSeconds: 0 }))],
    good: [cronJob(podTemplate({ activeDeadlineSeconds: 1 }))],
    message:
      'spec.jobTemplate.spec.template.spec.activeDeadlineSeconds is the number 0: write a number from 1 to 2147483647',
  },
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
    'volumes[0].secret.items[0].mode is the number 640: write 416, or 0640 in YAML',
  ),
  filed(
    'a mode that is none',
    { configMap: { name: 'settings', defaultMode: -1 } },
    { configMap: { name: 'settings', defaultMode: 0 } },
    'volumes[0].configMap.defaultMode is the number -1: write a mode from 0 to 511 (0777 in YAML)',
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

const called = of({ rule: 'P28', objects: pod });
const resolved = of({ rule: 'P29', objects: pod });
const tolerated = of({ rule: 'P31', objects: (toleration: object) => pod({ tolerations: [toleration] }) });
const spreading = of({
  rule: 'P34',
  objects: (constraints: readonly object[]) =>
    pod({ topologySpreadConstraints: constraints.map((one) => ({ ...SPREAD, ...one })) }),
});
const secured = of({ rule: 'P35', objects: (securityContext: object) => pod({ securityContext }) });
const shared = of({ rule: 'P37', objects: pod });

const SPREAD = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} };
const NODES = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution';
const onNodes = of({
  rule: 'P32',
  objects: (nodeSelectorTerms: readonly object[]) =>
    pod({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } }),
});
const PODS = 'affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0]';
const nearPods = of({
  rule: 'P33',
  objects: (weighted: object) =>
    pod({ affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [weighted] } } }),
});
const TERM = { topologyKey: 'zone', labelSelector: { matchLabels: { team: 'shop' } } };

const profiled = (annotations: object) => [
  infisicalSecret(),
  deployment({
    template: podTemplate(
      { securityContext: { seccompProfile: { type: 'RuntimeDefault' }, appArmorProfile: { type: 'Unconfined' } } },
      { annotations },
    ),
  }),
];

describeRules([
  {
    rule: 'P21',
    what: 'an annotation that says another profile of seccomp than the field',
    bad: profiled({ 'seccomp.security.alpha.kubernetes.io/pod': 'localhost/api.json' }),
    good: profiled({ 'seccomp.security.alpha.kubernetes.io/pod': 'docker/default' }),
    message:
      'spec.template.metadata.annotations["seccomp.security.alpha.kubernetes.io/pod"] is "localhost/api.json", and seccompProfile says something else: drop the annotation',
    settings: NEWEST,
  },
  {
    rule: 'P21',
    what: 'an annotation that says another profile of AppArmor than the field',
    bad: profiled({ 'container.apparmor.security.beta.kubernetes.io/api': 'runtime/default' }),
    good: profiled({ 'container.apparmor.security.beta.kubernetes.io/api': 'unconfined' }),
    message:
      'spec.template.metadata.annotations["container.apparmor.security.beta.kubernetes.io/api"] is "runtime/default", and appArmorProfile says something else: drop the annotation',
    settings: NEWEST,
  },
  of({ rule: 'P39', objects: volume })(
    'a claim that nobody can make',
    { persistentVolumeClaim: { claimName: 'Uploads' } },
    { persistentVolumeClaim: { claimName: 'uploads' } },
    'volumes[0].persistentVolumeClaim.claimName is "Uploads", which is no name of a claim: it must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit',
  ),
  of({ rule: 'P39', objects: pod })(
    'a Secret of a registry that nobody can make',
    { imagePullSecrets: [{ name: 'Registry' }] },
    { imagePullSecrets: [{ name: 'registry' }] },
    'imagePullSecrets[0].name is "Registry", which is no name of a Secret: it must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit',
  ),
  called(
    'the name of a service account',
    { serviceAccountName: 'Api' },
    { serviceAccountName: '' },
    'serviceAccountName is "Api", which must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit',
  ),
  called(
    'a host name that is too long',
    { hostname: LONG },
    { hostname: 'a'.repeat(63) },
    `hostname is "${LONG}", which has 64 characters, 63 are allowed`,
  ),
  called(
    'a label of nodes',
    { nodeSelector: { 'my disk': 'ssd' } },
    { nodeSelector: { 'example.com/disk': 'ssd' } },
    'nodeSelector["my disk"] has the key "my disk", which must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit, behind the domain of its owner and "/" if there is one',
  ),
  called(
    'a gate that stands there twice',
    { schedulingGates: [{ name: 'example.com/quota' }, { name: 'example.com/quota' }] },
    { schedulingGates: [{ name: 'example.com/quota' }, { name: 'example.com/batch' }] },
    'schedulingGates[1].name is "example.com/quota", as that of another gate: keep one',
  ),
  {
    ...called(
      'a host name beside the network of the node',
      { hostnameOverride: 'api', hostNetwork: true },
      { hostnameOverride: 'api', hostNetwork: false },
      'hostnameOverride is set beside hostNetwork: keep one of them',
    ),
    settings: NEWEST,
  },
  resolved(
    'no name server',
    { dnsPolicy: 'None', dnsConfig: { searches: ['shop.internal'] } },
    { dnsPolicy: 'Default', dnsConfig: { searches: ['shop.internal'] } },
    'dnsConfig.nameservers is missing: with the dnsPolicy "None", write nameservers',
  ),
  resolved(
    'a name server that is no address',
    { dnsConfig: { nameservers: ['dns.internal'] } },
    { dnsConfig: { nameservers: ['2001:db8::1'] } },
    'dnsConfig.nameservers[0] is "dns.internal", which must be an IP address, such as 10.9.8.7 or 2001:db8::ffff',
  ),
  resolved(
    'a fourth name server',
    { dnsConfig: { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] } },
    { dnsConfig: { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3'] } },
    'dnsConfig.nameservers has 4 entries: write at most 3',
  ),
  {
    ...resolved(
      'a domain with an underscore, of which older releases know nothing',
      { dnsConfig: { searches: ['_tcp.shop.internal'] } },
      { dnsConfig: { searches: ['shop.internal.'] } },
      'dnsConfig.searches[0] is "_tcp.shop.internal", which is allowed since Kubernetes 1.33: set kubernetes.version in cdk8s-infisical.yaml if the cluster has that, or write a domain without "_"',
    ),
  },
  {
    ...of({ rule: 'P30', objects: pod })(
      'a host alias without an address',
      { hostAliases: [{ ip: 'localhost', hostnames: ['db'] }] },
      { hostAliases: [{ ip: '127.0.0.1', hostnames: ['db'] }] },
      'hostAliases[0].ip is "localhost", which must be an IP address, such as 10.9.8.7 or 2001:db8::ffff',
    ),
  },
  of({ rule: 'P30', objects: pod })(
    'the name of a host',
    { hostAliases: [{ ip: '127.0.0.1', hostnames: ['db.internal', 'My_DB'] }] },
    { hostAliases: [{ ip: '127.0.0.1', hostnames: ['db.internal'] }] },
    'hostAliases[0].hostnames[1] is "My_DB", which must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit',
  ),
  tolerated(
    'a toleration of nothing',
    { value: 'true' },
    { operator: 'Exists' },
    'tolerations[0].key is missing: write one, or the operator "Exists" for all taints',
  ),
  tolerated(
    'a time for what does not drive pods away',
    { key: 'spot', tolerationSeconds: 30, effect: 'NoSchedule' },
    { key: 'spot', tolerationSeconds: 30, effect: 'NoExecute' },
    'tolerations[0].tolerationSeconds is set, but only the effect "NoExecute" has a time: write that effect, or drop it',
  ),
  tolerated(
    'a value that no taint has',
    { key: 'spot', value: 'a b' },
    { key: 'spot', value: 'a-b' },
    'tolerations[0].value is "a b", which must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit',
  ),
  onNodes('no nodes', [], [{}], `${NODES}.nodeSelectorTerms is missing: write at least one term`),
  onNodes(
    'a label without a value',
    [{ matchExpressions: [{ key: 'disk', operator: 'In', values: [] }] }],
    [{ matchExpressions: [{ key: 'disk', operator: 'Exists', values: [] }] }],
    `${NODES}.nodeSelectorTerms[0].matchExpressions[0].values is missing: write at least one value`,
  ),
  onNodes(
    'two nodes at once',
    [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-1', 'node-2'] }] }],
    [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-1'] }] }],
    `${NODES}.nodeSelectorTerms[0].matchFields[0].values has 2 entries: write the name of one node`,
  ),
  {
    ...onNodes(
      'a value that no label has, which newer releases refuse',
      [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['a b'] }] }],
      [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['a-b'] }] }],
      `${NODES}.nodeSelectorTerms[0].matchExpressions[0].values[0] is "a b", which must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit`,
    ),
    settings: NEWEST,
  },
  nearPods(
    'a weight of nothing',
    { weight: 0, podAffinityTerm: TERM },
    { weight: 100, podAffinityTerm: TERM },
    `${PODS}.weight is the number 0: write a number from 1 to 100`,
  ),
  nearPods(
    'pods that are nowhere near',
    { weight: 1, podAffinityTerm: { ...TERM, topologyKey: '' } },
    { weight: 1, podAffinityTerm: TERM },
    `${PODS}.podAffinityTerm.topologyKey is empty: write the key of a label of nodes`,
  ),
  nearPods(
    'namespaces',
    { weight: 1, podAffinityTerm: { ...TERM, namespaces: ['shop', 'Web'] } },
    { weight: 1, podAffinityTerm: { ...TERM, namespaces: ['shop', 'web'] } },
    `${PODS}.podAffinityTerm.namespaces[1] is "Web", which must be a lower-case RFC 1123 label: a-z, 0-9 and "-", starting and ending with a letter or digit`,
  ),
  {
    ...nearPods(
      'a label that is to be the same and another one',
      { weight: 1, podAffinityTerm: { ...TERM, matchLabelKeys: ['tier'], mismatchLabelKeys: ['tier'] } },
      { weight: 1, podAffinityTerm: { ...TERM, matchLabelKeys: ['tier'], mismatchLabelKeys: ['zone'] } },
      `${PODS}.podAffinityTerm.matchLabelKeys[0] is "tier", as one of mismatchLabelKeys: keep one`,
    ),
    settings: NEWEST,
  },
  spreading(
    'no skew',
    [{ maxSkew: 0 }],
    [{ maxSkew: 1 }],
    'topologySpreadConstraints[0].maxSkew is the number 0: write a number from 1 to 2147483647',
  ),
  spreading(
    'a skew that is missing',
    [{ maxSkew: undefined }],
    [{ maxSkew: 1 }],
    'topologySpreadConstraints[0].maxSkew is missing: write by how many pods places may differ, such as 1',
  ),
  spreading(
    'domains for what need not be',
    [{ minDomains: 2, whenUnsatisfiable: 'ScheduleAnyway' }],
    [{ minDomains: 2 }],
    'topologySpreadConstraints[0].minDomains is set beside "ScheduleAnyway": drop it, or write "DoNotSchedule"',
  ),
  spreading(
    'one constraint twice',
    [{}, { maxSkew: 2 }],
    [{}, { whenUnsatisfiable: 'ScheduleAnyway' }],
    'topologySpreadConstraints[1].topologyKey stands in another constraint with the same whenUnsatisfiable: keep one',
  ),
  spreading(
    'keys without a selector',
    [{ labelSelector: undefined, matchLabelKeys: ['tier'] }],
    [{ matchLabelKeys: ['tier'] }],
    'topologySpreadConstraints[0].matchLabelKeys is set without a labelSelector: write one, or drop it',
  ),
  spreading(
    'a key that the selector has, too, which older releases refuse',
    [{ labelSelector: { matchLabels: { tier: 'web' } }, matchLabelKeys: ['tier'] }],
    [{ labelSelector: { matchLabels: { team: 'shop' } }, matchLabelKeys: ['tier'] }],
    'topologySpreadConstraints[0].matchLabelKeys[0] is "tier", which the labelSelector has, too: keep one of them',
  ),
  secured(
    'a group that cannot be',
    { fsGroup: 2 ** 31 },
    { fsGroup: 2 ** 31 - 1 },
    'securityContext.fsGroup is the number 2147483648: write a number from 0 to 2147483647',
  ),
  secured(
    'one of several groups that cannot be',
    { supplementalGroups: [1000, -1] },
    { supplementalGroups: [1000, 0] },
    'securityContext.supplementalGroups[1] is the number -1: write a number from 0 to 2147483647',
  ),
  secured(
    'the name of a sysctl',
    { sysctls: [{ name: 'net.ipv4.Forward', value: '1' }] },
    { sysctls: [{ name: 'net/ipv4/forward', value: '1' }] },
    'securityContext.sysctls[0].name is "net.ipv4.Forward", which must be a-z, 0-9, "-" and "_", with "." or "/" between its parts',
  ),
  {
    rule: 'P35',
    what: 'a sysctl of the node',
    bad: pod({ hostNetwork: true, securityContext: { sysctls: [{ name: 'net/ipv4/ip_forward', value: '1' }] } }),
    good: pod({ hostNetwork: true, securityContext: { sysctls: [{ name: 'kernel.shmmax', value: '1' }] } }),
    message: `${AT}.securityContext.sysctls[0].name is "net/ipv4/ip_forward", which with hostNetwork is that of the node: drop one of them`,
  },
  shared(
    'processes that are shared twice',
    { hostPID: true, shareProcessNamespace: true },
    { hostPID: true, shareProcessNamespace: false },
    'shareProcessNamespace is set beside hostPID: keep one of them',
  ),
  shared(
    'an operating system that nobody has',
    { os: { name: 'macos' } },
    { os: { name: 'linux' } },
    'os.name is "macos": write "linux" or "windows"',
  ),
  {
    ...shared(
      'users of its own beside the network of the node',
      { hostUsers: false, hostNetwork: true },
      { hostUsers: false, hostNetwork: false },
      'hostNetwork is set, but hostUsers is false: drop one of them',
    ),
    settings: NEWEST,
  },
  {
    ...of({ rule: 'P38', objects: pod })(
      'a claim that is none',
      { resourceClaims: [{ name: 'gpu', resourceClaimName: 'a', resourceClaimTemplateName: 'b' }] },
      { resourceClaims: [{ name: 'gpu', resourceClaimName: 'a' }] },
      'resourceClaims[0] must have one of resourceClaimName and resourceClaimTemplateName',
    ),
    settings: NEWEST,
  },
]);
