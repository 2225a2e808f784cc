import type { Service, StatefulSet } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { instanceLike, listOf, mapOf, NAME, TEXT, tolerantObjectOf } from '../../props/prop-types';
import { headlessServiceOf } from '../plain-service';
import { RELOADED_WORKLOAD_PROPS, REPLICATED_WORKLOAD_PROPS } from '../prop-types';
import { SecretSyncedWorkload } from '../secret-synced-workload';
import { sizeProblems } from './claim-template';
import { PlainStatefulSet } from './plain-stateful-set';
import type { SecretSyncedStatefulSetProps } from './secret-synced-stateful-set-props';
import type { VolumeClaimTemplate } from './volume-claim-template';

const CLAIM = tolerantObjectOf<VolumeClaimTemplate>({
  name: NAME,
  size: instanceLike('a Size, for example Size.gibibytes(10)', 'toKibibytes'),
  sizeText: NAME,
  accessModes: listOf(TEXT),
  storageClassName: TEXT,
  volumeMode: TEXT,
  labels: mapOf(TEXT),
  annotations: mapOf(TEXT),
});

const PROPS = {
  ...REPLICATED_WORKLOAD_PROPS,
  ...RELOADED_WORKLOAD_PROPS,
  serviceName: NAME,
  volumeClaimTemplates: listOf(CLAIM),
  podManagementPolicy: TEXT,
  strategy: instanceLike('a StatefulSetUpdateStrategy, for example StatefulSetUpdateStrategy.onDelete()', '_toKube'),
};

/**
 * A StatefulSet whose pods get exactly the secret keys that they name, a headless Service if it has a port, and, unless it
 * shares one, the Infisical resource that syncs its secret.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 */
export class SecretSyncedStatefulSet extends SecretSyncedWorkload {
  /**
   * The cdk8s-plus StatefulSet: autoscaling and disruption budgets are added through it.
   */
  public readonly statefulSet: StatefulSet;

  /**
   * The cdk8s-plus Service that gives each pod an address of its own. With `serviceType` it is one of that type, with an
   * address for all.
   *
   * @default - none where the StatefulSet has no port
   */
  public readonly service?: Service;

  public constructor(scope: Construct, id: string, props: SecretSyncedStatefulSetProps) {
    super(scope, id);
    const declared = this._declare(props, PROPS, { construct: 'SecretSyncedStatefulSet', selects: true });
    const { pods, checked } = declared;
    this.service = this._make(() => headlessServiceOf(this, declared, checked.serviceName));
    this.statefulSet = this._make(() => new PlainStatefulSet(this, 'StatefulSet', pods, checked, this.service));
    this._finish(this.statefulSet, declared, sizeProblems(checked.volumeClaimTemplates));
  }
}
