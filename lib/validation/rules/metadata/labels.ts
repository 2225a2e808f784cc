import { annotationBytes, MOST_ANNOTATION_BYTES } from '../../../model/annotations';
import { type Field, pathText } from '../../../model/field';
import { annotationKeyProblem, labelValueProblem, qualifiedNameProblem } from '../../../model/kubernetes-names';
import { podPlaceIn } from '../../../model/pods';
import { objectOf, type Resource } from '../../../model/resource';
import { isLeftAlone } from '../../../schemas/left-alone';
import type { Part } from '../../../schemas/parts';
import { listed } from '../../../text/listed';
import { remembered } from '../../../text/remembered';
import { shown, shownAsNoText } from '../../../text/shown';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { placeOfEntry, shownEntry, shownEntryKey, unshown } from '../../unshown';
import { ownerOfMetadata } from './owner-of-metadata';

export const N4 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'The keys and values of labels are valid',
  why: 'The API server refuses the object, also for a label of its pods or in its selector.',
  source:
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/; Kubernetes 1.29 to 1.37: staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/validation/validation.go (ValidateLabels)',
  bad: { objects: [{ kind: 'Secret', metadata: { labels: { team: 'team a' } } }] },
  good: { objects: [{ kind: 'Secret', metadata: { labels: { team: 'team-a' } } }] },
  of: {
    ObjectMeta: (part, report) => {
      if (!isAnyWrong(part.raw.labels) || ownerOfMetadata(part) === 'controller') return;
      checkLabels(part, part.field.at('labels'), report);
    },
    LabelSelector: (part, report) => {
      if (!isAnyWrong(part.raw.matchLabels) || isLeftAlone(part)) return;
      checkLabels(part, part.field.at('matchLabels'), report);
    },
    ReplicationControllerSpec: (part, report) => checkLabels(part, part.field.at('selector'), report),
    ServiceSpec: (part, report) => {
      if (isAnyWrong(part.raw.selector)) checkLabels(part, part.field.at('selector'), report);
    },
  },
});

function isWrong(key: string, raw: unknown): boolean {
  return (
    (raw !== null && typeof raw !== 'string') ||
    keyProblemOf(key) !== undefined ||
    labelValueProblem(raw ?? '') !== undefined
  );
}

/** Whether there is anything to tell: most labels are fine, and there are many. */
function isAnyWrong(labels: unknown): boolean {
  return Object.entries(labels ?? {}).some(([key, raw]) => isWrong(key, raw));
}

function checkLabels({ resource }: Part, labels: Field, report: PartReport): void {
  if (!labels.isObject) return;
  for (const [key, raw] of Object.entries(labels.raw as object)) {
    const problem = isWrong(key, raw) ? entryProblem(resource, key, raw) : undefined;
    if (problem === undefined) continue;
    const places = placesOf(resource, key, raw);
    const place = pathText(labels.path);
    // What a construct writes to several places is one mistake.
    if (places.length > 0 && places.indexOf(place) > 0) continue;
    const others = places.filter((other) => other !== place);
    const also = others.length > 0 ? ` (the same in ${listed(others)})` : '';
    report(
      placeOfEntry(resource, labels.at(key)),
      `${problem}${place === 'metadata.labels' ? '' : `, in ${place}`}${also}`,
    );
  }
}

const keyProblemOf = remembered(qualifiedNameProblem);
const annotationProblemOf = remembered(annotationKeyProblem);

/** What is wrong with a label, if anything. */
export function entryProblem(resource: Resource, key: string, raw: unknown): string | undefined {
  // Go decodes null into the empty text.
  if (typeof raw !== 'string' && raw !== null) {
    const found = shownEntry(resource, key, raw) === shown(raw) ? shownAsNoText(raw) : unshown(raw);
    return `the label ${shownEntryKey(resource, key)} must be text, found ${found}`;
  }
  const keyProblem = keyProblemOf(key);
  if (keyProblem) return `the key of the label ${shownEntryKey(resource, key)} ${keyProblem}`;
  const problem = labelValueProblem(raw ?? '');
  return problem && `the value ${shownEntry(resource, key, raw)} of the label "${key}" ${problem}`;
}

/** Where an object has a label: its own, of its pods, in its selector. */
function placesOf(resource: Resource, key: string, value: unknown): string[] {
  const object = objectOf(resource);
  const pod = podPlaceIn(resource.manifest) ?? [];
  const owner = pod.slice(0, -1);
  return [
    ['metadata', 'labels'],
    [...pod, 'metadata', 'labels'],
    [...owner, 'selector', 'matchLabels'],
    [...owner, 'selector'],
    // Of a Service, which has no pods in it.
    ['spec', 'selector'],
  ]
    .filter((path) => object.at(...path, key).raw === value)
    .map(pathText)
    .filter((place, i, all) => all.indexOf(place) === i);
}

export const N7 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'The keys of annotations are valid, and all annotations of an object have at most 256 KiB',
  why: 'The API server refuses the object.',
  source:
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/; Kubernetes 1.29 to 1.37: staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go (ValidateAnnotations)',
  bad: { objects: [{ kind: 'Secret', metadata: { annotations: { 'on call': 'team-a' } } }] },
  good: { objects: [{ kind: 'Secret', metadata: { annotations: { 'on-call': 'team a' } } }] },
  of: {
    ObjectMeta: (part, report) => {
      const entries = Object.entries(part.raw.annotations ?? {});
      const size = entries.reduce(
        (sum, [key, raw]) => sum + key.length + (typeof raw === 'string' ? raw.length : 0),
        0,
      );
      // A character has three bytes at most.
      if (size * 3 <= MOST_ANNOTATION_BYTES && entries.every(([key]) => annotationProblemOf(key) === undefined)) return;
      const annotations = part.field.at('annotations');
      if (ownerOfMetadata(part) === 'controller' || !annotations.isObject) return;
      const place = pathText(annotations.path);
      for (const [key, field] of annotations.entries()) {
        const problem = annotationProblemOf(key);
        const where = place === 'metadata.annotations' ? '' : `, in ${place}`;
        if (!problem) continue;
        const named = `the key of the annotation ${shownEntryKey(part.resource, key)}`;
        report(placeOfEntry(part.resource, field), `${named} ${problem}${where}`);
      }
      const bytes = annotationBytes(annotations);
      if (bytes <= MOST_ANNOTATION_BYTES) return;
      const remedy = 'put what is large into a ConfigMap, or apply the object on the server side';
      report(annotations, `${place} have ${bytes} bytes in all, ${MOST_ANNOTATION_BYTES} are allowed: ${remedy}`);
    },
  },
});
