import { addressOf, namedObject } from '../../../model/address';
import type { AppModel } from '../../../model/app-model';
import { type Consumption, isReference, keysAnywhere } from '../../../model/consumption';
import { isExistingNamespace } from '../../../model/existing-namespaces';
import type { Kind, KnownKind } from '../../../model/kinds';
import { type OperatorResource, placedObject, type ReferenceField } from '../../../model/operator-resource';
import { objectReference } from '../../../model/reference-field';
import type { Resource } from '../../../model/resource';
import { isBefore, shownMoment, syncMomentsOf, WAVE_ANNOTATION } from '../../../model/sync-moments';
import { ruleOn, Severity } from '../../rule';

export const X16 = ruleOn('consumption', {
  severity: Severity.ERROR,
  title: 'Nothing that Argo CD waits for needs a managed Secret that the sync makes later',
  why: 'A sync goes on when what it has applied is healthy. A workload that waits for a Secret of a later wave never is, so that the first sync never ends.',
  source:
    'Argo CD v3.5.1: gitops-engine/pkg/sync/sync_context.go (getSyncTasks, Sync), docs/user-guide/sync-waves.md; PostDelete hooks since v2.10, PreDelete hooks since v3.3',
  bad: {
    objects: [
      { kind: 'InfisicalSecret', metadata: { annotations: { [WAVE_ANNOTATION]: '1' } } },
      { kind: 'Deployment' },
    ],
  },
  good: {
    objects: [
      { kind: 'InfisicalSecret', metadata: { annotations: { [WAVE_ANNOTATION]: '-1' } } },
      { kind: 'Deployment' },
    ],
  },
  check: (consumption, report, app) => {
    // Where nobody knows the namespace, it may wait for another one of that name.
    if (consumption.uses.some((use) => keysAnywhere(app).has(use))) return;
    const problem = deadlockOf(consumption);
    if (problem) report(['metadata', 'annotations'], problem);
  },
});

export const X19 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'What an operator resource needs is applied before it, or with it',
  why: 'With health checks Argo CD waits for the resource, which cannot log in before its login is there: the sync fails, or never ends.',
  source:
    'Argo CD v3.5.1: gitops-engine/pkg/sync/sync_context.go (getSyncTasks, autoCreateNamespace), docs/user-guide/sync-waves.md',
  bad: {
    objects: [
      { kind: 'InfisicalStaticSecret' },
      { kind: 'InfisicalConnection' },
      { kind: 'InfisicalAuth', metadata: { annotations: { [WAVE_ANNOTATION]: '1' } } },
    ],
  },
  good: { objects: [{ kind: 'InfisicalStaticSecret' }, { kind: 'InfisicalConnection' }, { kind: 'InfisicalAuth' }] },
  check: (app, report) => {
    const declared = neededResources(app);
    if (declared.size === 0) return;
    for (const operator of app.operator) {
      const { resource } = operator;
      const [moment] = syncMomentsOf(resource);
      for (const address of moment === undefined ? [] : needsOf(operator)) {
        const other = declared.get(address);
        const later = other && syncMomentsOf(other)[0];
        if (other === undefined || later === undefined || !isBefore(moment, later)) continue;
        report(
          resource,
          ['metadata', 'annotations'],
          `${namedObject(resource.manifest)} needs ${namedObject(other.manifest)}, which Argo CD applies later (${shownMoment(later)}) than it (${shownMoment(moment)}), so that the sync fails or never ends: give both one wave, or ${namedObject(other.manifest)} an earlier one`,
        );
      }
    }
  },
});

function deadlockOf({ workload, object, uses }: Consumption): string | undefined {
  const { resource } = workload;
  const { kind } = resource.manifest;
  // Nothing waits for a CronJob.
  if (kind === 'CronJob' || uses.every((use) => use.isOptional || isReference(use))) return undefined;
  const moments = syncMomentsOf(resource);
  const made = syncMomentsOf(object.owner.resource)[0];
  if (made === undefined) return undefined;
  const what = `the ${placedObject(object)}`;
  const writer = namedObject(object.owner.resource.manifest);
  if (object.creationPolicy.value === 'Owner' && moments.some(({ phase }) => phase === 'PostDelete')) {
    return `the PostDelete hook waits for ${what}, which is gone with ${writer}, so that the deletion never ends: use a PreDelete hook (from Argo CD 3.3 on), or creation policy Orphan`;
  }
  const early = moments.find((moment) => isBefore(moment, made));
  if (early === undefined) return undefined;
  const remedy =
    early.phase === made.phase
      ? `give the ${kind} at least wave ${made.wave}, or ${writer} at most ${early.wave}`
      : `make the ${kind} a hook of the Sync phase, in a later wave than ${writer}`;
  return `the ${kind} (${shownMoment(early)}) waits for ${what}, which ${writer} only makes later (${shownMoment(made)}), so that the first sync never ends: ${remedy}`;
}

const NEEDED = new Set<Kind>(['InfisicalConnection', 'InfisicalAuth', 'ServiceAccount', 'Namespace']);

/** What operator resources may need of their app, by address. */
function neededResources(app: AppModel): Map<string, Resource> {
  return new Map(
    app.resources.flatMap((resource): [string, Resource][] => {
      const { kind, metadata } = resource.manifest;
      if (!NEEDED.has(kind)) return [];
      if (kind === 'Namespace' && isExistingNamespace(app, metadata.name)) return [];
      return [[addressOf(kind, kind === 'Namespace' ? { name: metadata.name } : metadata), resource]];
    }),
  );
}

function needsOf({ resource, kind, logins, logsInWith }: OperatorResource): string[] {
  const login = kind === 'InfisicalAuth' ? 'InfisicalConnection' : 'InfisicalAuth';
  const accounts = logins.map(({ block }) => objectReference(block.at('serviceAccountRef')));
  return [
    addressOf('Namespace', { name: resource.manifest.metadata.namespace }),
    ...referredAddresses(login, logsInWith),
    ...accounts.flatMap((account) => referredAddresses('ServiceAccount', account)),
  ];
}

function referredAddresses(kind: KnownKind, { name, namespace }: ReferenceField): string[] {
  return name.value === undefined ? [] : [addressOf(kind, { namespace: namespace.value, name: name.value })];
}
