import type { Construct } from 'constructs';
import { chartOf } from '../sync/chart-of';
import type { SecretSyncedAppProps } from './secret-synced-app-props';

const NAME_LABEL = 'app.kubernetes.io/name';

/** What an application is called and found by. */
export interface AppIdentity {
  readonly name: string;
  readonly container: string;
  readonly namespace: string | undefined;
  readonly labels: { [name: string]: string };
  readonly podLabels: { [name: string]: string };
  readonly selectorLabels: { [name: string]: string };
}

export function identityOf(scope: Construct, id: string, props: SecretSyncedAppProps): AppIdentity {
  const chart = chartOf(scope);
  const name = props.name ?? props.metadata?.name ?? id;
  const selectorLabels = props.selectorLabels ?? { [NAME_LABEL]: name };
  const labels = props.takeOver ? { ...props.labels } : { [NAME_LABEL]: name, ...props.labels, ...selectorLabels };
  return {
    name,
    container: props.containerName ?? name,
    namespace: props.namespace ?? props.metadata?.namespace ?? chart.namespace,
    labels,
    podLabels: { ...labels, ...selectorLabels },
    selectorLabels,
  };
}
