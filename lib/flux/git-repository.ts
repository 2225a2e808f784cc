import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import { checkedProps } from '../props/prop-types';
import { SOURCE } from './prop-types';
import { gitRef } from './revision';
import { type FluxSourceOptions, sourceObject, sourceProblems } from './source-options';
import { FluxSourceKind, type FluxSourceRef } from './source-ref';

/**
 * Properties of a `FluxGitRepository`.
 */
export interface FluxGitRepositoryProps extends FluxSourceOptions {}

/**
 * A git repository that Flux fetches, for Kustomizations: they have its `sourceRef`.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 *
 * @see https://fluxcd.io/flux/components/source/gitrepositories/
 */
export class FluxGitRepository extends Construct {
  /**
   * The GitRepository. Patches of it reach the YAML.
   */
  public readonly apiObject: ApiObject;

  /**
   * What a Kustomization calls it.
   */
  public readonly sourceRef: FluxSourceRef;

  public constructor(scope: Construct, id: string, props: FluxGitRepositoryProps) {
    super(scope, id);
    const { checked, problems } = checkedProps(props, SOURCE);
    const kind = FluxSourceKind.GIT_REPOSITORY;
    this.apiObject = sourceObject(this, kind, checked, { ref: gitRef(checked.revision ?? 'main') });
    this.sourceRef = { kind, name: this.apiObject.name, namespace: this.apiObject.metadata.namespace };
    validateWithApp(this, () => [...problems, ...sourceProblems(kind, checked, props?.url)]);
  }
}
