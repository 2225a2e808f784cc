import { fields } from '../../../json/json';
import type { Field } from '../../../model/field';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { shown, shownText } from '../../../text/shown';
import { tell } from '../../constraints';
import { isMissing, wholeNumber } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { withContainer } from './examples';
import { podOf } from './holders';

const SOURCE = 'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go';
const MOST = 2 ** 31 - 1;

export const P17 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'The security context of a container does not contradict itself',
  why: 'The API server refuses the workload.',
  source: `${SOURCE} (ValidateSecurityContext; procMount since 1.33)`,
  bad: withContainer({ securityContext: { privileged: true, allowPrivilegeEscalation: false } }),
  good: withContainer({ securityContext: { privileged: false, allowPrivilegeEscalation: false } }),
  of: {
    SecurityContext: (part, report, { settings }) => {
      for (const name of ['runAsUser', 'runAsGroup']) {
        const id = wholeNumber(part.raw[name]);
        if (id === undefined || (id >= 0 && id <= MOST)) continue;
        tell(report, part.field.at(name), `is ${shown(id)}: write a number from 0 to ${MOST}`);
      }
      checkEscalation(part, report);
      // Before, it is dropped.
      if (part.raw.procMount !== undefined && isKubernetes(settings.kubernetesVersion, '1.33')) checkProc(part, report);
    },
  },
});

function checkEscalation(part: Part, report: PartReport): void {
  const { allowPrivilegeEscalation, privileged, capabilities } = part.raw;
  if (allowPrivilegeEscalation !== false || (privileged !== true && fields(capabilities).add === undefined)) return;
  const context = part.field;
  const escalation = context.at('allowPrivilegeEscalation');
  if (privileged === true) {
    tell(
      report,
      escalation,
      'is the boolean false beside privileged: true, which has all privileges: drop one of them',
    );
  }
  const added = context
    .at('capabilities', 'add')
    .items()
    .find(({ raw }) => raw === 'CAP_SYS_ADMIN');
  if (added !== undefined) {
    tell(
      report,
      added,
      'is "CAP_SYS_ADMIN" beside allowPrivilegeEscalation: false, which it would undo: drop one of them',
    );
  }
}

function checkProc(part: Part, report: PartReport): void {
  const proc = part.field.at('procMount');
  if (proc.raw !== 'Unmasked' || podOf(part).at('hostUsers').raw === false) return;
  tell(report, proc, 'is "Unmasked", which needs users of its own: write hostUsers: false in the pod');
}

const LOCAL = 'Localhost';
const MOST_CHARACTERS = 4095;

export const P18 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A seccomp or AppArmor profile has a type, and a file only if it is one of the node',
  why: 'The API server refuses the workload.',
  source: `${SOURCE} (validateSeccompProfileField; ValidateAppArmorProfileField since 1.30)`,
  bad: withContainer({ securityContext: { seccompProfile: { type: 'Localhost' } } }),
  good: withContainer({ securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }),
  of: {
    SeccompProfile: (part, report) => {
      if (isComplete(part.raw)) return;
      checkProfile(part.field, report, (path) => {
        if (path.startsWith('/')) return 'an absolute path: write one inside of the folder of profiles';
        return path.split('/').includes('..')
          ? 'a path with "..": write one inside of the folder of profiles'
          : undefined;
      });
    },
    AppArmorProfile: (part, report) => {
      if (isComplete(part.raw)) return;
      checkProfile(part.field, report, (name) => {
        if (name !== name.trim()) return 'a name with blanks around it: drop them';
        if (name === '') return 'empty: write the name of a profile of the node';
        const tooLong = new TextEncoder().encode(name).length > MOST_CHARACTERS;
        return tooLong
          ? `a name of more than ${MOST_CHARACTERS} bytes: write the name of a profile of the node`
          : undefined;
      });
    },
  },
});

/** Whether it is one that needs no name, and has none, as nearly all are. */
function isComplete({ type, localhostProfile }: Part['raw']): boolean {
  return (type === 'RuntimeDefault' || type === 'Unconfined') && localhostProfile === undefined;
}

function checkProfile(profile: Field, report: PartReport, problemOf: (name: string) => string | undefined): void {
  const [type, name] = [profile.at('type'), profile.at('localhostProfile')];
  if (isMissing(type.raw)) tell(report, type, `is missing: write RuntimeDefault, Unconfined or ${LOCAL}`);
  else if (type.raw === LOCAL) {
    const problem = typeof name.raw === 'string' ? problemOf(name.raw) : undefined;
    if (!name.isGiven)
      tell(report, name, `is missing, for a profile of type ${LOCAL}: write which one of the node it is`);
    else if (problem) tell(report, name, `is ${shownText(String(name.raw))}, ${problem}`);
  } else if (name.isGiven && (type.raw === 'RuntimeDefault' || type.raw === 'Unconfined')) {
    tell(report, name, `is only for profiles of type ${LOCAL}, this one has the type ${shownText(type.raw)}: drop it`);
  }
}
