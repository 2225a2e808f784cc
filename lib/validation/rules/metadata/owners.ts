import { type Field, pathText } from '../../../model/field';
import { qualifiedNameProblem } from '../../../model/kubernetes-names';
import type { Resource } from '../../../model/resource';
import { isTimestamp } from '../../../model/timestamp';
import { kindDeclarationOf } from '../../../schemas/part-types';
import { listed } from '../../../text/listed';
import { shown } from '../../../text/shown';
import { tell } from '../../constraints';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { shownAt } from '../../unshown';
import { ownerOfMetadata } from './owner-of-metadata';

const OBJECTMETA = 'staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go';
/** Those of Kubernetes itself, which have no domain in front. */
const FIELDS = ['creationTimestamp', 'deletionTimestamp', 'generation', 'finalizers', 'ownerReferences'];
const STANDARD = ['kubernetes', 'orphan', 'foregroundDeletion'];

export const N8 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'What else metadata says is valid: finalizers, owners, times',
  why: 'The API server refuses the object.',
  source: `Kubernetes 1.29 to 1.37: ${OBJECTMETA} (ValidateFinalizers, ValidateOwnerReferences), pkg/apis/core/validation/validation.go (validateKubeFinalizerName, ValidateTemplateObjectMeta)`,
  bad: { objects: [{ kind: 'Secret', metadata: { finalizers: ['keep'] } }] },
  good: { objects: [{ kind: 'Secret', metadata: { finalizers: ['example.com/keep'] } }] },
  of: {
    ObjectMeta: (part, report) => {
      // Most objects say nothing of all that.
      if (!FIELDS.some((name) => part.raw[name] !== undefined)) return;
      checkTime(part.resource, part.field.at('creationTimestamp'), report);
      checkTime(part.resource, part.field.at('deletionTimestamp'), report);
      if (ownerOfMetadata(part) !== 'object') return;
      const isOfKubernetes = kindDeclarationOf(part.resource.manifest)?.decoder === 'kubernetes';
      const { value: generation = 0 } = part.field.number('generation');
      if (generation < 0 && isOfKubernetes) {
        report(part.field.at('generation'), `metadata.generation is ${shown(generation)}: drop it`);
      }
      checkFinalizers(part.field.at('finalizers'), report, isOfKubernetes);
      checkControllers(part.field.at('ownerReferences'), report);
    },
    NamespaceSpec: ({ field }, report) => checkFinalizers(field.at('finalizers'), report, true),
    OwnerReference: (part, report) => {
      if (part.holder === undefined || ownerOfMetadata(part.holder) !== 'object') return;
      const missing = ['apiVersion', 'kind', 'name', 'uid'].filter((name) => part.field.at(name).isEmpty);
      if (missing.length > 0) {
        const them = missing.length === 1 ? 'it' : 'them';
        tell(report, part.field, `lacks the ${listed(missing)} of the owner: write ${them}, or drop the reference`);
      }
      const { value: apiVersion } = part.field.text('apiVersion');
      if (apiVersion && !/^([^/]*\/)?[^/]+$/.test(apiVersion)) {
        tell(report, part.field.at('apiVersion'), `is ${shown(apiVersion)}: write group/version`);
      }
      if (apiVersion === 'v1' && part.field.at('kind').raw === 'Event') {
        report(part.field.at('kind'), `${pathText(part.field.path)} is an Event, which can own nothing: drop it`);
      }
    },
    ManagedFieldsEntry: (part, report) => {
      checkTime(part.resource, part.field.at('time'), report);
      if (part.holder === undefined || ownerOfMetadata(part.holder) !== 'object') return;
      const words = { operation: ['Apply', 'Update'], fieldsType: ['', 'FieldsV1'] };
      for (const [name, allowed] of Object.entries(words)) {
        const place = part.field.at(name);
        const text = place.raw ?? '';
        if (place.isUnresolved || typeof text !== 'string' || allowed.includes(text)) continue;
        tell(report, place, `is ${shownAt(part.resource, place)}: drop managedFields, which the API server writes`);
      }
      for (const [name, most] of [
        ['manager', 128],
        ['subresource', 256],
      ] as const) {
        const { value = '' } = part.field.text(name);
        if (value.length <= most && !(name === 'manager' && /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(value))) continue;
        tell(
          report,
          part.field.at(name),
          `must be at most ${most} printable characters: drop managedFields, which the API server writes`,
        );
      }
    },
  },
});

function checkTime(resource: Resource, place: Field, report: PartReport): void {
  const { raw } = place;
  if (typeof raw !== 'string' || isTimestamp(raw)) return;
  tell(report, place, `is ${shownAt(resource, place)}, which is no time such as 2026-01-31T12:00:00Z: drop it`);
}

function checkFinalizers(finalizers: Field, report: PartReport, ofKubernetes: boolean): void {
  const names = finalizers.items();
  for (const place of names) {
    const raw = place.raw ?? '';
    if (typeof raw !== 'string') continue;
    const problem = qualifiedNameProblem(raw) ?? (ofKubernetes ? domainProblem(raw) : undefined);
    if (problem) tell(report, place, `is ${shown(raw)}, which ${problem}`);
  }
  if (['orphan', 'foregroundDeletion'].every((name) => names.some(({ raw }) => raw === name))) {
    tell(report, finalizers, 'are both "orphan" and "foregroundDeletion": keep one');
  }
}

function domainProblem(finalizer: string): string | undefined {
  if (finalizer.includes('/') || STANDARD.includes(finalizer)) return undefined;
  return `needs a domain in front: write "example.com/${finalizer}" with yours`;
}

function checkControllers(owners: Field, report: PartReport): void {
  const [, second] = owners.items().filter((owner) => owner.at('controller').raw === true);
  if (second)
    report(
      second.at('controller'),
      `${pathText(second.path)} is the second owner with controller: true: keep it for one`,
    );
}
