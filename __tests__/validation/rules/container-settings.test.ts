import type { Settings } from '../../../lib/model/app-model';
import { deployment } from '../manifests';
import { describeRules } from '../rule-cases';

const TEMPLATE = { metadata: { labels: { 'app.kubernetes.io/name': 'api' } } };
const IMAGE = { name: 'api', image: 'api:1.0' };
const PLACE = 'spec.template.spec';
const OWN = `${PLACE}.containers[0]`;
const NEWEST: Settings = { kubernetesVersion: '1.37' };

const pod = (spec: object) => [deployment({ template: { ...TEMPLATE, spec } })];
const container = (fields: object, spec: object = {}) => pod({ containers: [{ ...IMAGE, ...fields }], ...spec });
const init = (fields: object) =>
  pod({ containers: [IMAGE], initContainers: [{ name: 'init', image: 'init:1', ...fields }] });
const HTTP = { httpGet: { path: '/', port: 80 } };
const NAMED = { ports: [{ containerPort: 8080, name: 'http' }] };
const probing = (fields: object) => container({ livenessProbe: { ...HTTP, ...fields } });
const limited = (limits: object, requests: object = {}) => container({ resources: { limits, requests } });
const secured = (securityContext: object, spec: object = {}) => container({ securityContext }, spec);

describeRules([
  {
    rule: 'P9',
    what: 'a negative number',
    bad: probing({ periodSeconds: -1 }),
    good: probing({ periodSeconds: 0 }),
    message: `${OWN}.livenessProbe.periodSeconds is the number -1: write a number from 0 on`,
  },
  {
    rule: 'P9',
    what: 'two successes of a liveness probe',
    bad: probing({ successThreshold: 2 }),
    good: container({ readinessProbe: { ...HTTP, successThreshold: 2 } }),
    message: `${OWN}.livenessProbe.successThreshold is the number 2, and one success is all that a livenessProbe can wait for: write 1, or drop it`,
  },
  {
    rule: 'P9',
    what: 'a grace period of a readiness probe',
    bad: container({ readinessProbe: { ...HTTP, terminationGracePeriodSeconds: 5 } }),
    good: probing({ terminationGracePeriodSeconds: 5 }),
    message: `${OWN}.readinessProbe.terminationGracePeriodSeconds is not for readiness probes, which end nothing: drop it`,
  },
  {
    rule: 'P9',
    what: 'no grace period at all',
    bad: probing({ terminationGracePeriodSeconds: 0 }),
    good: probing({ terminationGracePeriodSeconds: 1 }),
    message: `${OWN}.livenessProbe.terminationGracePeriodSeconds is the number 0: write a number above 0, or drop it`,
  },
  {
    rule: 'P10',
    what: 'no handler',
    bad: container({ startupProbe: { periodSeconds: 5 } }),
    good: container({ startupProbe: { grpc: { port: 5 } } }),
    message: `${OWN}.startupProbe has no handler: write one of exec, grpc, httpGet, tcpSocket`,
  },
  {
    rule: 'P10',
    what: 'two handlers',
    bad: probing({ exec: { command: ['true'] } }),
    good: probing({ exec: null }),
    message: `${OWN}.livenessProbe.httpGet is the second handler, beside exec: keep either exec or httpGet`,
  },
  {
    rule: 'P10',
    what: 'an empty command',
    bad: container({ livenessProbe: { exec: { command: [] } } }),
    good: container({ livenessProbe: { exec: { command: ['true'] } } }),
    message: `${OWN}.livenessProbe.exec.command is missing: write the program and its arguments`,
  },
  ...[0, 65_536].map((port) => ({
    rule: 'P10',
    what: `the port ${port}`,
    bad: container({ livenessProbe: { tcpSocket: { port } } }),
    good: container({ livenessProbe: { tcpSocket: { port: 'http' } } }),
    message: `${OWN}.livenessProbe.tcpSocket.port is the number ${port}: write a port from 1 to 65535`,
  })),
  {
    rule: 'P10',
    what: 'a number in quotes, which is a name',
    bad: container({ livenessProbe: { httpGet: { path: '/', port: '80' } } }),
    good: probing({}),
    message: `${OWN}.livenessProbe.httpGet.port is "80", which must be a-z, 0-9 and single "-" between them, with at least one letter: write 80 without quotes`,
  },
  {
    rule: 'P10',
    what: 'a header that cannot be sent',
    bad: container({ livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'X Token', value: 'a' }] } } }),
    good: container({ livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'X-Token', value: 'a' }] } } }),
    message: `${OWN}.livenessProbe.httpGet.httpHeaders[0].name is "X Token": the name of a header must be letters, digits and "-"`,
  },
  {
    rule: 'P10',
    what: 'a sleep, where nobody has told the version of the cluster',
    bad: container({ lifecycle: { preStop: { sleep: { seconds: 5 } } } }),
    good: container({ lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } } }),
    message: `${OWN}.lifecycle.preStop.sleep works since Kubernetes 1.30, and nobody has told that of the cluster: set kubernetes.version in cdk8s-infisical.yaml`,
  },
  {
    rule: 'P10',
    what: 'a sleep beyond the grace period of the pod',
    settings: NEWEST,
    bad: container({ lifecycle: { preStop: { sleep: { seconds: 31 } } } }),
    good: container({ lifecycle: { preStop: { sleep: { seconds: 31 } } } }, { terminationGracePeriodSeconds: 60 }),
    message: `${OWN}.lifecycle.preStop.sleep.seconds is the number 31: write a number from 0 to the terminationGracePeriodSeconds of the pod, 30`,
  },
  {
    rule: 'P11',
    what: 'a probe of an init container that ends',
    bad: init({ livenessProbe: HTTP, lifecycle: {} }),
    good: init({ livenessProbe: HTTP, restartPolicy: 'Always' }),
    message: `${PLACE}.initContainers[0].lifecycle (and livenessProbe) is only for init containers that go on: write restartPolicy: Always, or drop it`,
  },
  {
    rule: 'P12',
    what: 'a unit that there is not',
    bad: limited({ memory: '1gb' }),
    good: limited({ memory: '1G', cpu: 0.5 }),
    message: `${OWN}.resources.limits.memory is "1gb", which is no quantity: write "1Gi", or "1G" for powers of ten`,
  },
  {
    rule: 'P12',
    what: 'a capital K',
    bad: limited({ memory: '1K' }),
    good: limited({ memory: '1Ki' }),
    message: `${OWN}.resources.limits.memory is "1K", which is no quantity: write "1Ki", or "1k" for powers of ten`,
  },
  {
    rule: 'P12',
    what: 'a blank',
    bad: limited({ memory: ' ' }),
    good: limited({ memory: ' 1e3 ' }),
    message: `${OWN}.resources.limits.memory is " ", which is no quantity: write a number with a unit, such as "250m", "512Mi" or "1.5"`,
  },
  {
    rule: 'P13',
    what: 'less than nothing',
    bad: limited({ cpu: -1 }),
    good: limited({ cpu: 0 }),
    message: `${OWN}.resources.limits.cpu is the number -1: write an amount from 0 on`,
  },
  {
    rule: 'P13',
    what: 'a request above its limit',
    bad: limited({ memory: '512Mi' }, { memory: '1G' }),
    good: limited({ memory: '1Gi' }, { memory: '1G' }),
    message: `${OWN}.resources.requests.memory is "1G", above its limit "512Mi": lower it, or raise the limit`,
  },
  {
    rule: 'P13',
    what: 'a resource that there is not',
    bad: limited({ memmory: '1Gi' }),
    good: limited({ memory: '1Gi', 'ephemeral-storage': '1Gi', 'nvidia.com/gpu': 1 }),
    message: `${OWN}.resources.limits.memmory is of the resource "memmory", which no container has: did you mean "memory"?`,
  },
  {
    rule: 'P13',
    what: 'half a GPU',
    bad: limited({ 'nvidia.com/gpu': '0.5' }),
    good: limited({ 'nvidia.com/gpu': '1' }, { 'nvidia.com/gpu': 1 }),
    message: `${OWN}.resources.limits["nvidia.com/gpu"] is "0.5": write a whole number`,
  },
  {
    rule: 'P13',
    what: 'a GPU without a limit',
    bad: limited({}, { 'nvidia.com/gpu': '1' }),
    good: limited({ 'nvidia.com/gpu': '1' }),
    message: `${OWN}.resources.requests["nvidia.com/gpu"] has no limit, and of such a resource nothing is lent: write the same amount as limit`,
  },
  {
    rule: 'P13',
    what: 'half a huge page',
    bad: limited({ 'hugepages-2Mi': '1Mi', cpu: 1 }),
    good: limited({ 'hugepages-2Mi': '4Mi', cpu: 1 }),
    message: `${OWN}.resources.limits.hugepages-2Mi is "1Mi": write a multiple of 2Mi`,
  },
  {
    rule: 'P13',
    what: 'huge pages alone',
    bad: limited({ 'hugepages-2Mi': '2Mi' }),
    good: limited({ 'hugepages-2Mi': '2Mi', memory: '1Gi' }),
    message: `${OWN}.resources has huge pages, and neither cpu nor memory: write one of them, too`,
  },
  {
    rule: 'P13',
    what: 'containers that have more than their pod',
    settings: NEWEST,
    bad: container({ resources: { requests: { cpu: 2 } } }, { resources: { requests: { cpu: 1 } } }),
    good: container({ resources: { requests: { cpu: 2 } } }, { resources: { requests: { cpu: 2 } } }),
    message: `${PLACE}.resources.requests.cpu is the number 1, and its containers have more of "cpu" together: raise it`,
  },
  {
    rule: 'P40',
    what: 'a port that the container does not name',
    bad: container({ ...NAMED, readinessProbe: { httpGet: { port: 'htpp' } } }),
    good: container({ ...NAMED, readinessProbe: { httpGet: { port: 'http' } } }),
    message: `${OWN}.readinessProbe.httpGet.port is "htpp", and the container has no port of that name: did you mean "http"?`,
  },
  {
    rule: 'P40',
    what: 'a port by name, in a container that declares none',
    bad: container({ startupProbe: { tcpSocket: { port: 'admin' } } }),
    good: container({ startupProbe: { tcpSocket: { port: 8081 } } }),
    message: `${OWN}.startupProbe.tcpSocket.port is "admin", and the container has no port of that name: give the port that is meant this name, or write its number`,
  },
  {
    rule: 'P40',
    what: 'a port of another container',
    bad: container(
      { livenessProbe: { httpGet: { port: 'admin' } } },
      {
        initContainers: [
          { name: 'proxy', image: 'a:1', restartPolicy: 'Always', ports: [{ containerPort: 1, name: 'admin' }] },
        ],
      },
    ),
    good: container({ livenessProbe: { httpGet: { port: 'admin' } }, ports: [{ containerPort: 1, name: 'admin' }] }),
    message: `${OWN}.livenessProbe.httpGet.port is "admin", and the container has no port of that name: give the port that is meant this name, or write its number`,
  },
  {
    rule: 'P40',
    what: 'a hook that calls a port of another name',
    bad: container({ ...NAMED, lifecycle: { preStop: { httpGet: { port: 'shutdown' } } } }),
    good: container({ ...NAMED, lifecycle: { preStop: { httpGet: { port: 'http' } } } }),
    message: `${OWN}.lifecycle.preStop.httpGet.port is "shutdown", and the container has no port of that name: write its number, or one of "http"`,
  },
  {
    rule: 'P14',
    what: 'a claim that the pod does not have',
    settings: NEWEST,
    bad: container({ resources: { claims: [{ name: 'gpu' }] } }),
    good: container(
      { resources: { claims: [{ name: 'gpu' }] } },
      { resourceClaims: [{ name: 'gpu', resourceClaimName: 'gpu' }] },
    ),
    message: `${OWN}.resources.claims[0].name is "gpu", and the pod has no claim of that name: add it to its resourceClaims`,
  },
  {
    rule: 'P15',
    what: 'a restart policy of a container, in old releases',
    bad: container({ restartPolicy: 'Always' }),
    good: init({ restartPolicy: 'Always' }),
    message: `${OWN}.restartPolicy is "Always": drop it, until Kubernetes 1.35 the policy of the pod holds for all (or set kubernetes.version in cdk8s-infisical.yaml)`,
  },
  {
    rule: 'P15',
    what: 'a restart policy of a container, in the release that takes it and drops it',
    settings: { kubernetesVersion: '1.34' },
    bad: container({ restartPolicy: 'Always' }),
    good: init({ restartPolicy: 'Always' }),
    message: `${OWN}.restartPolicy is "Always": drop it, until Kubernetes 1.35 the policy of the pod holds for all`,
  },
  {
    rule: 'P15',
    what: 'a restart policy that there is not, in new releases',
    settings: NEWEST,
    bad: container({ restartPolicy: 'OnFailur' }),
    good: container({ restartPolicy: 'OnFailure' }),
    message: `${OWN}.restartPolicy is "OnFailur": did you mean "OnFailure"?`,
  },
  {
    rule: 'P15',
    what: 'another restart policy of an init container, in old releases',
    bad: init({ restartPolicy: 'Never' }),
    good: init({ restartPolicy: null }),
    message: `${PLACE}.initContainers[0].restartPolicy is "Never": write Always, or drop it`,
  },
  {
    rule: 'P15',
    what: 'what is resized twice',
    settings: NEWEST,
    bad: container({ resizePolicy: [1, 2].map(() => ({ resourceName: 'cpu', restartPolicy: 'NotRequired' })) }),
    good: container({ resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] }),
    message: `${OWN}.resizePolicy[1].resourceName is "cpu" again: keep one`,
  },
  {
    rule: 'P16',
    what: 'a device that is no claim',
    bad: container(
      { volumeDevices: [{ name: 'disk', devicePath: '/dev/a' }] },
      { volumes: [{ name: 'disk', emptyDir: {} }] },
    ),
    good: container(
      { volumeDevices: [{ name: 'disk', devicePath: '/dev/a' }] },
      { volumes: [{ name: 'disk', persistentVolumeClaim: { claimName: 'disk' } }] },
    ),
    message: `${OWN}.volumeDevices[0].name is "disk", which is no claim: a device needs a persistentVolumeClaim, or an ephemeral volume`,
  },
  {
    rule: 'P17',
    what: 'all privileges, and none more',
    bad: secured({ privileged: true, allowPrivilegeEscalation: false }),
    good: secured({ privileged: true }),
    message: `${OWN}.securityContext.allowPrivilegeEscalation is the boolean false beside privileged: true, which has all privileges: drop one of them`,
  },
  {
    rule: 'P17',
    what: 'a user that there is not',
    bad: secured({ runAsUser: -1 }),
    good: secured({ runAsUser: 0, runAsGroup: 2 ** 31 - 1 }),
    message: `${OWN}.securityContext.runAsUser is the number -1: write a number from 0 to 2147483647`,
  },
  {
    rule: 'P17',
    what: 'a capability that undoes the rest',
    bad: secured({ allowPrivilegeEscalation: false, capabilities: { add: ['CAP_SYS_ADMIN'] } }),
    good: secured({ allowPrivilegeEscalation: false, capabilities: { add: ['NET_ADMIN'] } }),
    message: `${OWN}.securityContext.capabilities.add[0] is "CAP_SYS_ADMIN" beside allowPrivilegeEscalation: false, which it would undo: drop one of them`,
  },
  {
    rule: 'P17',
    what: 'all of /proc for the users of the node',
    settings: NEWEST,
    bad: secured({ procMount: 'Unmasked' }),
    good: secured({ procMount: 'Unmasked' }, { hostUsers: false }),
    message: `${OWN}.securityContext.procMount is "Unmasked", which needs users of its own: write hostUsers: false in the pod`,
  },
  {
    rule: 'P18',
    what: 'a profile of the node without its name',
    bad: secured({ seccompProfile: { type: 'Localhost' } }),
    good: secured({ seccompProfile: { type: 'Localhost', localhostProfile: 'profiles/api.json' } }),
    message: `${OWN}.securityContext.seccompProfile.localhostProfile is missing, for a profile of type Localhost: write which one of the node it is`,
  },
  {
    rule: 'P18',
    what: 'a name with a profile that has none',
    settings: NEWEST,
    bad: secured({ appArmorProfile: { type: 'RuntimeDefault', localhostProfile: 'api' } }),
    good: secured({ appArmorProfile: { type: 'RuntimeDefault' } }),
    message: `${OWN}.securityContext.appArmorProfile.localhostProfile is only for profiles of type Localhost, this one has the type "RuntimeDefault": drop it`,
  },
  {
    rule: 'P19',
    what: 'settings of Linux in a pod of Windows',
    bad: secured({ capabilities: { drop: ['ALL'] } }, { os: { name: 'windows' } }),
    good: secured({ runAsNonRoot: true }, { os: { name: 'windows' } }),
    message: `${OWN}.securityContext.capabilities is of Linux, and the pod says os.name: windows: drop it`,
  },
  {
    rule: 'P19',
    what: 'the name of a user that Windows cannot have',
    bad: secured({ windowsOptions: { runAsUserName: 'a\\b\\c' } }),
    good: secured({ windowsOptions: { runAsUserName: 'NT AUTHORITY\\SYSTEM' } }),
    message: `${OWN}.securityContext.windowsOptions.runAsUserName is "a\\b\\c": write it with one backslash at most`,
  },
  {
    rule: 'P19',
    what: 'a process of the host without its network',
    bad: secured({ windowsOptions: { hostProcess: true } }),
    good: secured({ windowsOptions: { hostProcess: true } }, { hostNetwork: true }),
    message: `${PLACE}.hostNetwork must be true where a container is a process of the host`,
  },
]);
