import { Field } from '../../lib/model/field';
import type { ReadManifest } from '../manifests/read-manifests';
import { isSecret } from './credentials/credentials-in';
import type { DraftedCharts } from './model/charts';

/** An object that the program does not declare. */
export interface LeftOut {
  readonly read: ReadManifest;
  readonly reason: string;
}

/** What a controller made is no declaration: ReplicaSets, pods and managed Secrets in an export of a cluster. */
export function isMadeByController({ manifest: { metadata } }: ReadManifest): boolean {
  const { ownerReferences } = metadata as { ownerReferences?: unknown };
  return Array.isArray(ownerReferences) && ownerReferences.some((owner) => owner?.controller === true);
}

export const REFUSED = 'cdk8s refuses it as it stands: mend its apiVersion, kind and metadata first';

export function findLeftOut(
  read: ReadManifest,
  { concerned, refused }: Pick<DraftedCharts, 'concerned' | 'refused'>,
  leaking: ReadonlySet<ReadManifest>,
): LeftOut {
  if (refused.has(read)) return { read, reason: REFUSED };
  if (isMadeByController(read)) return { read, reason: 'a controller made it' };
  if (isSecret(Field.of(read.manifest))) {
    const reason = 'it holds secret values, which never go into code: apply it as before, or have Infisical manage it';
    return { read, reason };
  }
  if (concerned.has(read) && leaking.has(read)) {
    const reason = 'a credential stands in it, which never goes into code: put it into a Secret in the cluster';
    return { read, reason };
  }
  return { read, reason: 'it has nothing to do with Infisical' };
}
