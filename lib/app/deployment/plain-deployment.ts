import { Deployment, type k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { AskedPods } from '../../pods/asked-pods';
import { DEPLOYMENT } from '../../pods/kubernetes-json';
import { PlainPods, workloadProps } from '../../pods/plain-pods';
import type { SecretSyncedAppProps } from './secret-synced-app-props';

/** A cdk8s-plus Deployment that writes what was asked for and nothing else. */
export class PlainDeployment extends Deployment {
  private readonly pods: PlainPods;

  public constructor(
    scope: Construct,
    id: string,
    asked: AskedPods,
    private readonly asWritten: SecretSyncedAppProps,
  ) {
    const { replicas, strategy, minReady, progressDeadline } = asWritten;
    super(scope, id, { ...workloadProps(scope, asked), replicas, strategy, minReady, progressDeadline });
    this.pods = new PlainPods(this, asked);
    this.pods.writeLastInto(['spec', 'template', 'spec'], DEPLOYMENT);
  }

  /** @internal */
  public override _toKube(): k8s.DeploymentSpec {
    const { replicas, strategy, minReady, progressDeadline, revisionHistoryLimit } = this.asWritten;
    return {
      replicas: this.hasAutoscaler ? undefined : replicas,
      revisionHistoryLimit,
      minReadySeconds: minReady?.toSeconds(),
      progressDeadlineSeconds: progressDeadline?.toSeconds(),
      selector: this._toLabelSelector(),
      strategy: strategy?._toKube(),
      template: this.pods.template(),
    };
  }
}
