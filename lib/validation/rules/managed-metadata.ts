import { type Fields, fields } from '../../json/json';
import { type AppModel, INFISICAL_GROUP } from '../../model/app-model';
import { ArgoCdTracking } from '../../model/argo-cd-tracking';
import type { ManagedObject } from '../../model/managed-objects';
import { isGiven } from '../../model/presence';
import type { Resource } from '../../model/resource';
import { itemsOf, SYNC_OPTIONS_ANNOTATION } from '../../model/sync-moments';
import { AUTO_RELOAD_ANNOTATION } from '../../model/workloads';
import { closest } from '../../text/did-you-mean';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

const TRACKING_LABEL = 'app.kubernetes.io/instance';

/** Labels and annotations of managed objects, and those that are the operator's own. */
export const MANAGED_METADATA_RULES: readonly Rule[] = [
  {
    id: 'M13',
    severity: Severity.ERROR,
    title: 'The metadata of a v1beta1 target has labels and annotations',
    check: ({ managedObjects }, report) => {
      for (const { writer, kind, name, metadataOverride } of managedObjects) {
        if (writer.manifest.kind !== 'InfisicalStaticSecret' || metadataOverride === undefined) continue;
        for (const part of ['labels', 'annotations']) {
          if (isGiven(metadataOverride[part])) continue;
          report(
            writer,
            `the metadata of the managed ${kind} "${name}" has no ${part}, which the API server requires: write ${part}: {}`,
          );
        }
      }
    },
  },
  {
    id: 'M16',
    severity: Severity.WARNING,
    title: 'Argo CD does not prune managed objects',
    check: ({ managedObjects, settings }, report) => {
      if (settings.argoCdTracking?.startsWith(ArgoCdTracking.ANNOTATION)) return;
      const label = settings.argoCdInstanceLabel ?? TRACKING_LABEL;
      const isAddedByArgoCd = settings.argoCdTracking === ArgoCdTracking.LABEL;
      for (const object of managedObjects) {
        if (object.creationPolicy !== 'Orphan' || !isPruned(object, label, isAddedByArgoCd)) continue;
        const { writer, kind, name } = object;
        report(
          writer,
          `the managed ${kind} "${name}" gets the label "${label}" of its resource and nobody owns it, so that Argo CD may prune it: ${remedyFor(object)}`,
        );
      }
    },
  },
  {
    id: 'M17',
    severity: Severity.ERROR,
    title: "The operator's annotations are left to the operator",
    check: (app, report) => {
      for (const [resource, where, annotations] of writtenAnnotations(app)) {
        for (const annotation of Object.keys(annotations)) {
          if (!annotation.startsWith(`${INFISICAL_GROUP}/`) || annotation === AUTO_RELOAD_ANNOTATION) continue;
          const meant = closest(annotation, [AUTO_RELOAD_ANNOTATION]);
          const remedy = meant === undefined ? 'drop it' : `did you mean "${meant}"?`;
          report(resource, `the annotation "${annotation}"${where} is reserved for the operator: ${remedy}`);
        }
      }
    },
  },
];

/** Whether Argo CD would take the object for a part of an application that is not in git. */
function isPruned({ writer, metadataOverride }: ManagedObject, label: string, isAddedByArgoCd: boolean): boolean {
  const { kind, metadata } = writer.manifest;
  // The operator does not look at the override of a dynamic secret, and copies from the resource.
  const isCopied = metadataOverride === undefined || kind === 'InfisicalDynamicSecret';
  const { labels, annotations } = isCopied ? metadata : fields(metadataOverride);
  // IgnoreExtraneous alone hides the object from the status of the application, not from its pruning.
  const isKept = itemsOf(fields(annotations)[SYNC_OPTIONS_ANNOTATION]).includes('Prune=false');
  return !isKept && (isGiven(fields(labels)[label]) || (isCopied && isAddedByArgoCd));
}

function remedyFor({ writer, namespace }: ManagedObject): string {
  const { kind, metadata } = writer.manifest;
  const others = [
    ...(metadata.namespace === namespace ? ['use Owner'] : []),
    ...(kind === 'InfisicalSecret' ? ['set the metadata of its template'] : []),
    ...(kind === 'InfisicalStaticSecret' ? ['set the metadata of its target'] : []),
    'annotate the resource with argocd.argoproj.io/sync-options: Prune=false',
  ];
  return others.join(', or ');
}

/** Annotations of the app's objects, of pods, and of managed objects, with their place for messages. */
function writtenAnnotations({ resources, managedObjects, workloads }: AppModel): [Resource, string, Fields][] {
  const pods = workloads.map(({ resource }): [Resource, string, Fields] => {
    const spec = fields(resource.manifest.spec);
    const template = fields(isGiven(spec.jobTemplate) ? fields(fields(spec.jobTemplate).spec).template : spec.template);
    return [resource, ' of the pod template', fields(fields(template.metadata).annotations)];
  });
  return [
    ...resources.map((resource): [Resource, string, Fields] => [
      resource,
      '',
      fields(resource.manifest.metadata.annotations),
    ]),
    ...pods,
    ...managedObjects.map(({ writer, kind, name, metadataOverride }): [Resource, string, Fields] => [
      writer,
      ` of the managed ${kind} "${name}"`,
      fields(metadataOverride?.annotations),
    ]),
  ];
}
