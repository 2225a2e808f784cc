import type { Field } from '../../model/field';
import { kustomizationsIn, segmentsOf } from '../../model/flux';
import { isSubstituted } from '../../text/substitution';
import type { EnvironmentResources } from './environment';
import { endsAlike, folderOf } from './folder-path';
import { type Deployment, IN_FLUX, type Placement } from './placement';

/** What the Kustomizations of Flux in a folder deploy. */
export function deploymentsByFlux(
  holder: EnvironmentResources,
  environments: readonly EnvironmentResources[],
): Deployment[] {
  return kustomizationsIn(holder).flatMap(({ resource, spec }) => {
    const found = environments.filter((environment) => isFolderOf(spec, environment));
    // A path that may mean several folders tells nothing.
    return found.length === 1
      ? [
          {
            environment: found[0],
            placement: placementBy(spec, resource.file?.replace(/[^/\\]*$/, '') ?? holder.environment),
          },
        ]
      : [];
  });
}

/** Whether a Kustomization applies the folder of an environment. */
export function isFolderOf(spec: Field, environment: EnvironmentResources): boolean {
  const path = spec.text('path').value ?? '';
  return !isSubstituted(path) && endsAlike(segmentsOf(path), segmentsOf(folderOf(environment)));
}

/** Who has its Kustomizations in one folder has one Flux. */
function placementBy(spec: Field, holder: string): Placement {
  const kubeConfig = spec.at('kubeConfig');
  const [name] = ['secretRef', 'configMapRef'].flatMap((ref) => kubeConfig.text(ref, 'name').value ?? []);
  const namespace = spec.text('targetNamespace').value;
  return name === undefined
    ? { cluster: `${holder} of Flux`, shown: IN_FLUX, namespace }
    : { cluster: `${holder} kubeConfig ${name}`, shown: `of the kubeconfig "${name}"`, namespace };
}
