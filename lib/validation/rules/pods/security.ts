import { repetitionsIn } from '../../../collections/repetitions';
import type { Field } from '../../../model/field';
import { shown } from '../../../text/shown';
import { checkOf, checksOf, from, givenText, requiredValue, since, tell, text } from '../../constraints';
import { hasItems, textOf } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { podWith } from './examples';

const LARGEST_ID = 2 ** 31 - 1;
const id = from(0, LARGEST_ID);

export const P35 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'The security context of a pod has ids and sysctls that exist',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validatePodSpecSecurityContext, validateSysctls, ValidateHostSysctl; seLinuxChangePolicy since 1.33)',
  bad: podWith({ securityContext: { fsGroup: -1 } }),
  good: podWith({ securityContext: { fsGroup: 1000 } }),
  of: {
    PodSecurityContext: checksOf(
      checkOf({
        runAsUser: id,
        runAsGroup: id,
        fsGroup: id,
        seLinuxChangePolicy: since('1.33', givenText(policyProblem)),
      }),
      (part, report) => {
        const { supplementalGroups: groups, sysctls } = part.raw;
        if (hasItems(groups)) {
          for (const group of part.field.at('supplementalGroups').items()) {
            const problem = id(group.raw);
            tell(report, group, problem);
          }
        }
        if (hasItems(sysctls)) checkSysctls(part.field, part.holder?.field, report);
      },
    ),
    Sysctl: checkOf({ name: requiredValue('write the name of a sysctl', text(sysctlProblem)) }),
  },
});

function policyProblem(policy: string, version?: string): string | undefined {
  const allowed = since('1.37', () => 'all')(policy, version) ? ['Recursive', 'MountOption'] : ['Recursive'];
  return allowed.includes(policy) ? undefined : `must be ${allowed.map((one) => shown(one)).join(' or ')}`;
}

const SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const SYSCTL = new RegExp(`^(${SEGMENT}[./])*${SEGMENT}$`);

function sysctlProblem(name: string): string | undefined {
  if (name.length > 253) return 'must have at most 253 characters';
  return SYSCTL.test(name) ? undefined : 'must be a-z, 0-9, "-" and "_", with "." or "/" between its parts';
}

const OF_PROCESSES =
  /^(?:kernel\.(?:sem|shm|shmall|shmmax|shmmni|shm_rmid_forced|msg|msgmax|msgmnb|msgmni)$|fs\.mqueue\.)/;

function checkSysctls(field: Field, pod: Field | undefined, report: PartReport): void {
  const names = field
    .at('sysctls')
    .items()
    .map((sysctl) => sysctl.at('name'));
  for (const [, name] of repetitionsIn(names, ({ raw }) => raw)) {
    if (name.raw) tell(report, name, `is ${shown(name.raw)}, as that of another sysctl: keep one`);
  }
  for (const name of names) {
    const own = withDots(textOf(name) ?? '');
    for (const [shared, isShared] of [
      ['hostNetwork', own.startsWith('net.')],
      ['hostIPC', OF_PROCESSES.test(own)],
    ] as const) {
      if (isShared && pod?.at(shared).raw === true) {
        tell(report, name, `is ${shown(name.raw)}, which with ${shared} is that of the node: drop one of them`);
      }
    }
  }
}

/** `net/ipv4/eno2.100` is `net.ipv4.eno2/100`. */
function withDots(name: string): string {
  return /^[^./]*\//.test(name) ? name.replaceAll(/[./]/g, (one) => (one === '.' ? '/' : '.')) : name;
}
