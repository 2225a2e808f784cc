import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifests } from '../../../cli/manifests/read-files';
import { fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';

/** Workloads as public GitOps repositories have them: written for this project, with the fields that are counted there. */
export const WORKLOADS = join(__dirname, '../../fixtures/adopt/workloads');

/** The least release of Kubernetes that knows all of its fields. */
export const RELEASE = '1.30';

/** Does something in the folder of a project that says which release the cluster has. */
export function inProject<T>(work: () => T): T {
  const here = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'project-'));
  try {
    writeFileSync(join(folder, 'cdk8s-infisical.yaml'), `kubernetes: { version: "${RELEASE}" }\n`);
    process.chdir(folder);
    return work();
  } finally {
    process.chdir(here);
    rmSync(folder, { recursive: true });
  }
}

const KINDS = ['Deployment', 'CronJob', 'StatefulSet', 'Job', 'DaemonSet', 'Rollout'];

export function isWorkload(kind: string): boolean {
  return KINDS.includes(kind);
}

export function workloadsOfCorpus(): Manifest[] {
  const { manifests } = readManifests([WORKLOADS]);
  return manifests.map(({ manifest }) => manifest).filter(({ kind }) => isWorkload(kind));
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
