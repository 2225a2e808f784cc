import { appliedBy, isOfFlux, type KustomizationOfFlux, kustomizationsIn } from '../../model/flux';
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
  const resources = environments.flatMap((one) => one.resources.filter(({ file }) => file !== undefined));
  return environments.flatMap((holder) =>
    kustomizationsIn(holder).flatMap((kustomization) => {
      // What was read from files is known by these: a folder of several environments may have been read as one.
      const read = new Set(appliedBy(kustomization, { resources }));
      return environments
        .filter((environment) => environment !== holder)
        .flatMap((environment) =>
          findingsIn(kustomization, appliedOf(kustomization, environment, read), [holder, environment]),
        );
    }),
  );
}

function appliedOf(
  kustomization: KustomizationOfFlux,
  environment: EnvironmentResources,
  read: ReadonlySet<Resource>,
): readonly Resource[] {
  const { resources } = environment;
  if (resources.some(({ file }) => file !== undefined)) return resources.filter((one) => read.has(one));
  return isFolderOf(kustomization.spec, environment) ? resources.filter(({ manifest }) => !isOfFlux(manifest)) : [];
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
