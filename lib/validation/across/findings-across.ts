import { asReadable } from '../../model/app-model';
import { asLine } from '../../text/shown';
import { withIds } from '../rule';
import { E5 } from './declared-secret';
import type { AcrossFinding, EnvironmentResources } from './environment';
import { findingsOfFlux } from './flux-folders';
import { E6 } from './one-host';
import { E4 } from './other-namespace';
import { E2 } from './other-slug';
import { E1 } from './same-object';
import { E7 } from './typed-variables';

export const ACROSS_RULES = withIds({ E1, E2, E4, E5, E6, E7 });

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
    resources: environment.resources.map(asReadable),
  }));
  for (const { id, severity, check } of Object.values(ACROSS_RULES)) {
    check(readables, (resource, { path: at }, names, message) =>
      findings.push({ rule: id, severity, at, message: asLine(message), resource, environments: names }),
    );
  }
  return [...findings, ...findingsOfFlux(readables)];
}
