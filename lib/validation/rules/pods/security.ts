import { repeated } from '../../../collections/repeated';
import type { Field } from '../../../model/field';
import { descendingPathProblem } from '../../../model/file-path';
import { subdomainProblem } from '../../../model/kubernetes-names';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { checkOf, checksOf, from, givenText, required, since, tell, text, textOf } from './constraints';
import { podWith } from './examples';

const LARGEST_ID = 2 ** 31 - 1;
const LONGEST_PROFILE = 4095;
const LONGEST_CREDENTIAL = 65_536;
const id = from(0, LARGEST_ID);

export const P35 = ruleOnParts({
  severity: Severity.ERROR,
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
      ({ field, holder }, report) => {
        for (const group of field.at('supplementalGroups').items()) {
          const problem = id(group.raw);
          if (problem !== undefined) tell(report, group, problem);
        }
        checkSysctls(field, holder?.field, report);
      },
    ),
    Sysctl: checkOf({ name: required('the name of a sysctl', text(sysctlProblem)) }),
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
  for (const name of repeated(names, ({ raw }) => raw)) {
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

export const P36 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'A profile of seccomp or AppArmor, and a user of Windows, can be there',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateSeccompProfileField, ValidateAppArmorProfileField, validateWindowsSecurityContextOptions)',
  bad: podWith({ securityContext: { seccompProfile: { type: 'Localhost' } } }),
  good: podWith({ securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }),
  of: {
    SeccompProfile: checksOf(
      checkOf({ type: required('"RuntimeDefault", "Localhost" or "Unconfined"') }),
      checkProfile((path) => (path === '' ? undefined : descendingPathProblem(path))),
    ),
    AppArmorProfile: checksOf(
      checkOf({ type: required('"RuntimeDefault", "Localhost" or "Unconfined"') }),
      checkProfile((name) => {
        if (name === '' || name.trim() !== name) return 'must be the name of a profile, without blanks around it';
        return name.length > LONGEST_PROFILE ? `must have at most ${LONGEST_PROFILE} characters` : undefined;
      }),
    ),
    WindowsSecurityContextOptions: checkOf({
      gmsaCredentialSpecName: givenText(subdomainProblem),
      gmsaCredentialSpec: credentialProblem,
      runAsUserName: givenText(userProblem),
    }),
  },
});

function checkProfile(problemOf: (name: string) => string | undefined) {
  return ({ field }: Part, report: PartReport): void => {
    const [type, profile] = [field.at('type'), field.at('localhostProfile')];
    if (type.isUnresolved || profile.isUnresolved) return;
    if (type.raw !== 'Localhost') {
      if (profile.isGiven && ['RuntimeDefault', 'Unconfined'].includes(String(type.raw))) {
        tell(report, profile, `is set, but only the type "Localhost" has one: drop it`);
      }
      return;
    }
    const problem = profile.isGiven ? givenText(problemOf)(profile.raw) : 'is missing: write the profile of the node';
    if (problem !== undefined) tell(report, profile, problem);
  };
}

/** It is not shown: it is made for secrets. */
function credentialProblem(raw: unknown): string | undefined {
  if (raw === '') return 'is empty: drop it';
  const isLong = typeof raw === 'string' && raw.length > LONGEST_CREDENTIAL;
  return isLong ? `has ${raw.length} characters, ${LONGEST_CREDENTIAL} are allowed` : undefined;
}

const DNS_LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const DOMAIN = new RegExp(`^[^\\\\/:*?"<>|.][^\\\\/:*?"<>|]{0,14}$|^${DNS_LABEL}(?:\\.${DNS_LABEL})*$`);

function userProblem(name: string): string | undefined {
  const parts = name.split('\\');
  const user = parts[parts.length - 1];
  const isFine =
    !/\p{Cc}/u.test(name) &&
    parts.length <= 2 &&
    (parts.length === 1 || (parts[0].length < 256 && DOMAIN.test(parts[0]))) &&
    user.length <= 104 &&
    /^(?![. ]*$)[^"/\\:;|=,+*?<>@[\]]+$/.test(user);
  return isFine ? undefined : 'must be a user, or a domain, "\\" and a user';
}
