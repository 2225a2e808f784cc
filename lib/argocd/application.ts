import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import { checkedProps } from '../props/prop-types';
import {
  type ArgoCdApplicationOptions,
  type ArgoCdDestination,
  applicationSpec,
  finalizersOf,
} from './application-spec';
import { APPLICATION_PROPS } from './prop-types';

/**
 * Properties of an `ArgoCdApplication`.
 */
export interface ArgoCdApplicationProps extends ArgoCdApplicationOptions {
  /**
   * The environment, as a `GitOpsApp` has it.
   *
   * @default - none
   */
  readonly environment?: string;

  /**
   * Folder in the repository.
   *
   * @default - the output folder of the environment, `dist/<environment>`; the root of the repository with a `plugin`
   */
  readonly path?: string;

  /**
   * Where to deploy to.
   *
   * @default - the cluster in which Argo CD runs; each object says its namespace
   */
  readonly destination?: ArgoCdDestination;
}

/**
 * An Argo CD Application that deploys the output folder of an environment: a directory of which every YAML file is a
 * manifest, and no other file is.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/
 */
export class ArgoCdApplication extends Construct {
  /**
   * The Application. Patches of it reach the YAML.
   */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: ArgoCdApplicationProps) {
    super(scope, id);
    const { checked, problems } = checkedProps(props, APPLICATION_PROPS);
    const { environment, plugin } = checked;
    const name = checked.name ?? id;
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name, namespace: checked.namespace ?? 'argocd', finalizers: finalizersOf(checked) },
      spec: applicationSpec(checked, {
        name,
        environment,
        path: checked.path ?? (plugin === undefined ? ['dist', environment].filter(Boolean).join('/') : '.'),
        revision: checked.revision ?? 'HEAD',
        destination: checked.destination ?? {},
      }),
    } as ConstructorParameters<typeof ApiObject>[2]);
    validateWithApp(this, () => [...problems]);
  }
}
