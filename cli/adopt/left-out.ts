import { isOfOperator } from '../../lib/model/app-model';
import { Field } from '../../lib/model/field';
import { listed } from '../../lib/text/listed';
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

/** @param used the managed objects that it names, as messages name them */
export function findLeftOut(
  read: ReadManifest,
  { concerned, refused }: Pick<DraftedCharts, 'concerned' | 'refused'>,
  leaking: ReadonlySet<ReadManifest>,
  used: readonly string[] = [],
): LeftOut {
  if (refused.has(read)) return { read, reason: REFUSED };
  if (isMadeByController(read)) return { read, reason: 'a controller made it' };
  if (isSecret(Field.of(read.manifest))) {
    const reason = 'it holds secret values, which never go into code: apply it as before, or have Infisical manage it';
    return { read, reason };
  }
  if (concerned.has(read) && leaking.has(read)) {
    const place = isOfOperator(read.manifest) ? 'a Secret in the cluster' : 'Infisical';
    return { read, reason: `a credential stands in it, which never goes into code: put it into ${place}` };
  }
  if (used.length > 0) {
    return { read, reason: `it uses the ${listed(used)}, whose name stays, and is kept as it is: apply it as before` };
  }
  return { read, reason: 'it has nothing to do with Infisical' };
}
