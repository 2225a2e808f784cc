import { Job, type k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { AskedPods } from '../../pods/asked-pods';
import { JOB } from '../../pods/kubernetes-json';
import { PlainPods, workloadProps } from '../../pods/plain-pods';
import { runSpecOf } from '../ending-workload';
import type { SecretSyncedJobProps } from './secret-synced-job-props';

/** A cdk8s-plus Job that writes what was asked for and nothing else. */
export class PlainJob extends Job {
  private readonly pods: PlainPods;

  public constructor(
    scope: Construct,
    id: string,
    asked: AskedPods,
    private readonly asWritten: SecretSyncedJobProps,
  ) {
    const { activeDeadline, backoffLimit, ttlAfterFinished } = asWritten;
    super(scope, id, { ...workloadProps(scope, asked), activeDeadline, backoffLimit, ttlAfterFinished });
    this.pods = new PlainPods(this, asked);
    this.pods.writeLastInto(['spec', 'template', 'spec'], JOB);
  }

  /** @internal */
  public override _toKube(): k8s.JobSpec {
    return { ...runSpecOf(this.asWritten), suspend: this.asWritten.suspend, template: this.pods.template() };
  }
}
