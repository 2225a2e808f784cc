import type { ReadManifest } from '../../manifests/read-manifests';
import type { Draft } from '../draft/draft';
import type { ManagedSecrets } from '../draft/managed-names';
import type { TargetChart } from '../draft/metadata';
import { rawObject } from '../draft/raw';

/** The draft of an object as it stands. */
export function rawDraft(
  read: ReadManifest,
  { chart, secrets }: { readonly chart: TargetChart; readonly secrets?: ManagedSecrets },
): Draft {
  return { form: 'ApiObject', of: read, alsoOf: [], ...rawObject(read.manifest, chart, secrets) };
}
