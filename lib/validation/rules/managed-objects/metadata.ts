import { ArgoCdTracking } from '../../../model/argo-cd-tracking';
import { trackingOf } from '../../../model/argo-cd-version';
import { creationPolicyOf, isLease, type ManagedObject, shownObject } from '../../../model/operator-resource';
import { objectOf } from '../../../model/resource';
import { itemsOf, SYNC_OPTIONS_ANNOTATION } from '../../../model/sync-moments';
import { type ExampleObjects, ruleOn, Severity } from '../../rule';
import { secret, targeting } from './writing';

const TRACKING_LABEL = 'app.kubernetes.io/instance';

export const M13 = ruleOn('managedObject', {
  hasFix: true,
  severity: Severity.ERROR,
  operators: [{ of: 'v1beta1' }],
  tellsOfAbsence: true,
  title: 'The metadata of a v1beta1 target has labels and annotations',
  why: 'The CRD requires both as soon as one is there: the API server refuses the resource.',
  source: 'operator v0.11.7: targets[].metadata in config/crd/bases/secrets.infisical.com_infisicalstaticsecrets.yaml',
  bad: targeting({ metadata: { labels: { team: 'checkout' } } }),
  good: targeting({ metadata: { labels: { team: 'checkout' }, annotations: {} } }),
  check: (object, report) => {
    const { owner, metadata } = object;
    if (owner.generation !== 'v1beta1' || !metadata.isGiven) return;
    for (const part of ['labels', 'annotations']) {
      const field = metadata.at(part);
      if (field.isGiven || field.isUnresolved) continue;
      const message = `metadata now has empty ${part}, which the API server asks for`;
      report(
        field,
        `the metadata of the ${shownObject(object)} has no ${part}, which the API server requires: write ${part}: {}`,
        field.raw === undefined && metadata.isObject
          ? { message, edits: [{ path: field.path, value: {} }] }
          : undefined,
      );
    }
  },
});

const withLabels = (creationPolicy: string): ExampleObjects => ({
  settings: { argoCdTracking: ArgoCdTracking.LABEL },
  objects: [
    {
      kind: 'InfisicalSecret',
      metadata: { labels: { [TRACKING_LABEL]: 'shop' } },
      spec: { managedKubeSecretReferences: [secret({ creationPolicy })] },
    },
  ],
});

export const M16 = ruleOn('managedObject', {
  severity: Severity.WARNING,
  title: 'Argo CD does not prune managed objects',
  why: 'The operator copies all labels of its resource: by the one that Argo CD tracks by, the Secret looks like a part of the application that is no longer in git.',
  source:
    'operator v0.11.7: internal/services/infisicalsecret/reconciler.go (syncLabelsAndAnnotations), internal/services/infisicalstaticsecret/reconciler.go (computeTargetMetadata); https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/',
  bad: withLabels('Orphan'),
  good: withLabels('Owner'),
  check: (object, report, { settings }) => {
    const tracking = trackingOf(settings);
    if (tracking?.startsWith(ArgoCdTracking.ANNOTATION)) return;
    const label = settings.argoCdInstanceLabel ?? TRACKING_LABEL;
    const isAddedByArgoCd = tracking === ArgoCdTracking.LABEL;
    if (creationPolicyOf(object) !== 'Orphan' || !isPruned(object, label, isAddedByArgoCd)) return;
    report(
      object.creationPolicy,
      `the ${shownObject(object)} gets the label "${label}" of its resource and nobody owns it, so that Argo CD may prune it: ${remedyFor(object)}`,
    );
  },
});

/** Whether Argo CD would take the object for a part of an application that is not in git. */
function isPruned(object: ManagedObject, label: string, isAddedByArgoCd: boolean): boolean {
  // The operator does not look at the override of a dynamic secret, and copies from the resource.
  const isCopied = !object.metadata.isGiven || isLease(object);
  const metadata = isCopied ? objectOf(object.owner.resource).at('metadata') : object.metadata;
  // IgnoreExtraneous alone hides the object from the status of the application, not from its pruning.
  const isKept = itemsOf(metadata.at('annotations', SYNC_OPTIONS_ANNOTATION).raw).includes('Prune=false');
  return !isKept && (metadata.at('labels', label).isGiven || (isCopied && isAddedByArgoCd));
}

function remedyFor({ owner: { kind, resource }, namespace }: ManagedObject): string {
  const others = [
    ...(resource.manifest.metadata.namespace === namespace.value ? ['use Owner'] : []),
    ...(kind === 'InfisicalSecret' ? ['set the metadata of its template'] : []),
    ...(kind === 'InfisicalStaticSecret' ? ['set the metadata of its target'] : []),
    'annotate the resource with argocd.argoproj.io/sync-options: Prune=false',
  ];
  return others.join(', or ');
}
