import { pathText } from '../../../model/field';
import { annotationKeyProblem } from '../../../model/kubernetes-names';
import { ruleOnParts, Severity } from '../../rule';
import { placeOfEntry, shownEntryKey } from '../../unshown';
import { entryProblem } from './labels';
import { ownerOfMetadata } from './owner-of-metadata';

const jobsWith = (labels: object) => ({
  objects: [{ kind: 'CronJob' as const, spec: { jobTemplate: { metadata: { labels } } } }],
});

export const N11 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'What a controller makes of its template can have its labels and annotations',
  why: 'The API server takes the CronJob or StatefulSet without a look at them, and then refuses each Job or claim that is made.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/batch/validation/validation.go (ValidateJobTemplateSpec), pkg/apis/apps/validation/validation.go (ValidateStatefulSetSpec)',
  bad: jobsWith({ 'my team': 'shop' }),
  good: jobsWith({ 'my-team': 'shop' }),
  of: {
    ObjectMeta: (part, report) => {
      if (part.holder === undefined || ownerOfMetadata(part) !== 'controller') return;
      for (const [key, place] of part.field.at('labels').entries()) {
        const problem = typeof (place.raw ?? '') === 'string' ? entryProblem(part.resource, key, place.raw) : undefined;
        if (problem)
          report(
            placeOfEntry(part.resource, place),
            `${problem}, in ${pathText(place.path.slice(0, -1))}: nothing of it will be created`,
          );
      }
      for (const [key, place] of part.field.at('annotations').entries()) {
        const problem = annotationKeyProblem(key);
        const where = pathText(place.path.slice(0, -1));
        if (problem) {
          report(
            placeOfEntry(part.resource, place),
            `the key of the annotation ${shownEntryKey(part.resource, key)} ${problem}, in ${where}: nothing of it will be created`,
          );
        }
      }
    },
  },
});
