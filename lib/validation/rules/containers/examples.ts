import type { ExampleObjects } from '../../example';
import { using, variable } from '../workloads/using';

type Part = Readonly<Record<string, unknown>>;

/** An example of a Deployment, by what is special about its container, its pod and the cluster. */
export function withContainer(container: Part, pod: Part = {}, kubernetesVersion?: string): ExampleObjects {
  const example = using({ env: [variable('TOKEN')], ...container }, pod);
  return kubernetesVersion === undefined ? example : { ...example, settings: { kubernetesVersion } };
}
