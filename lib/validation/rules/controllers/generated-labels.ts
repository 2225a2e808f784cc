import { Field, pathText } from '../../../model/field';
import { isReadable, mismatch, unmetIn } from '../../../model/label-selector';
import { isLive } from '../../../model/live-object';
import { objectOf } from '../../../model/resource';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import { unsetPartOf } from '../../../text/unset-text';
import type { PartReport } from '../../rule';

/** The API server writes the name of a Job into these labels of its pods. */
const OF_NAME = ['job-name', 'batch.kubernetes.io/job-name'];
/** And its id into these. */
const OF_ID = ['controller-uid', 'batch.kubernetes.io/controller-uid'];
/** Stands for what nobody knows before. */
const UNKNOWN = '00000000-0000-0000-0000-000000000000';

/** Labels of pods that the API server writes itself, and refuses with another content. */
export function checkGeneratedLabels(job: Part, labels: Field, report: PartReport): void {
  if (!labels.isObject) return;
  const wrong = Object.entries(generatedFor(job)).flatMap(([label, value]) => {
    const place = labels.at(label);
    const isWritten = Object.hasOwn(labels.raw as object, label) && !place.isUnresolved;
    const isHidden = typeof place.raw === 'string' && unsetPartOf(place.raw) !== undefined;
    return isWritten && !isHidden && place.raw !== value && !unsetPartOf(value) ? [shown(label)] : [];
  });
  if (wrong.length === 0) return;
  const what = `has ${wrong.join(', ')}, which the API server writes`;
  report(labels, `${pathText(labels.path)} ${what}: drop ${wrong.length > 1 ? 'them' : 'it'}`);
}

/** Whether a selector means the pods of its Job by what the API server writes, or by what they do not have. */
export function isGenerated(selector: Field, job: Part, labels: Field): boolean {
  // Of what cannot be read, other rules tell.
  if (!isReadable(selector)) return true;
  const own = generatedFor(job);
  return [own, { ...(labels.isObject && (labels.raw as object)), ...own }].every((all) => {
    const pods = Field.of(all);
    return mismatch(selector.at('matchLabels'), pods) === undefined && unmetIn(selector, pods) === undefined;
  });
}

/** The labels by which the API server knows the pods of a Job; those of a CronJob get their names later. */
function generatedFor({ resource, holder }: Part): { readonly [label: string]: string } {
  const isTemplate = holder?.type === 'JobTemplateSpec';
  const name = (isTemplate ? undefined : resource.manifest.metadata.name) ?? UNKNOWN;
  const id =
    (isTemplate || !isLive(resource) ? undefined : objectOf(resource).text('metadata', 'uid').value) ?? UNKNOWN;
  return Object.fromEntries([...OF_NAME.map((label) => [label, name]), ...OF_ID.map((label) => [label, id])]);
}
