import { annotationBytes, MOST_ANNOTATION_BYTES } from '../../../model/annotations';
import {
  annotationKeyProblem,
  configMapKeyProblem,
  labelValueProblem,
  qualifiedNameProblem,
} from '../../../model/kubernetes-names';
import { isLease, type ManagedObject, shownObject } from '../../../model/operator-resource';
import { existingKeys } from '../../../model/resource';
import { templatesByObject } from '../../../model/secret-templates';
import { counted } from '../../../text/counted';
import { quotedText } from '../../../text/key-name';
import { isTemplated } from '../../../text/substitution';
import { ruleOn, Severity } from '../../rule';
import { placeOfEntry, shownEntry, shownEntryKey } from '../../unshown';
import { writing } from './writing';

const labelled = (labels: object) => writing({ template: { includeAllSecrets: true, metadata: { labels } } });

export const M20 = ruleOn('managedObject', {
  severity: Severity.ERROR,
  title: 'The labels and annotations of a managed object are valid',
  why: 'The schema takes every text, and the API server refuses the object that the operator makes of it: every sync fails.',
  source:
    'Kubernetes 1.29 to 1.37: staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/validation/validation.go (ValidateLabels), staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go (ValidateAnnotations); operator v0.11.7: internal/services/infisicalsecret/reconciler.go, internal/services/infisicalstaticsecret/reconciler.go (computeTargetMetadata)',
  bad: labelled({ 'my team': 'checkout' }),
  good: labelled({ 'example.com/team': 'checkout' }),
  check: (object, report) => {
    // The operator ignores those of a lease (M18).
    if (isLease(object) || !object.metadata.isGiven) return;
    const { resource } = object.owner;
    const where = `of the ${shownObject(object)}`;
    const [labels, annotations] = [object.metadata.at('labels'), object.metadata.at('annotations')];
    for (const [key, field] of labels.entries()) {
      const problem = written(key, qualifiedNameProblem);
      const named = `the label ${shownEntryKey(resource, key)} ${where}`;
      if (problem) report(placeOfEntry(resource, field), `${named} ${problem}`);
      const { raw } = field;
      const ofValue = typeof raw === 'string' ? written(raw, labelValueProblem) : undefined;
      if (ofValue)
        report(placeOfEntry(resource, field), `the value ${shownEntry(resource, key, raw)} of ${named} ${ofValue}`);
    }
    for (const [key, field] of annotations.entries()) {
      const problem = written(key, annotationKeyProblem);
      const named = `the annotation ${shownEntryKey(resource, key)} ${where}`;
      if (problem) report(placeOfEntry(resource, field), `${named} ${problem}`);
    }
    const bytes = annotationBytes(annotations);
    if (bytes > MOST_ANNOTATION_BYTES) {
      report(
        annotations,
        `the annotations ${where} have ${bytes} bytes, ${MOST_ANNOTATION_BYTES} are allowed: drop some`,
      );
    }
  },
});

function written(text: string, problemOf: (text: string) => string | undefined): string | undefined {
  return isTemplated(text) ? undefined : problemOf(text);
}

export const M21 = ruleOn('managedObject', {
  severity: Severity.ERROR,
  title: 'An object that gets every key gets none that is refused',
  why: 'Infisical takes names that no Secret can have as a key, and the API server refuses the whole Secret for one of them: no key of it is written.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateSecret, ValidateConfigMap), staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go (IsConfigMapKey); Infisical/infisical: backend/src/server/lib/schemas.ts (SecretNameSchema)',
  bad: writing({}, ['TOKEN', 'api token']),
  good: writing({ template: { data: { TOKEN: '{{ .TOKEN.Value }}' } } }, ['TOKEN', 'api token']),
  check: (object, report, app) => {
    const copied = [...(existingKeys(object.owner.resource) ?? [])];
    const refused = copied.filter((key) => configMapKeyProblem(key) !== undefined);
    const isCopied = !isLease(object) && !object.template.isUnresolved && copiesAll(object, templatesByObject(app));
    if (refused.length === 0 || !isCopied) return;
    const others = refused.length > 1 ? `, and ${counted(refused.length - 1, 'more key')}` : '';
    report(
      object.template.isGiven ? object.template : object.field,
      `the ${shownObject(object)} gets every key, also ${quotedText(refused[0])}${others}, which ${configMapKeyProblem(refused[0])}: rename it in Infisical, or pick keys with a template`,
    );
  },
});

function copiesAll(object: ManagedObject, templates: ReturnType<typeof templatesByObject>): boolean {
  if (!object.template.isGiven || object.includesAll) return true;
  const parsed = (templates.get(object) ?? []).map((template) => template.parsed);
  return typeof object.data.raw === 'string' && parsed.some(({ usesAll }) => usesAll);
}
