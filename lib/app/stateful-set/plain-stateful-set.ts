import { type k8s, LabelSelector, type PodSelectorConfig, type Service, StatefulSet, Workload } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { AskedPods } from '../../pods/asked-pods';
import { STATEFUL_SET } from '../../pods/kubernetes-json';
import { PlainPods, workloadProps } from '../../pods/plain-pods';
import { claimOf } from './claim-template';
import type { SecretSyncedStatefulSetProps } from './secret-synced-stateful-set-props';

/** A cdk8s-plus StatefulSet that writes what was asked for and nothing else. */
export class PlainStatefulSet extends StatefulSet {
  private readonly pods: PlainPods;

  public constructor(
    scope: Construct,
    id: string,
    asked: AskedPods,
    private readonly asWritten: SecretSyncedStatefulSetProps,
    service: Service | undefined,
  ) {
    const { replicas, strategy, minReady, podManagementPolicy } = asWritten;
    const named = service ?? new ServiceElsewhere(scope, 'ServiceElsewhere', asWritten.serviceName);
    // What cdk8s-plus takes of a Service is its name.
    const props = { ...workloadProps(scope, asked), service: named as Service };
    super(scope, id, { ...props, replicas, strategy, minReady, podManagementPolicy });
    this.pods = new PlainPods(this, asked);
    this.pods.writeLastInto(['spec', 'template', 'spec'], STATEFUL_SET);
    service?.select(this);
  }

  /** cdk8s-plus asks for it before it is known. */
  public override toPodSelectorConfig(): PodSelectorConfig {
    return { labelSelector: LabelSelector.of() };
  }

  /**
   * That of cdk8s-plus 31 and newer leaves out all volumes where nobody added claims to it.
   *
   * @internal
   */
  public override _toPodSpec(): k8s.PodSpec {
    const { volumes, ...spec } = Workload.prototype._toPodSpec.call(this);
    const { volumeClaimTemplates = [] } = this as AddedClaims;
    const isClaimed = (name: string) => volumeClaimTemplates.some((claim) => claim.name === name);
    return { ...spec, volumes: volumes?.filter(({ name }) => !isClaimed(name)) };
  }

  /** @internal */
  public override _toKube(): k8s.StatefulSetSpec {
    const { replicas, strategy, minReady, podManagementPolicy, revisionHistoryLimit } = this.asWritten;
    return {
      replicas: this.hasAutoscaler ? undefined : replicas,
      revisionHistoryLimit,
      minReadySeconds: minReady?.toSeconds(),
      podManagementPolicy,
      selector: this._toLabelSelector(),
      serviceName: this.service.name,
      template: this.pods.template(),
      updateStrategy: strategy?._toKube(),
      volumeClaimTemplates: this.claims(),
    };
  }

  private claims(): k8s.KubePersistentVolumeClaimProps[] | undefined {
    const asked = this.asWritten.volumeClaimTemplates?.map(claimOf);
    const added = (this as AddedClaims)._toPersistentVolumeClaims?.();
    return added === undefined ? asked : [...(asked ?? []), ...added];
  }
}

/** What cdk8s-plus 31 and newer has for claims that its own method adds. */
interface AddedClaims {
  readonly volumeClaimTemplates?: readonly { readonly name: string }[];
  _toPersistentVolumeClaims?(): k8s.KubePersistentVolumeClaimProps[] | undefined;
}

/** In the place of a Service that nobody made here. */
class ServiceElsewhere extends Construct {
  public constructor(
    scope: Construct,
    id: string,
    public readonly name: string | undefined,
  ) {
    super(scope, id);
  }

  public select(): void {}
}
