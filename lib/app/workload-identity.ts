import type { Construct } from 'constructs';
import { chartOf } from '../sync/chart-of';
import type { SecretSyncedWorkloadProps } from './secret-synced-workload-props';

const NAME_LABEL = 'app.kubernetes.io/name';

/** What a workload is called and found by. */
export interface WorkloadIdentity {
  readonly name: string;
  readonly container: string;
  readonly namespace: string | undefined;
  readonly labels: { [name: string]: string };
  readonly podLabels: { [name: string]: string };
  /** Empty for a kind that finds its pods by itself. */
  readonly selectorLabels: { [name: string]: string };
}

/** Props of any kind; of those without a selector `selectorLabels` stays empty. */
export type AnyWorkloadProps = SecretSyncedWorkloadProps & { readonly selectorLabels?: { [name: string]: string } };

/** @param selects whether pods of the kind are found by labels that are written */
export function identityOf(scope: Construct, id: string, props: AnyWorkloadProps, selects: boolean): WorkloadIdentity {
  const chart = chartOf(scope);
  const name = props.name ?? props.metadata?.name ?? id;
  const byName = { [NAME_LABEL]: name };
  const selectorLabels = selects ? (props.selectorLabels ?? byName) : {};
  const labels = props.takeOver ? { ...props.labels } : { ...byName, ...props.labels, ...selectorLabels };
  return {
    name,
    container: props.containerName ?? name,
    namespace: props.namespace ?? props.metadata?.namespace ?? chart.namespace,
    labels,
    podLabels: { ...labels, ...selectorLabels },
    selectorLabels,
  };
}
