import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import { checkedProps } from '../props/prop-types';
import { OCI_SOURCE } from './prop-types';
import { ociRef } from './revision';
import { type FluxSourceOptions, sourceObject, sourceProblems } from './source-options';
import { FluxSourceKind, type FluxSourceRef } from './source-ref';

/**
 * Properties of a `FluxOciRepository`.
 */
export interface FluxOciRepositoryProps extends FluxSourceOptions {
  /**
   * Who lets Flux into the registry without a Secret: `aws`, `azure`, `gcp`, or `generic` for nobody.
   *
   * @default - "generic"
   */
  readonly provider?: string;
}

/**
 * An artifact of a container registry that Flux fetches, for Kustomizations: they have its `sourceRef`. CI makes it of
 * the output folder: `flux push artifact oci://registry.example.com/shop:main --path=./dist …`.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/
 */
export class FluxOciRepository extends Construct {
  /**
   * The OCIRepository. Patches of it reach the YAML.
   */
  public readonly apiObject: ApiObject;

  /**
   * What a Kustomization calls it.
   */
  public readonly sourceRef: FluxSourceRef;

  public constructor(scope: Construct, id: string, props: FluxOciRepositoryProps) {
    super(scope, id);
    const { checked, problems } = checkedProps(props, OCI_SOURCE);
    const kind = FluxSourceKind.OCI_REPOSITORY;
    const { provider } = checked;
    this.apiObject = sourceObject(this, kind, checked, { ref: ociRef(checked.revision ?? 'latest'), provider });
    this.sourceRef = { kind, name: this.apiObject.name, namespace: this.apiObject.metadata.namespace };
    validateWithApp(this, () => [...problems, ...sourceProblems(kind, checked, props?.url)]);
  }
}
