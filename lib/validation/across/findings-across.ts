import { readable } from '../../model/app-model';
import { asLine } from '../../text/shown';
import type { RuleId } from '../rule-ids';
import { DECLARED_SECRET_RULE } from './declared-secret';
import type { AcrossFinding, AcrossRule, EnvironmentResources } from './environment';
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
 * suppressed says its resource (`suppressionOf`), as for every other rule.
 *
 * @param environments those that are checked together, and the folders beside them: Applications of Argo CD found there
 * tell into which cluster a folder goes
 */
export function findingsAcross(environments: readonly EnvironmentResources[]): AcrossFinding[] {
  const findings: AcrossFinding[] = [];
  const readables = environments.map((environment) => ({
    ...environment,
    resources: environment.resources.map(readable),
  }));
  for (const { id, severity, check } of ACROSS_RULES) {
    check(readables, (resource, names, message) =>
      findings.push({ rule: id as RuleId, severity, at: [], message: asLine(message), resource, environments: names }),
    );
  }
  return findings;
}
