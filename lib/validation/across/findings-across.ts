import { asLine } from '../shown';
import { readable } from '../view/app-view';
import { DECLARED_SECRET_RULE } from './declared-secret';
import type { AcrossFinding, AcrossRule, EnvironmentSubjects } from './environment';
import { OTHER_NAMESPACE_RULE } from './other-namespace';
import { OTHER_SLUG_RULE } from './other-slug';
import { SAME_OBJECT_RULE } from './same-object';

/** The rules that hold between environments. */
export const ACROSS_RULES: readonly AcrossRule[] = [
  SAME_OBJECT_RULE,
  OTHER_SLUG_RULE,
  OTHER_NAMESPACE_RULE,
  DECLARED_SECRET_RULE,
];

/**
 * What the environments of one project do to each other. It neither prints nor remembers anything. Whether a finding is
 * suppressed says its subject's construct (`suppressionReason`), as for every other rule.
 *
 * @param environments those that are checked together, and the folders beside them: Applications of Argo CD found there
 * tell into which cluster a folder goes
 */
export function findingsAcross(environments: readonly EnvironmentSubjects[]): AcrossFinding[] {
  const findings: AcrossFinding[] = [];
  const readables = environments.map((environment) => ({
    ...environment,
    subjects: environment.subjects.map(readable),
  }));
  for (const { id, severity, check } of ACROSS_RULES) {
    check(readables, (subject, names, message) =>
      findings.push({ rule: id, severity, message: asLine(message), subject, environments: names }),
    );
  }
  return findings;
}
