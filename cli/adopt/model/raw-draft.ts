import type { ReadManifest } from '../../manifests/read-manifests';
import type { Draft } from '../draft/draft';
import type { TargetChart } from '../draft/metadata';
import { rawObject } from '../draft/raw';

/** The draft of an object as it stands. */
export function rawDraft(read: ReadManifest, { chart }: { readonly chart: TargetChart }): Draft {
  return { form: 'ApiObject', of: read, alsoOf: [], ...rawObject(read.manifest, chart) };
}
