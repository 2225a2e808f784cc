import type { ApiObject } from 'cdk8s';
import type { Service } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { WHOLE_SECONDS } from '../../pods/cdk8s-plus-words';
import { PLAIN_OBJECT } from '../../props/prop-types';
import { serviceOf } from '../plain-service';
import { REPLICATED_WORKLOAD_PROPS } from '../prop-types';
import { unknownReloadProblems } from '../reload-problems';
import { SecretSyncedWorkload } from '../secret-synced-workload';
import { PlainRollout } from './plain-rollout';
import type { SecretSyncedRolloutProps } from './secret-synced-rollout-props';
import { strategyProblems } from './strategy-problems';

const PROPS = { ...REPLICATED_WORKLOAD_PROPS, strategy: PLAIN_OBJECT, progressDeadline: WHOLE_SECONDS };

/**
 * A Rollout of Argo Rollouts whose pods get exactly the secret keys that they name: with a Service if it has a port, and,
 * unless it shares one, the Infisical resource that syncs its secret.
 *
 * The operator restarts no Rollout, so there is no `autoReload`: `kubectl argo rollouts restart` starts its pods with new
 * values, and so does Stakater's Reloader where it was told of Argo Rollouts (`isArgoRollouts` of its Helm chart).
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 */
export class SecretSyncedRollout extends SecretSyncedWorkload {
  /**
   * The Rollout. cdk8s-plus has no class for it; patches reach the YAML.
   */
  public readonly rollout: ApiObject;

  /**
   * The cdk8s-plus Service.
   *
   * @default - none where the workload has no port
   */
  public readonly service?: Service;

  public constructor(scope: Construct, id: string, props: SecretSyncedRolloutProps) {
    super(scope, id);
    const declared = this._declare(props, PROPS, { construct: 'SecretSyncedRollout', selects: true });
    const workload = this._make(() => new PlainRollout(this, 'Rollout', declared.pods, declared.checked));
    this.rollout = workload.apiObject;
    this.service = this._make(() => serviceOf(this, workload, declared));
    const problems = [...unknownReloadProblems(props, 'Rollout'), ...strategyProblems(props)];
    this._finish(workload, declared, problems);
  }
}
