import type { AppModel } from './app-model';
import type { Field } from './field';
import { type Resource, specOf } from './resource';
import { resourcesOfKind } from './resources-of-kind';

type Resources = Pick<AppModel, 'resources'>;

/** The group of Flux in which a Kustomization applies a folder; that of kustomize itself is another one. */
const KUSTOMIZE_GROUP = 'kustomize.toolkit.fluxcd.io';

/** A Kustomization of Flux. */
export interface KustomizationOfFlux {
  readonly resource: Resource;
  readonly spec: Field;
}

/** The kinds of a source. */
export const FLUX_SOURCES = ['GitRepository', 'OCIRepository', 'Bucket', 'ExternalArtifact'] as const;

export function kustomizationsIn(app: Resources): KustomizationOfFlux[] {
  return resourcesOfKind(app, 'Kustomization')
    .filter(({ manifest, failure }) => manifest.apiVersion.startsWith(`${KUSTOMIZE_GROUP}/`) && failure === undefined)
    .map((resource) => ({ resource, spec: specOf(resource) }));
}
