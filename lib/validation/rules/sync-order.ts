import { fields, text } from '../manifest';
import { isGiven } from '../presence';
import { type Rule, Severity } from '../rule';
import type { Subject } from '../subject';
import type { AppView } from '../view/app-view';
import { loginsOf } from '../view/authentication';
import { type Consumption, consumptionsOf } from '../view/consumption';
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
} from '../view/sync-moments';

/** In which order Argo CD applies an app, and what would wait for ever. */
export const SYNC_ORDER_RULES: readonly Rule[] = [
  {
    id: 'X16',
    severity: Severity.ERROR,
    title: 'Nothing that Argo CD waits for needs a managed Secret that the sync makes later',
    check: (app, report) => {
      for (const consumption of consumptionsOf(app)) {
        const problem = deadlock(consumption);
        if (problem) report(consumption.workload.subject, problem);
      }
    },
  },
  {
    id: 'X17',
    severity: Severity.ERROR,
    title: 'An operator resource is no Argo CD hook',
    check: ({ infisical }, report) => {
      for (const subject of infisical) {
        const hooks = hooksOf(subject.manifest).filter((hook) => hook !== 'Skip');
        if (hooks.length === 0) continue;
        report(
          subject,
          `${nameOf(subject)} is an Argo CD hook (${hooks.join(', ')}), which each sync deletes and makes again, and with it what it owns, leases or has pushed: drop the hook, and give it an earlier sync wave`,
        );
      }
    },
  },
  {
    id: 'X18',
    severity: Severity.ERROR,
    title: "A sync wave is a whole number, and a hook is one of Argo CD's",
    check: ({ subjects }, report) => {
      for (const subject of subjects) {
        const annotations = fields(subject.manifest.metadata.annotations);
        const wave = annotations[WAVE_ANNOTATION];
        if (isGiven(wave) && !isWave(text(wave) ?? '')) {
          report(
            subject,
            `the sync wave ${JSON.stringify(wave)} is no whole number as text, and Argo CD would ignore it: write for example "-1"`,
          );
        }
        for (const hook of itemsOf(annotations[HOOK_ANNOTATION])) {
          if (HOOKS.includes(hook)) continue;
          report(subject, `Argo CD has no hook "${hook}" and would never run this: write ${HOOKS.join(', ')}`);
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
      for (const subject of app.infisical) {
        const [moment] = syncMomentsOf(subject.manifest);
        for (const address of moment === undefined ? [] : needsOf(subject)) {
          const other = declared.get(address);
          const later = other && syncMomentsOf(other.manifest)[0];
          if (other === undefined || later === undefined || !isBefore(moment, later)) continue;
          report(
            subject,
            `${nameOf(subject)} needs ${nameOf(other)}, which Argo CD applies later (${shown(later)}) than it (${shown(moment)}), so that the sync fails or never ends: give both one wave, or ${nameOf(other)} an earlier one`,
          );
        }
      }
    },
  },
];

/** Nothing waits for a CronJob. */
const NEVER_WAITED_FOR = 'CronJob';

function deadlock({ workload, object, uses }: Consumption): string | undefined {
  const { subject } = workload;
  if (subject.manifest.kind === NEVER_WAITED_FOR || uses.every(({ optional }) => optional)) return undefined;
  const moments = syncMomentsOf(subject.manifest);
  const made = syncMomentsOf(object.writer.manifest)[0];
  if (made === undefined) return undefined;
  const what = `the managed ${object.kind} "${object.namespace ?? ''}/${object.name}"`;
  const writer = nameOf(object.writer);
  if (object.creationPolicy === 'Owner' && moments.some(({ phase }) => phase === 'PostDelete')) {
    return `the PostDelete hook waits for ${what}, which is gone with ${writer}, so that the deletion never ends: use a PreDelete hook, or creation policy Orphan`;
  }
  const early = moments.find((moment) => isBefore(moment, made));
  if (early === undefined) return undefined;
  const { kind } = subject.manifest;
  const remedy =
    early.phase === made.phase
      ? `give the ${kind} at least wave ${made.wave}, or ${writer} at most ${early.wave}`
      : `make the ${kind} a hook of the Sync phase, in a later wave than ${writer}`;
  return `the ${kind} (${shown(early)}) waits for ${what}, which ${writer} only makes later (${shown(made)}), so that the first sync never ends: ${remedy}`;
}

function shown({ phase, wave }: SyncMoment): string {
  return `${phase}, wave ${wave}`;
}

function nameOf({ manifest }: Subject): string {
  return `${manifest.kind} "${manifest.metadata.name ?? ''}"`;
}

/** What operator resources may need of their app, by address. */
function needed({ subjects }: AppView): Map<string, Subject> {
  const kinds = new Set(['InfisicalConnection', 'InfisicalAuth', 'ServiceAccount', 'Namespace']);
  return new Map(
    subjects.flatMap((subject): [string, Subject][] => {
      const { kind, metadata } = subject.manifest;
      if (!kinds.has(kind)) return [];
      return [[addressOf(kind, kind === 'Namespace' ? undefined : metadata.namespace, metadata.name), subject]];
    }),
  );
}

function needsOf(subject: Subject): string[] {
  const { metadata, spec } = subject.manifest;
  const { infisicalAuthRef, infisicalConnectionRef } = fields(spec);
  const accounts = loginsOf(subject).map(({ block }) => fields(block.serviceAccountRef));
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
