import { fields, text } from '../../json/json';
import type { AppModel } from '../../model/app-model';
import { loginsOf } from '../../model/authentication';
import { type Consumption, consumptionsOf } from '../../model/consumption';
import { isGiven } from '../../model/presence';
import type { Resource } from '../../model/resource';
import {
  HOOK_ANNOTATION,
  HOOKS,
  hooksOf,
  isBefore,
  isWave,
  itemsOf,
  type SyncMoment,
  syncMomentsOf,
  WAVE_ANNOTATION,
} from '../../model/sync-moments';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/** In which order Argo CD applies an app, and what would wait for ever. */
export const SYNC_ORDER_RULES: readonly Rule[] = [
  {
    id: 'X16',
    severity: Severity.ERROR,
    title: 'Nothing that Argo CD waits for needs a managed Secret that the sync makes later',
    check: (app, report) => {
      for (const consumption of consumptionsOf(app)) {
        const problem = deadlock(consumption);
        if (problem) report(consumption.workload.resource, problem);
      }
    },
  },
  {
    id: 'X17',
    severity: Severity.ERROR,
    title: 'An operator resource is no Argo CD hook',
    check: ({ infisical }, report) => {
      for (const resource of infisical) {
        const hooks = hooksOf(resource).filter((hook) => hook !== 'Skip');
        if (hooks.length === 0) continue;
        report(
          resource,
          `${nameOf(resource)} is an Argo CD hook (${hooks.join(', ')}), which each sync deletes and makes again, and with it what it owns, leases or has pushed: drop the hook, and give it an earlier sync wave`,
        );
      }
    },
  },
  {
    id: 'X18',
    severity: Severity.ERROR,
    title: "A sync wave is a whole number, and a hook is one of Argo CD's",
    check: ({ resources }, report) => {
      for (const resource of resources) {
        const annotations = fields(resource.manifest.metadata.annotations);
        const wave = annotations[WAVE_ANNOTATION];
        if (isGiven(wave) && !isWave(text(wave) ?? '')) {
          report(
            resource,
            `the sync wave ${JSON.stringify(wave)} is no whole number as text, and Argo CD would ignore it: write for example "-1"`,
          );
        }
        for (const hook of itemsOf(annotations[HOOK_ANNOTATION])) {
          if (HOOKS.includes(hook)) continue;
          report(resource, `Argo CD has no hook "${hook}" and would never run this: write ${HOOKS.join(', ')}`);
        }
      }
    },
  },
  {
    id: 'X19',
    severity: Severity.WARNING,
    title: 'What an operator resource needs is applied before it, or with it',
    check: (app, report) => {
      const declared = needed(app);
      if (declared.size === 0) return;
      for (const resource of app.infisical) {
        const [moment] = syncMomentsOf(resource);
        for (const address of moment === undefined ? [] : needsOf(resource)) {
          const other = declared.get(address);
          const later = other && syncMomentsOf(other)[0];
          if (other === undefined || later === undefined || !isBefore(moment, later)) continue;
          report(
            resource,
            `${nameOf(resource)} needs ${nameOf(other)}, which Argo CD applies later (${shown(later)}) than it (${shown(moment)}), so that the sync fails or never ends: give both one wave, or ${nameOf(other)} an earlier one`,
          );
        }
      }
    },
  },
];

/** Nothing waits for a CronJob. */
const NEVER_WAITED_FOR = 'CronJob';

function deadlock({ workload, object, uses }: Consumption): string | undefined {
  const { resource } = workload;
  if (resource.manifest.kind === NEVER_WAITED_FOR || uses.every(({ optional }) => optional.value === true)) {
    return undefined;
  }
  const moments = syncMomentsOf(resource);
  const made = syncMomentsOf(object.owner.resource)[0];
  if (made === undefined) return undefined;
  const what = `the managed ${object.kind} "${object.namespace.value ?? ''}/${object.name.value ?? ''}"`;
  const writer = nameOf(object.owner.resource);
  if (object.creationPolicy.value === 'Owner' && moments.some(({ phase }) => phase === 'PostDelete')) {
    return `the PostDelete hook waits for ${what}, which is gone with ${writer}, so that the deletion never ends: use a PreDelete hook, or creation policy Orphan`;
  }
  const early = moments.find((moment) => isBefore(moment, made));
  if (early === undefined) return undefined;
  const { kind } = resource.manifest;
  const remedy =
    early.phase === made.phase
      ? `give the ${kind} at least wave ${made.wave}, or ${writer} at most ${early.wave}`
      : `make the ${kind} a hook of the Sync phase, in a later wave than ${writer}`;
  return `the ${kind} (${shown(early)}) waits for ${what}, which ${writer} only makes later (${shown(made)}), so that the first sync never ends: ${remedy}`;
}

function shown({ phase, wave }: SyncMoment): string {
  return `${phase}, wave ${wave}`;
}

function nameOf({ manifest }: Resource): string {
  return `${manifest.kind} "${manifest.metadata.name ?? ''}"`;
}

/** What operator resources may need of their app, by address. */
function needed({ resources }: AppModel): Map<string, Resource> {
  const kinds = new Set(['InfisicalConnection', 'InfisicalAuth', 'ServiceAccount', 'Namespace']);
  return new Map(
    resources.flatMap((resource): [string, Resource][] => {
      const { kind, metadata } = resource.manifest;
      if (!kinds.has(kind)) return [];
      return [[addressOf(kind, kind === 'Namespace' ? undefined : metadata.namespace, metadata.name), resource]];
    }),
  );
}

function needsOf(resource: Resource): string[] {
  const { metadata, spec } = resource.manifest;
  const { infisicalAuthRef, infisicalConnectionRef } = fields(spec);
  const accounts = loginsOf(resource).map(({ block }) => fields(block.serviceAccountRef));
  return [
    addressOf('Namespace', undefined, metadata.namespace),
    ...referred('InfisicalAuth', fields(infisicalAuthRef)),
    ...referred('InfisicalConnection', fields(infisicalConnectionRef)),
    ...accounts.flatMap((account) => referred('ServiceAccount', account)),
  ];
}

function referred(kind: string, { name, namespace }: { name?: unknown; namespace?: unknown }): string[] {
  return text(name) === undefined ? [] : [addressOf(kind, text(namespace), text(name))];
}

function addressOf(kind: string, namespace: string | undefined, name: string | undefined): string {
  return `${kind} ${namespace ?? ''}/${name ?? ''}`;
}
