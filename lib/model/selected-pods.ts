import { type AppModel, perApp } from './app-model';
import type { Field } from './field';
import { objectOf, type Resource } from './resource';
import type { Workload } from './workloads';

/** The workloads whose pods have all of these labels, in the namespace of the object that selects them; none for no labels. */
export function workloadsSelectedBy(resource: Resource, labels: Field, app: AppModel): readonly Workload[] {
  const wanted = textsIn(labels);
  // Where it will be, and what it will select, is not known.
  if (resource.isMoved || wanted.length < labels.entries().length) return [];
  const { namespace } = resource.manifest.metadata;
  const byLabel = workloadsByLabel(app);
  const having = wanted.map(([label, value]) => byLabel.get(labelIn(namespace, label, value)) ?? []);
  // Some labels are those of all workloads.
  const [fewest = []] = having.sort((a, b) => a.length - b.length);
  return fewest.filter((workload) => hasLabels(workload, wanted));
}

type Label = readonly [name: string, value: string];

const workloadsByLabel = perApp((app): ReadonlyMap<string, readonly Workload[]> => {
  const byLabel = new Map<string, Workload[]>();
  for (const workload of app.workloads.filter(({ resource }) => !resource.isMoved)) {
    for (const [label, value] of textsIn(labelsOf(workload))) {
      const key = labelIn(workload.namespace, label, value);
      const alike = byLabel.get(key);
      if (alike === undefined) byLabel.set(key, [workload]);
      else alike.push(workload);
    }
  }
  return byLabel;
});

function hasLabels(workload: Workload, wanted: readonly Label[]): boolean {
  const labels = labelsOf(workload);
  return wanted.every(([label, value]) => labels.at(label).raw === value);
}

/** Of what is a pod itself those of the object. */
function labelsOf({ resource, pod }: Workload): Field {
  return (resource.manifest.kind === 'Pod' ? objectOf(resource).at('metadata') : pod.metadata).at('labels');
}

function textsIn(labels: Field): Label[] {
  return labels.entries().flatMap(([label, { raw }]) => (typeof raw === 'string' ? [[label, raw] as const] : []));
}

function labelIn(namespace: string | undefined, label: string, value: string): string {
  return JSON.stringify([namespace ?? '', label, value]);
}
