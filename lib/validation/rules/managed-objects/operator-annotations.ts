import { fields } from '../../../json/json';
import { perApp } from '../../../model/app-model';
import type { Field } from '../../../model/field';
import { OPERATOR_GROUP } from '../../../model/kinds';
import { isOwnAnnotation, isPutByOperator } from '../../../model/live-object';
import { shownObject } from '../../../model/operator-resource';
import { isAnnotated, objectOf, type Resource } from '../../../model/resource';
import { AUTO_RELOAD_ANNOTATION } from '../../../model/workloads';
import { closest } from '../../../text/did-you-mean';
import { type ExampleObjects, ruleOn, Severity } from '../../rule';

export const M17 = ruleOn('app', {
  severity: Severity.ERROR,
  title: "The operator's annotations are left to the operator",
  why: 'It keeps its own account there, of versions and of what it copied: what else stands there is overwritten, or misleads it, and of a version in git each sync of Argo CD restarts the pods again. In an export of a cluster it is right.',
  source:
    'operator v0.11.7: internal/constants/constants.go, internal/services/infisicalsecret/reconciler.go (syncLabelsAndAnnotations), internal/controllerhelpers/controllerhelpers.go (ReconcileDeployment), internal/services/infisicalstaticsecret/reconciler.go (updateWorkloadAnnotations)',
  bad: { objects: [{ kind: 'ConfigMap', metadata: { annotations: { 'secrets.infisical.com/version': '1' } } }] },
  good: { objects: [{ kind: 'ConfigMap', metadata: { annotations: { 'example.com/version': '1' } } }] },
  check: (app, report) => {
    for (const { resource, where, annotation, field } of annotationsOfGroup(app)) {
      const meant = isOther(annotation) ? closest(annotation, [AUTO_RELOAD_ANNOTATION]) : undefined;
      if (meant === undefined && (!isOwnAnnotation(annotation) || isPutByOperator(resource, annotation))) continue;
      const remedy = meant === undefined ? 'drop it' : `did you mean "${meant}"?`;
      report(resource, field, `the annotation "${annotation}"${where} is reserved for the operator: ${remedy}`);
    }
  },
});

export const M23 = ruleOn('app', {
  severity: Severity.WARNING,
  title: "An annotation of the operator's group is one that it knows",
  why: 'The operator looks for a few names only: any other is copied to what it writes, and has no effect.',
  source: M17.source,
  bad: reloading(`${OPERATOR_GROUP}/auto-restart`),
  good: reloading(AUTO_RELOAD_ANNOTATION),
  check: (app, report) => {
    for (const { resource, where, annotation, field } of annotationsOfGroup(app)) {
      if (!isOther(annotation) || closest(annotation, [AUTO_RELOAD_ANNOTATION]) !== undefined) continue;
      const remedy = /re(start|load|fresh|deploy)/.test(annotation)
        ? `write ${AUTO_RELOAD_ANNOTATION}: "true" on the workload that is to restart, or drop it`
        : 'drop it';
      report(resource, field, `the operator does not know the annotation "${annotation}"${where}: ${remedy}`);
    }
  },
});

function reloading(annotation: string): ExampleObjects {
  return {
    objects: [{ kind: 'InfisicalSecret' }, { kind: 'Deployment', metadata: { annotations: { [annotation]: 'true' } } }],
  };
}

/** Whether it is neither the operator's account nor for its users. */
function isOther(annotation: string): boolean {
  return annotation !== AUTO_RELOAD_ANNOTATION && !isOwnAnnotation(annotation);
}

interface Written {
  readonly resource: Resource;
  /** Its place for messages. */
  readonly where: string;
  readonly annotation: string;
  readonly field: Field;
}

/** Annotations of the operator's group: of the app's objects, of pods, and of managed objects. */
const annotationsOfGroup = perApp(({ resources, managedObjects, workloads }): readonly Written[] => [
  ...resources
    .filter(isAnnotated)
    .flatMap((one) => ofGroup(one, objectOf(one).at('metadata', 'annotations'), () => '')),
  ...workloads.flatMap(({ resource, pod }) =>
    ofGroup(resource, pod.metadata.at('annotations'), () => ' of the pod template'),
  ),
  ...managedObjects.flatMap((object) =>
    ofGroup(object.owner.resource, object.metadata.at('annotations'), () => ` of the ${shownObject(object)}`),
  ),
]);

function ofGroup(resource: Resource, annotations: Field, where: () => string): readonly Written[] {
  const names = Object.keys(fields(annotations.raw)).filter((name) => name.startsWith(`${OPERATOR_GROUP}/`));
  if (names.length === 0 || !annotations.isObject) return [];
  return names.map((annotation) => ({ resource, where: where(), annotation, field: annotations.at(annotation) }));
}
