import { ApiObject, type ApiObjectProps, Lazy } from 'cdk8s';
import { k8s, Workload } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { AskedPods } from '../../pods/asked-pods';
import { PlainPods, workloadProps } from '../../pods/plain-pods';
import type { SecretSyncedRolloutProps } from './secret-synced-rollout-props';

/** A Rollout of Argo Rollouts as the workload that cdk8s-plus has for other kinds. */
export class PlainRollout extends Workload {
  public readonly apiObject: ApiObject;
  public readonly resourceType = 'rollouts';
  private readonly pods: PlainPods;

  public constructor(
    scope: Construct,
    id: string,
    asked: AskedPods,
    private readonly asWritten: SecretSyncedRolloutProps,
  ) {
    super(scope, id, workloadProps(scope, asked));
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: asked.metadata,
      spec: Lazy.any({ produce: () => this.spec() }),
    } as ApiObjectProps);
    this.pods = new PlainPods(this, asked);
    this.pods.writeLastInto(['spec', 'template', 'spec']);
  }

  private spec(): unknown {
    const { replicas, revisionHistoryLimit, minReady, progressDeadline, strategy } = this.asWritten;
    return {
      replicas,
      revisionHistoryLimit,
      minReadySeconds: minReady?.toSeconds(),
      progressDeadlineSeconds: progressDeadline?.toSeconds(),
      strategy,
      ...inWordsOfKubernetes({ selector: this._toLabelSelector(), template: this.pods.template() }),
    };
  }
}

/** As JSON has it: some fields are called otherwise by cdk8s-plus, and amounts and ports are objects there. */
function inWordsOfKubernetes({ selector, template }: Pick<k8s.DeploymentSpec, 'selector' | 'template'>) {
  const { spec } = k8s.KubeDeployment.manifest({ spec: { selector, template } }) as {
    readonly spec: { readonly [field: string]: unknown };
  };
  return { selector: spec.selector, template: spec.template };
}
