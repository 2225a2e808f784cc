import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import { declareExplained } from '../evaluation/declarations';
import { checkedProps } from '../props/prop-types';
import type { PropsProblem } from '../props/props-problem';
import { FLUX_NAMESPACE, type FluxKustomizationOptions, kustomizationSpec, pathIn } from './kustomization-spec';
import { KUSTOMIZATION_PROPS } from './prop-types';
import type { FluxSourceRef } from './source-ref';

/**
 * Properties of a `FluxKustomization`.
 */
export interface FluxKustomizationProps extends FluxKustomizationOptions {
  /**
   * Where the files come from: `sourceRef` of a `FluxGitRepository` or a `FluxOciRepository`, or what is in the cluster
   * already, such as `{ name: 'flux-system' }`, the repository that Flux was bootstrapped with.
   */
  readonly sourceRef: FluxSourceRef;

  /**
   * The environment whose output folder is applied, as a `GitOpsApp` has it: `prod` for `./dist/prod`. Where its project
   * has a `folder`, write it as well: `orders/prod` for `./dist/orders/prod`.
   *
   * Give at most one of this and `path` (rule G1).
   *
   * @default - none: without `path` either, the whole of `./dist`, which is every environment and folder in it
   */
  readonly environment?: string;

  /**
   * Folder in the source. Each YAML file below it has to be a manifest.
   *
   * Give at most one of this and `environment` (rule G1).
   *
   * @default - the output folder of the environment: `./dist/<environment>`; of an OCIRepository, whose artifact is the
   * output folder itself, `./<environment>`
   */
  readonly path?: string;

  /**
   * Name of the Secret with the kubeconfig of the cluster to deploy to, in the namespace of the Kustomization.
   *
   * @default - the cluster in which Flux runs
   */
  readonly kubeConfigSecretName?: string;
}

const TWICE: PropsProblem = {
  rule: 'G1',
  message: 'there are environment and path: give one of both, as only the path would count',
};

/**
 * A Kustomization of Flux that applies the output folder of an environment, and is ready when the operator has read its
 * Secrets. It needs kustomize-controller 1.5 (Flux 2.5).
 *
 * It never sets `targetNamespace`, `namePrefix` or `nameSuffix`, which change names of objects and not what the
 * operator's resources say of them (rule G5), and fills in no variables: `postBuild` changes what looks like one in any
 * object (rules G2 and G3).
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
export class FluxKustomization extends Construct {
  /**
   * The Kustomization. Patches of it reach the YAML.
   */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: FluxKustomizationProps) {
    super(scope, id);
    const { checked, problems } = checkedProps(props, KUSTOMIZATION_PROPS);
    const { sourceRef, environment, kubeConfigSecretName } = checked;
    const namespace = checked.namespace ?? FLUX_NAMESPACE;
    const path = checked.path ?? pathIn(sourceRef, undefined, environment === undefined ? [] : [environment]);
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: checked.name ?? id, namespace },
      spec: kustomizationSpec(checked, { namespace, path, sourceRef, kubeConfigSecretName }),
    } as ConstructorParameters<typeof ApiObject>[2]);
    // Of a source that cannot be read, its absence would be told as well.
    if (props?.sourceRef !== undefined && sourceRef === undefined) declareExplained(this, 'N5', ['G1']);
    const isTwice = checked.environment !== undefined && checked.path !== undefined;
    validateWithApp(this, () => [...problems, ...(isTwice ? [TWICE] : [])]);
  }
}
