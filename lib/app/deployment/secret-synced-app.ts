import type { Deployment, Service } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { WHOLE_SECONDS } from '../../pods/cdk8s-plus-words';
import { instanceLike } from '../../props/prop-types';
import { serviceOf } from '../plain-service';
import { RELOADED_WORKLOAD_PROPS, REPLICATED_WORKLOAD_PROPS } from '../prop-types';
import { SecretSyncedWorkload } from '../secret-synced-workload';
import { PlainDeployment } from './plain-deployment';
import type { SecretSyncedAppProps } from './secret-synced-app-props';

const PROPS = {
  ...REPLICATED_WORKLOAD_PROPS,
  ...RELOADED_WORKLOAD_PROPS,
  strategy: instanceLike('a DeploymentStrategy, for example DeploymentStrategy.recreate()', '_toKube'),
  progressDeadline: WHOLE_SECONDS,
};

/**
 * An application that gets exactly the secret keys that it names: a Deployment, a Service if it has a port, and,
 * unless it shares one, the Infisical resource that syncs its secret.
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 */
export class SecretSyncedApp extends SecretSyncedWorkload {
  /**
   * The cdk8s-plus Deployment: ingress, autoscaling and disruption budgets are added through it.
   */
  public readonly deployment: Deployment;

  /**
   * The cdk8s-plus Service.
   *
   * @default - none where the application has no port
   */
  public readonly service?: Service;

  public constructor(scope: Construct, id: string, props: SecretSyncedAppProps) {
    super(scope, id);
    const declared = this._declare(props, PROPS, { construct: 'SecretSyncedApp', selects: true });
    this.deployment = this._make(() => new PlainDeployment(this, 'Deployment', declared.pods, declared.checked));
    this.service = this._make(() => serviceOf(this, this.deployment, declared));
    this._finish(this.deployment, declared);
  }
}
