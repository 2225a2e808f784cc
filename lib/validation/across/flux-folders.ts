import { type KustomizationOfFlux, kustomizationsIn } from '../../model/flux';
import type { Resource } from '../../model/resource';
import { asLine } from '../../text/shown';
import { withIds } from '../rule';
import { G6 } from '../rules/flux/health';
import { G5 } from '../rules/flux/names';
import { G2, G3 } from '../rules/flux/substitution';
import type { AcrossFinding, EnvironmentResources } from './environment';
import { isFolderOf } from './flux-placement';

const RULES = Object.values(withIds({ G2, G3, G5, G6 }));

/** What the rules about a Kustomization of Flux say where the objects that it applies are those of another environment. */
export function findingsOfFlux(environments: readonly EnvironmentResources[]): AcrossFinding[] {
  return environments.flatMap((holder) =>
    kustomizationsIn(holder).flatMap((kustomization) =>
      environments
        .filter((environment) => environment !== holder && isFolderOf(kustomization.spec, environment))
        .flatMap((environment) => findingsIn(kustomization, environment.resources, [holder, environment])),
    ),
  );
}

function findingsIn(
  kustomization: KustomizationOfFlux,
  applied: readonly Resource[],
  environments: readonly EnvironmentResources[],
): AcrossFinding[] {
  return RULES.flatMap(({ id, severity, checkApplied }) =>
    checkApplied(kustomization, applied).map(([{ path }, problem]) => ({
      rule: id,
      severity,
      resource: kustomization.resource,
      at: path,
      message: asLine(problem),
      environments: environments.map(({ environment }) => environment),
    })),
  );
}
