import type { Field } from '../../../model/field';
import { isKubernetes } from '../../../model/kubernetes-version';
import { shown } from '../../../text/shown';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { hasItems, tell } from './constraints';
import { podWith } from './examples';

const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'];
/** What a pod of Windows does not have, and its containers. */
const LINUX_OF_POD = ['shareProcessNamespace'];
const LINUX_OF_CONTEXT = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
];
const LINUX_OF_CONTAINER = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

export const P37 = ruleOnParts({
  severity: Severity.ERROR,
  assumes: 'kubernetesVersion',
  title: 'What a pod shares with its node, and what it says of its operating system, goes together',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateOS, validateLinux, validateWindows, validateWindowsHostProcessPod, validateShareProcessNamespace; validateHostUsers since 1.33)',
  bad: podWith({ hostPID: true, shareProcessNamespace: true }),
  good: podWith({ hostPID: true, shareProcessNamespace: false }),
  of: {
    PodSpec: ({ field }, report, { settings: { kubernetesVersion } }) => {
      const share = field.at('shareProcessNamespace');
      if (share.raw === true && field.at('hostPID').raw === true) {
        tell(report, share, 'is set beside hostPID: keep one of them');
      }
      if (field.at('hostUsers').raw === false && isKubernetes(kubernetesVersion, '1.33')) {
        checkOwnUsers(field, report, kubernetesVersion);
      }
      checkHostProcesses(field, report);
      const os = field.at('os', 'name').raw;
      if (os === 'windows') checkWindows(field, report, kubernetesVersion);
      if (os === 'linux') checkLinux(field, report);
    },
    PodOS: ({ field }, report) => {
      const name = field.at('name');
      if (name.isUnresolved || name.raw === 'linux' || name.raw === 'windows') return;
      if (name.raw === undefined || name.raw === null || typeof name.raw === 'string') {
        tell(report, name, `is ${name.raw ? shown(name.raw) : 'missing'}: write "linux" or "windows"`);
      }
    },
  },
});

function containersOf(pod: Field): Field[] {
  return CONTAINERS.flatMap((name) => pod.at(name).items());
}

function checkOwnUsers(pod: Field, report: PartReport, kubernetesVersion: string | undefined): void {
  for (const name of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (pod.at(name).raw === true) tell(report, pod.at(name), 'is set, but hostUsers is false: drop one of them');
  }
  if (!isKubernetes(kubernetesVersion, '1.34')) return;
  for (const container of containersOf(pod)) {
    const devices = container.at('volumeDevices');
    if (hasItems(devices.raw)) tell(report, devices, 'is set, but hostUsers is false: drop one of them');
  }
}

function checkHostProcesses(pod: Field, report: PartReport): void {
  const path = ['securityContext', 'windowsOptions', 'hostProcess'] as const;
  const whole = pod.at(...path);
  const containers = containersOf(pod).map((container) => container.at(...path));
  for (const own of containers) {
    if (whole.isGiven && own.isGiven && whole.raw !== own.raw) {
      tell(report, own, `is ${shown(own.raw)}, and that of the pod is ${shown(whole.raw)}: write it once`);
    }
  }
  const count = containers.filter((own) => (own.isGiven ? own : whole).raw === true).length;
  if (count === 0) return;
  if (count < containers.length) {
    tell(report, whole, 'must be the same for all containers: set it for the pod');
  }
  const network = pod.at('hostNetwork');
  if (network.raw !== true) tell(report, network, 'must be true where a container has hostProcess');
}

function checkWindows(pod: Field, report: PartReport, kubernetesVersion: string | undefined): void {
  const context = pod.at('securityContext');
  const since = (release: string, name: string) => (isKubernetes(kubernetesVersion, release) ? [name] : []);
  const newer = [...since('1.33', 'supplementalGroupsPolicy'), ...since('1.33', 'seLinuxChangePolicy')];
  const set = [
    ...[...LINUX_OF_POD, ...since('1.33', 'hostUsers'), ...since('1.34', 'resources')].map((name) => pod.at(name)),
    ...['hostPID', 'hostIPC'].map((name) => pod.at(name)).filter(({ raw }) => raw === true),
    ...[...LINUX_OF_CONTEXT, ...newer].map((name) => context.at(name)),
    ...[context.at('sysctls')].filter(({ raw }) => hasItems(raw)),
    ...containersOf(pod).flatMap((one) => LINUX_OF_CONTAINER.map((name) => one.at('securityContext', name))),
  ];
  for (const place of set)
    if (place.isGiven) tell(report, place, 'is set, but a pod of Windows cannot have it: drop it');
}

function checkLinux(pod: Field, report: PartReport): void {
  for (const holder of [pod, ...containersOf(pod)]) {
    const options = holder.at('securityContext', 'windowsOptions');
    if (options.isGiven) tell(report, options, 'is set, but the pod is one of Linux: drop it');
  }
}
