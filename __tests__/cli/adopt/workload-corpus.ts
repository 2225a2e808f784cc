import { join } from 'node:path';
import { readManifests } from '../../../cli/manifests/read-manifests';
import { fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';

/** Workloads as public GitOps repositories have them: written for this project, with the fields that are counted there. */
export const WORKLOADS = join(__dirname, '../../fixtures/adopt/workloads');

const KINDS = ['Deployment', 'CronJob', 'StatefulSet', 'Job', 'DaemonSet', 'Rollout'];

export function isWorkload({ kind }: Pick<Manifest, 'kind'>): boolean {
  return KINDS.includes(kind);
}

export function workloadsOfCorpus(): Manifest[] {
  const { manifests } = readManifests([WORKLOADS]);
  return manifests.map(({ manifest }) => manifest).filter(isWorkload);
}

type Tree = { readonly [field: string]: unknown };

/** The spec of the pods of a workload, as it was written. */
export function podOf({ kind, spec }: Manifest): Tree {
  const workload = kind === 'CronJob' ? fields(fields(fields(spec).jobTemplate).spec) : fields(spec);
  return fields(fields(workload.template).spec);
}

/** The values of a tree that have no further ones in them. */
export function leavesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  const all = Object.values(value);
  return all.length === 0 ? 1 : all.reduce((sum: number, one) => sum + leavesIn(one), 0);
}
