import { addressOf } from '../../lib/model/address';
import { isOfOperator } from '../../lib/model/app-model';
import { Field } from '../../lib/model/field';
import { isWrittenByOperator } from '../../lib/model/live-object';
import { listed } from '../../lib/text/listed';
import { isSecret } from '../credentials/credentials-in';
import type { ReadManifest } from '../manifests/read-manifests';
import type { DraftedCharts } from './model/charts';

/** An object that the program does not declare. */
export interface LeftOut {
  readonly read: ReadManifest;
  readonly reason: string;
  /** Nobody applies it: others make it. */
  readonly isMade?: true;
}

/** How many somebody has applied, and has to go on applying. */
export function stillAppliedIn(leftOut: readonly LeftOut[]): number {
  return leftOut.filter(({ isMade }) => !isMade).length;
}

/**
 * Why an object of an export of a cluster is no declaration: others made it, as they do ReplicaSets, pods and managed
 * Secrets, or it is about to go.
 *
 * @param managed the addresses of the managed objects
 */
export function whyNotDeclared({ manifest, isExport }: ReadManifest, managed: ReadonlySet<string>): string | undefined {
  const { ownerReferences, deletionTimestamp } = manifest.metadata as { readonly [field: string]: unknown };
  if (deletionTimestamp != null) return 'it is being deleted';
  const isManaged = isExport && managed.has(addressOf(manifest.kind, manifest.metadata));
  if (isManaged || isWrittenByOperator({ manifest, isExport })) return 'the operator writes it';
  const isOwned = Array.isArray(ownerReferences) && ownerReferences.some((owner) => owner?.controller === true);
  return isOwned ? 'a controller made it' : undefined;
}

export const REFUSED = 'cdk8s refuses it as it stands: mend its apiVersion, kind and metadata first';

interface Known extends Pick<DraftedCharts, 'concerned' | 'refused'> {
  readonly leaking: ReadonlySet<ReadManifest>;
  /** Why it is no declaration, if it is none. */
  readonly because: string | undefined;
  /** The managed objects that it names, as messages name them. */
  readonly used: readonly string[] | undefined;
}

export function findLeftOut(read: ReadManifest, { concerned, refused, leaking, because, used = [] }: Known): LeftOut {
  if (refused.has(read)) return { read, reason: REFUSED };
  if (because !== undefined) return { read, reason: because, isMade: true };
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
