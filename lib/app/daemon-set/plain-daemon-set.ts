import { DaemonSet, type k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { AskedPods } from '../../pods/asked-pods';
import { DAEMON_SET } from '../../pods/kubernetes-json';
import { typedWords } from '../../pods/kubernetes-words';
import { PlainPods, workloadProps } from '../../pods/plain-pods';
import type { SecretSyncedDaemonSetProps } from './secret-synced-daemon-set-props';

/** A cdk8s-plus DaemonSet that writes what was asked for and nothing else. */
export class PlainDaemonSet extends DaemonSet {
  private readonly pods: PlainPods;

  public constructor(
    scope: Construct,
    id: string,
    asked: AskedPods,
    private readonly asWritten: SecretSyncedDaemonSetProps,
  ) {
    super(scope, id, { ...workloadProps(scope, asked), minReadySeconds: asWritten.minReady?.toSeconds() });
    this.pods = new PlainPods(this, asked);
    this.pods.writeLastInto(['spec', 'template', 'spec'], DAEMON_SET);
  }

  /** @internal */
  public override _toKube(): k8s.DaemonSetSpec {
    const { minReady, updateStrategy, revisionHistoryLimit } = this.asWritten;
    return {
      revisionHistoryLimit,
      minReadySeconds: minReady?.toSeconds(),
      selector: this._toLabelSelector(),
      template: this.pods.template(),
      updateStrategy: typedWords(updateStrategy),
    };
  }
}
