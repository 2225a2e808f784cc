import { cronJob, deployment, infisicalSecret, podTemplate } from '../manifests';
import { describeRules } from '../rule-cases';
import { AT, NEWEST, of, pod, volume } from './pod-cases';

const LONG = 'a'.repeat(64);

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
    rule: 'P20',
    what: 'a deadline that is over at once',
    bad: [cronJob(podTemplate({ activeDeadlineSeconds: 0 }))],
    good: [cronJob(podTemplate({ activeDeadlineSeconds: 1 }))],
    message:
      'spec.jobTemplate.spec.template.spec.activeDeadlineSeconds is the number 0: write a number from 1 to 2147483647',
  },
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
