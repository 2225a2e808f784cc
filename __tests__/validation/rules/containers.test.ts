import type { Settings } from '../../../lib/model/app-model';
import { deployment } from '../manifests';
import { describeRules } from '../rule-cases';

const LABELS = { 'app.kubernetes.io/name': 'api' };
const TEMPLATE = { metadata: { labels: LABELS } };
const IMAGE = { name: 'api', image: 'api:1.0' };
const PLACE = 'spec.template.spec';
const OWN = `${PLACE}.containers[0]`;
const NEWEST: Settings = { kubernetesVersion: '1.37' };

const pod = (spec: object) => [deployment({ template: { ...TEMPLATE, spec } })];
const container = (fields: object, spec: object = {}) => pod({ containers: [{ ...IMAGE, ...fields }], ...spec });
const init = (fields: object) =>
  pod({ containers: [IMAGE], initContainers: [{ name: 'init', image: 'init:1', ...fields }] });
const taking = (valueFrom: object, more: object = {}) => container({ env: [{ name: 'A', valueFrom, ...more }] });

const debugged = (ephemeralContainers: object[]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'api', namespace: 'shop' },
  spec: { containers: [IMAGE], ephemeralContainers },
});

describeRules([
  {
    rule: 'P1',
    what: 'a pod without containers',
    bad: pod({ containers: [] }),
    good: container({}),
    message: `${PLACE}.containers are missing: write at least one container`,
  },
  {
    rule: 'P1',
    what: 'a template without a pod',
    bad: [deployment({ template: TEMPLATE })],
    good: container({}),
    message: `${PLACE} is missing: write a pod with containers`,
  },
  {
    rule: 'P1',
    what: 'an image that an escape hatch has removed',
    bad: container({ image: undefined }),
    good: container({ image: 'api@sha256:ab' }),
    message: `${OWN}.image is missing: write the image of the container`,
  },
  {
    rule: 'P1',
    what: 'a field that is misspelt is there, though',
    bad: container({ image: undefined, imgaes: 'api:1' }).concat(container({ image: '' })),
    good: container({ image: undefined, imgae: 'api:1' }),
    message: `${OWN}.image is empty: write the image of the container`,
  },
  {
    rule: 'P2',
    what: 'blanks around an image',
    bad: container({ image: ' api:1 ' }),
    good: container({ image: 'api:1' }),
    message: `${OWN}.image is " api:1 ", with blanks around it: write "api:1"`,
  },
  {
    rule: 'P3',
    what: 'a sidecar named like the app',
    bad: pod({ containers: [IMAGE, { name: 'api', image: 'proxy:1' }] }),
    good: pod({ containers: [IMAGE, { name: 'proxy', image: 'proxy:1' }] }),
    message: `${PLACE}.containers[1].name is "api", and another container of the pod has that name: rename one`,
  },
  {
    rule: 'P3',
    what: 'an init container named like the app',
    bad: init({ name: 'api' }),
    good: init({}),
    message: `${PLACE}.initContainers[0].name is "api", and a container of the pod has that name: rename one`,
  },
  {
    rule: 'P3',
    what: 'an ephemeral container',
    bad: [debugged([{ name: 'debug', image: 'busybox:1' }])],
    good: [debugged([])],
    message: `spec.ephemeralContainers cannot be declared: drop them, "kubectl debug" adds one to a pod that runs`,
  },
  ...[0, 65_536, -1].map((containerPort) => ({
    rule: 'P4',
    what: `the port ${containerPort}`,
    bad: container({ ports: [{ containerPort }] }),
    good: container({ ports: [{ containerPort: 65_535, hostPort: 0, name: '' }] }),
    message: `${OWN}.ports[0].containerPort is the number ${containerPort}: write a port from 1 to 65535`,
  })),
  {
    rule: 'P4',
    what: 'a port without a number',
    bad: container({ ports: [{ name: 'http' }] }),
    good: container({ ports: [] }),
    message: `${OWN}.ports[0].containerPort is missing: write a port from 1 to 65535`,
  },
  {
    rule: 'P4',
    what: 'a port of the host that is none',
    bad: container({ ports: [{ containerPort: 80, hostPort: 70_000 }] }),
    good: container({ ports: [{ containerPort: 80, hostPort: 7000 }] }),
    message: `${OWN}.ports[0].hostPort is the number 70000: write a port from 1 to 65535`,
  },
  {
    rule: 'P4',
    what: 'a long name',
    bad: container({ ports: [{ containerPort: 80, name: 'metrics-and-health' }] }),
    good: container({ ports: [{ containerPort: 80, name: 'metrics-health1' }] }),
    message: `${OWN}.ports[0].name is "metrics-and-health", which has 18 characters, 15 are allowed: rename it`,
  },
  ...['Http', '80', 'a--b', '-a', 'a_b'].map((name) => ({
    rule: 'P4',
    what: `the name ${name}`,
    bad: container({ ports: [{ containerPort: 80, name }] }),
    good: container({ ports: [{ containerPort: 80, name: 'http-2' }] }),
    message: `${OWN}.ports[0].name is "${name}", which must be a-z, 0-9 and single "-" between them, with at least one letter: rename it`,
  })),
  {
    rule: 'P4',
    what: 'one name of two ports',
    bad: container({ ports: [80, 81].map((containerPort) => ({ containerPort, name: 'http' })) }),
    good: container({ ports: [80, 81].map((containerPort) => ({ containerPort, name: `http-${containerPort}` })) }),
    message: `${OWN}.ports[1].name is "http", and another port of the container has that name: rename one`,
  },
  {
    rule: 'P5',
    what: 'one port of the host for two containers',
    bad: pod({
      containers: [
        { ...IMAGE, ports: [{ containerPort: 80, hostPort: 80 }] },
        { name: 'proxy', image: 'proxy:1', ports: [{ containerPort: 81, hostPort: 80 }] },
      ],
    }),
    good: container({
      ports: [
        { containerPort: 80, hostPort: 80 },
        { containerPort: 81, hostPort: 80, protocol: 'UDP' },
        { containerPort: 82, hostPort: 80, hostIP: '127.0.0.1' },
      ],
    }),
    message: `${PLACE}.containers[1].ports[0].hostPort is the number 80, and another port takes that of the host: write a free one`,
  },
  {
    rule: 'P5',
    what: 'another port on the network of the host',
    bad: container({ ports: [{ containerPort: 80, hostPort: 8080 }] }, { hostNetwork: true }),
    good: container({ ports: [{ containerPort: 80 }] }, { hostNetwork: true }),
    message: `${OWN}.ports[0].hostPort is the number 8080, and the pod has the network of its host: write 80, or drop it`,
  },
  {
    rule: 'P5',
    what: 'one port twice on the network of the host, where the API server fills in the port of the host',
    bad: container({ ports: [{ containerPort: 80 }, { containerPort: 80 }] }, { hostNetwork: true }),
    good: container({ ports: [{ containerPort: 80 }, { containerPort: 80 }] }),
    message: `${OWN}.ports[1].containerPort is the number 80, and another port takes that of the host: write a free one`,
  },
  {
    rule: 'P6',
    what: 'no source',
    bad: taking({}),
    good: taking({ fieldRef: { fieldPath: 'metadata.name' } }),
    message: `${OWN}.env[0].valueFrom has no source: write one of configMapKeyRef, fieldRef, resourceFieldRef, secretKeyRef`,
  },
  {
    rule: 'P6',
    what: 'two sources',
    bad: taking({ secretKeyRef: { name: 'a', key: 'A' }, configMapKeyRef: { name: 'a', key: 'A' } }),
    good: taking({ secretKeyRef: { name: 'a', key: 'A' }, configMapKeyRef: null }),
    message: `${OWN}.env[0].valueFrom.secretKeyRef is the second source, beside configMapKeyRef: keep either configMapKeyRef or secretKeyRef`,
  },
  {
    rule: 'P6',
    what: 'a value beside a source',
    bad: taking({ secretKeyRef: { name: 'a', key: 'A' } }, { value: 'x' }),
    good: taking({ secretKeyRef: { name: 'a', key: 'A' } }, { value: '' }),
    message: `${OWN}.env[0].valueFrom stands beside a value, for the variable "A": keep one of them`,
  },
  {
    rule: 'P6',
    what: 'envFrom without a source',
    bad: container({ envFrom: [{ prefix: 'A_' }] }),
    good: container({ envFrom: [{ prefix: 'A_', configMapRef: { name: 'settings' } }] }),
    message: `${OWN}.envFrom[0] has no source: write one of configMapRef, secretRef`,
  },
  {
    rule: 'P7',
    what: 'a field that variables cannot have',
    bad: taking({ fieldRef: { fieldPath: 'spec.node' } }),
    good: taking({ fieldRef: { fieldPath: "metadata.labels['app.kubernetes.io/name']" } }),
    message: `${OWN}.env[0].valueFrom.fieldRef.fieldPath is "spec.node": write one of metadata.name, metadata.namespace, metadata.uid, spec.nodeName, spec.serviceAccountName, status.hostIP, status.hostIPs, status.podIP, status.podIPs, metadata.labels['<key>'], metadata.annotations['<key>']`,
  },
  {
    rule: 'P7',
    what: 'a label that cannot be',
    bad: taking({ fieldRef: { fieldPath: "metadata.labels['a b']" } }),
    good: taking({ fieldRef: { apiVersion: 'v1', fieldPath: "metadata.annotations['Example.com/b']" } }),
    message: `${OWN}.env[0].valueFrom.fieldRef.fieldPath names the key "a b", which must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit, behind the domain of its owner and "/" if there is one`,
  },
  {
    rule: 'P7',
    what: 'a resource that containers do not have',
    bad: taking({ resourceFieldRef: { resource: 'limits.disk' } }),
    good: taking({ resourceFieldRef: { resource: 'limits.hugepages-2Mi', divisor: '1Mi' } }),
    message: `${OWN}.env[0].valueFrom.resourceFieldRef.resource is "limits.disk": write one of limits.cpu, requests.cpu, limits.memory, requests.memory, limits.ephemeral-storage, requests.ephemeral-storage`,
  },
  {
    rule: 'P7',
    what: 'a unit that cpu is not told in',
    bad: taking({ resourceFieldRef: { resource: 'limits.cpu', divisor: '1Mi' } }),
    good: taking({ resourceFieldRef: { resource: 'limits.cpu', divisor: '0.001' } }),
    message: `${OWN}.env[0].valueFrom.resourceFieldRef.divisor is "1Mi": write one of 1m, 1`,
  },
  {
    rule: 'P7',
    what: 'a file of a volume that the pod does not have',
    settings: NEWEST,
    bad: taking({ fileKeyRef: { key: 'A', path: 'env', volumeName: 'env' } }),
    good: container(
      { env: [{ name: 'A', valueFrom: { fileKeyRef: { key: 'A', path: 'env', volumeName: 'env' } } }] },
      { volumes: [{ name: 'env', emptyDir: {} }] },
    ),
    message: `${OWN}.env[0].valueFrom.fileKeyRef.volumeName is "env", and the pod has no emptyDir of that name among its volumes: add one`,
  },
  {
    rule: 'P8',
    what: 'a Secret whose name an escape hatch has removed',
    bad: taking({ secretKeyRef: { key: 'A' } }),
    good: taking({ secretKeyRef: { name: 'a', key: 'A' } }),
    message: `${OWN}.env[0].valueFrom.secretKeyRef.name is missing: write the name of a Secret`,
  },
  {
    rule: 'P8',
    what: 'a key that an escape hatch has removed',
    bad: taking({ configMapKeyRef: { name: 'a' } }),
    good: taking({ configMapKeyRef: { name: 'a', key: 'A' } }),
    message: `${OWN}.env[0].valueFrom.configMapKeyRef.key is missing: write a key that the ConfigMap has`,
  },
  {
    rule: 'P8',
    what: 'a name that no ConfigMap has',
    bad: container({ envFrom: [{ configMapRef: { name: 'My_Settings' } }] }),
    good: container({ envFrom: [{ configMapRef: { name: 'my.settings' } }] }),
    message: `${OWN}.envFrom[0].configMapRef.name is "My_Settings", which must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit: write the name of a ConfigMap`,
  },
  ...['team/cert', 'A:B', ' ', '..', 'A'.repeat(254)].map((key) => ({
    rule: 'K7',
    what: `a key of ${key.length} characters that no Secret has`,
    bad: taking({ secretKeyRef: { name: 'a', key } }),
    good: taking({ secretKeyRef: { name: 'a', key: '.cert_1' } }),
    message:
      key.length > 253
        ? 'the key of the Secret "a" that the variable "A" of container "api" takes is a text of 254 characters that looks like a credential, and no name of a key: write the name, and revoke what was written here'
        : `the key of the Secret "a" that the variable "A" of container "api" takes is a text of ${key.length} characters that is no name of a key (letters, digits, "-", "_" and ".", at most 253, not starting with ".."): write the name, never the value`,
  })),
]);
