import type { AppModel } from '../../../model/app-model';
import type { Field } from '../../../model/field';
import { OPERATOR_GROUP } from '../../../model/kinds';
import { shownObject } from '../../../model/operator-resource';
import { objectOf, type Resource } from '../../../model/resource';
import { AUTO_RELOAD_ANNOTATION } from '../../../model/workloads';
import { closest } from '../../../text/did-you-mean';
import { type ExampleObjects, ruleOn, Severity } from '../../rule';

export const M17 = ruleOn('app', {
  severity: Severity.ERROR,
  title: "The operator's annotations are left to the operator",
  why: 'It keeps its own account there, of versions and of what it copied: what else stands there is overwritten, or misleads it.',
  source:
    'operator v0.11.7: internal/constants/constants.go, internal/services/infisicalsecret/reconciler.go (syncLabelsAndAnnotations), internal/controllerhelpers/controllerhelpers.go (ReconcileDeployment)',
  bad: { objects: [{ kind: 'ConfigMap', metadata: { annotations: { 'secrets.infisical.com/version': '1' } } }] },
  good: { objects: [{ kind: 'ConfigMap', metadata: { annotations: { 'example.com/version': '1' } } }] },
  check: (app, report) => {
    for (const [resource, where, annotations] of writtenAnnotations(app)) {
      for (const [annotation, field] of annotations.entries()) {
        const meant = isOther(annotation) ? closest(annotation, [AUTO_RELOAD_ANNOTATION]) : undefined;
        if (!isOwn(annotation) && meant === undefined) continue;
        const remedy = meant === undefined ? 'drop it' : `did you mean "${meant}"?`;
        report(resource, field, `the annotation "${annotation}"${where} is reserved for the operator: ${remedy}`);
      }
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
    for (const [resource, where, annotations] of writtenAnnotations(app)) {
      for (const [annotation, field] of annotations.entries()) {
        if (!isOther(annotation) || closest(annotation, [AUTO_RELOAD_ANNOTATION]) !== undefined) continue;
        const remedy = /re(start|load|fresh|deploy)/.test(annotation)
          ? `write ${AUTO_RELOAD_ANNOTATION}: "true" on the workload that is to restart, or drop it`
          : 'drop it';
        report(resource, field, `the operator does not know the annotation "${annotation}"${where}: ${remedy}`);
      }
    }
  },
});

function reloading(annotation: string): ExampleObjects {
  return {
    objects: [{ kind: 'InfisicalSecret' }, { kind: 'Deployment', metadata: { annotations: { [annotation]: 'true' } } }],
  };
}

/** Whether the operator keeps its account there. */
function isOwn(annotation: string): boolean {
  return OWN.test(annotation);
}

const OWN = new RegExp(
  `^${OPERATOR_GROUP.replaceAll('.', '\\.')}/(version|managed-labels|managed-annotations|managed-secret\\..*)$`,
);

/** Whether it is of the operator's group, and neither its account nor for its users. */
function isOther(annotation: string): boolean {
  return annotation.startsWith(`${OPERATOR_GROUP}/`) && annotation !== AUTO_RELOAD_ANNOTATION && !isOwn(annotation);
}

/** Annotations of the app's objects, of pods, and of managed objects, with their place for messages. */
function writtenAnnotations({ resources, managedObjects, workloads }: AppModel): [Resource, string, Field][] {
  return [
    ...resources.map((one): [Resource, string, Field] => [one, '', objectOf(one).at('metadata', 'annotations')]),
    ...workloads.map(({ resource, pod }): [Resource, string, Field] => [
      resource,
      ' of the pod template',
      pod.metadata.at('annotations'),
    ]),
    ...managedObjects.map((object): [Resource, string, Field] => [
      object.owner.resource,
      ` of the ${shownObject(object)}`,
      object.metadata.at('annotations'),
    ]),
  ];
}
