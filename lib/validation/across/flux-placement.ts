import type { Field } from '../../model/field';
import { type KustomizationOfFlux, kustomizationsIn, OUTPUT_FOLDER, pathOf, segmentsOf } from '../../model/flux';
import { isSubstituted } from '../../text/substitution';
import type { EnvironmentResources } from './environment';
import { endsAlike, folderOf } from './folder-path';
import { type Deployment, IN_FLUX, type Placement } from './placement';

/** What the Kustomizations of Flux in a folder deploy. */
export function deploymentsByFlux(
  holder: EnvironmentResources,
  environments: readonly EnvironmentResources[],
): Deployment[] {
  return kustomizationsIn(holder).flatMap((kustomization) => {
    const { resource, spec } = kustomization;
    const placement = placementBy(spec, resource.file?.replace(/[^/\\]*$/, '') ?? holder.environment);
    const found = environments.filter((environment) => isFolderOf(spec, environment));
    if (found.length === 0) return environmentsBelow(kustomization, environments, placement);
    // A path that may mean several folders tells nothing.
    return found.length === 1 ? [{ environment: found[0], placement }] : [];
  });
}

/** Of a folder that a program writes, all is applied: in others, a kustomization.yaml may choose. */
function environmentsBelow(
  kustomization: KustomizationOfFlux,
  environments: readonly EnvironmentResources[],
  placement: Placement,
): Deployment[] {
  const path = pathOf(kustomization);
  if (!path.includes(OUTPUT_FOLDER)) return [];
  return environments
    .filter((environment) => {
      const folders = segmentsOf(folderOf(environment));
      const above = isOfProgram(environment) && !folders.includes(OUTPUT_FOLDER) ? [OUTPUT_FOLDER] : [];
      return folders.some((_, i) => endsAlike(path, [...above, ...folders.slice(0, i)]));
    })
    .map((environment) => ({ environment, placement }));
}

/** Whether a Kustomization applies the folder of an environment. */
export function isFolderOf(spec: Field, environment: EnvironmentResources): boolean {
  const text = spec.text('path').value ?? '';
  const [path, folder] = [segmentsOf(text), segmentsOf(folderOf(environment))];
  // A program knows no folder above its own ones, and another one may end alike.
  const isOther = path.length > folder.length && isOfProgram(environment) && !path.includes(OUTPUT_FOLDER);
  return !isSubstituted(text) && !isOther && endsAlike(path, folder);
}

function isOfProgram({ resources }: EnvironmentResources): boolean {
  return resources.some(({ file }) => file === undefined);
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
