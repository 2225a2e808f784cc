import { type DaemonSet, k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { kubernetesWords } from '../../pods/kubernetes-words';
import { RELOADED_WORKLOAD_PROPS, RUNNING_WORKLOAD_PROPS } from '../prop-types';
import { SecretSyncedWorkload } from '../secret-synced-workload';
import { PlainDaemonSet } from './plain-daemon-set';
import type { SecretSyncedDaemonSetProps } from './secret-synced-daemon-set-props';

const PROPS = {
  ...RUNNING_WORKLOAD_PROPS,
  ...RELOADED_WORKLOAD_PROPS,
  updateStrategy: kubernetesWords(k8s.toJson_DaemonSetUpdateStrategy),
};

/**
 * A DaemonSet whose pods, one on each node, get exactly the secret keys that they name, and, unless it shares one, the
 * Infisical resource that syncs its secret.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 */
export class SecretSyncedDaemonSet extends SecretSyncedWorkload {
  /**
   * The cdk8s-plus DaemonSet.
   */
  public readonly daemonSet: DaemonSet;

  public constructor(scope: Construct, id: string, props: SecretSyncedDaemonSetProps) {
    super(scope, id);
    const declared = this._declare(props, PROPS, { construct: 'SecretSyncedDaemonSet', selects: true });
    this.daemonSet = this._make(() => new PlainDaemonSet(this, 'DaemonSet', declared.pods, declared.checked));
    this._finish(this.daemonSet, declared);
  }
}
