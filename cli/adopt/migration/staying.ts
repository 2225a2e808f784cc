import { isOfOperator } from '../../../lib/model/app-model';
import type { ReadManifest } from '../../manifests/read-manifests';
import type { LeftOut } from '../left-out';

/** Why no resource of a kind of v1alpha1 moves. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['InfisicalDynamicSecret', 'no kind of v1beta1 takes a lease'],
  ['ClusterGenerator', 'no kind of v1beta1 makes values'],
  ['InfisicalPushSecret', 'a push of v1beta1 (InfisicalStaticSecretPush) has fields that are not public'],
]);

/** What has no counterpart in v1beta1 that it could become, whatever stands in it. */
export function stayingByKind(declared: readonly ReadManifest[]): LeftOut[] {
  return declared.flatMap((read) => {
    const reason = isOfOperator(read.manifest) ? REASONS.get(read.manifest.kind) : undefined;
    return reason === undefined ? [] : [{ read, reason }];
  });
}
