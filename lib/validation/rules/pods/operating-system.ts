import { type Field, pathText } from '../../../model/field';
import { subdomainProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { userNameProblem } from '../../../model/windows-user';
import { shownText } from '../../../text/shown';
import { tell } from '../../constraints';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { withContainer } from '../containers/examples';
import { containersOf } from '../containers/holders';

const MOST_SPEC = 64 * 1024;
const OF_POD = ['hostPID', 'hostIPC', 'shareProcessNamespace'];
const OF_LINUX = {
  pod: [
    ...[
      'appArmorProfile',
      'seLinuxOptions',
      'seccompProfile',
      'fsGroup',
      'fsGroupChangePolicy',
      'sysctls',
      'runAsUser',
    ],
    ...['runAsGroup', 'supplementalGroups', 'supplementalGroupsPolicy', 'seLinuxChangePolicy'],
  ],
  container: [
    ...['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged'],
    ...['allowPrivilegeEscalation', 'procMount', 'runAsUser', 'runAsGroup'],
  ],
};

export const P19 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'A pod has settings of the operating system that it says it has',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateWindows, validateLinux, validateWindowsSecurityContextOptions, validateWindowsHostProcessPod; hostUsers since 1.33)',
  bad: withContainer({ securityContext: { windowsOptions: { runAsUserName: 'api' } } }, { os: { name: 'linux' } }),
  good: withContainer({ securityContext: { windowsOptions: { runAsUserName: 'api' } } }, { os: { name: 'windows' } }),
  of: {
    PodSpec: (part, report, { settings: { kubernetesVersion } }) => {
      if (part.raw.os === undefined && !hasOptions(part.raw)) return;
      const { field } = part;
      const os = field.at('os', 'name').raw;
      if (os === 'windows') checkWindows(field, report, kubernetesVersion);
      if (os === 'linux') checkLinux(field, report);
      checkHostProcess(field, report);
    },
    WindowsSecurityContextOptions: ({ field }, report) => {
      const [name, spec, user] = ['gmsaCredentialSpecName', 'gmsaCredentialSpec', 'runAsUserName'].map((key) =>
        field.at(key),
      );
      const ofName = typeof name.raw === 'string' ? subdomainProblem(name.raw) : undefined;
      if (ofName) tell(report, name, `is ${shownText(String(name.raw))}, which ${ofName}`);
      if (spec.raw === '') tell(report, spec, 'is empty: drop it');
      else if (typeof spec.raw === 'string' && spec.raw.length > MOST_SPEC) {
        tell(report, spec, `has ${spec.raw.length} characters: write at most ${MOST_SPEC}`);
      }
      const ofUser = typeof user.raw === 'string' ? userNameProblem(user.raw) : undefined;
      if (ofUser) tell(report, user, `is ${shownText(String(user.raw))}: ${ofUser}`);
    },
  },
});

type Raw = Readonly<Record<string, unknown>>;

/** Whether something in a pod is of Windows; most have nothing of the kind. */
function hasOptions(pod: Raw): boolean {
  const lists = [pod.containers, pod.initContainers].flatMap((list) => (Array.isArray(list) ? list : []));
  return [pod, ...lists].some((one) => (one?.securityContext as Raw | null | undefined)?.windowsOptions !== undefined);
}

function contextsIn(pod: Field): { readonly context: Field; readonly names: readonly string[] }[] {
  const { containers, initContainers } = containersOf(pod);
  return [
    { context: pod.at('securityContext'), names: OF_LINUX.pod },
    ...[...initContainers, ...containers].map((container) => ({
      context: container.at('securityContext'),
      names: OF_LINUX.container,
    })),
  ];
}

function checkWindows(pod: Field, report: PartReport, version: string | undefined): void {
  const settings = contextsIn(pod).flatMap(({ context, names }) => names.map((name) => context.at(name)));
  // Before, it is dropped.
  const ofPod = isKubernetes(version, '1.33') ? ['hostUsers', ...OF_POD] : OF_POD;
  for (const setting of [...ofPod.map((name) => pod.at(name)), ...settings]) {
    // Of these two, false and an empty list are nothing.
    const isNothing =
      (['hostPID', 'hostIPC'].includes(String(setting.key)) && setting.raw === false) ||
      (setting.key === 'sysctls' && setting.items().length === 0);
    if (setting.isGiven && !isNothing) tell(report, setting, 'is of Linux, and the pod says os.name: windows: drop it');
  }
}

function checkLinux(pod: Field, report: PartReport): void {
  for (const { context } of contextsIn(pod)) {
    const options = context.at('windowsOptions');
    if (options.isGiven) tell(report, options, 'are of Windows, and the pod says os.name: linux: drop them');
  }
}

const HOST_PROCESS = ['securityContext', 'windowsOptions', 'hostProcess'];

function checkHostProcess(pod: Field, report: PartReport): void {
  const whole = pod.at(...HOST_PROCESS);
  const { containers, initContainers } = containersOf(pod);
  const own = [...initContainers, ...containers].map((container) => container.at(...HOST_PROCESS));
  const isOne = (field: Field) => (field.isGiven ? field.raw : whole.raw) === true;
  for (const field of own) {
    if (typeof whole.raw !== 'boolean' || typeof field.raw !== 'boolean' || field.raw === whole.raw) continue;
    tell(report, field, `is other than ${pathText(whole.path)}: write the same, or drop it`);
  }
  if (![true, false, null, undefined].includes(whole.raw as boolean) || !own.some(isOne)) return;
  const other = own.find((field) => !isOne(field));
  if (other !== undefined && !(whole.isGiven && other.isGiven)) {
    tell(report, other, 'is missing, and another container of the pod is a process of the host: all are, or none');
  }
  const network = pod.at('hostNetwork');
  if (network.raw !== true && (!network.isGiven || network.raw === false)) {
    tell(report, network, 'must be true where a container is a process of the host');
  }
}
