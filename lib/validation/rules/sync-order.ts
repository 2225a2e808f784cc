import { addressOf } from '../../model/address';
import type { AppModel } from '../../model/app-model';
import type { Consumption } from '../../model/consumption';
import { placedObject } from '../../model/managed-objects';
import type { ObjectReference, OperatorResource } from '../../model/operator-resource';
import { objectReference } from '../../model/references-in';
import type { Resource } from '../../model/resource';
import {
  annotationOf,
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
import { typeOf } from '../../text/shown';
import type { Rule } from '../rule';
import { Severity } from '../severity';

const PHASES = 'Argo CD docs, Sync Phases and Waves';

export const X16: Rule = {
  id: 'X16',
  severity: Severity.ERROR,
  title: 'Nothing that Argo CD waits for needs a managed Secret that the sync makes later',
  why: 'A sync goes on when what it has applied is healthy. A workload that waits for a Secret of a later wave never is, so that the first sync never ends.',
  source: PHASES,
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
  on: 'consumption',
  check: (consumption, report) => {
    const problem = deadlock(consumption);
    if (problem) report(consumption.workload.resource, ['metadata', 'annotations'], problem);
  },
};

export const X17: Rule = {
  id: 'X17',
  severity: Severity.ERROR,
  title: 'An operator resource is no Argo CD hook',
  why: 'Argo CD deletes a hook before each sync, and the finalizer and owner references of the operator delete with it what it has written, leased or pushed.',
  source: 'Argo CD docs, Resource Hooks (hook-delete-policy BeforeHookCreation)',
  bad: { objects: [{ kind: 'InfisicalSecret', metadata: { annotations: { [HOOK_ANNOTATION]: 'PreSync' } } }] },
  good: { objects: [{ kind: 'InfisicalSecret', metadata: { annotations: { [WAVE_ANNOTATION]: '-1' } } }] },
  on: 'operator',
  check: ({ resource }, report) => {
    const hooks = hooksOf(resource).filter((hook) => hook !== 'Skip');
    if (hooks.length === 0) return;
    report(
      resource,
      ['metadata', 'annotations'],
      `${nameOf(resource)} is an Argo CD hook (${hooks.join(', ')}), which each sync deletes and makes again, and with it what it owns, leases or has pushed: drop the hook, and give it an earlier sync wave`,
    );
  },
};

export const X18: Rule = {
  id: 'X18',
  severity: Severity.ERROR,
  title: "A sync wave is a whole number, and a hook is one of Argo CD's",
  why: 'Argo CD takes a wave that is no number for 0, and never runs a hook of another name.',
  source: `${PHASES}; gitops-engine, pkg/sync/common and syncwaves`,
  bad: { objects: [{ kind: 'Deployment', metadata: { annotations: { [WAVE_ANNOTATION]: 'first' } } }] },
  good: { objects: [{ kind: 'Deployment', metadata: { annotations: { [WAVE_ANNOTATION]: '-1' } } }] },
  on: 'resource',
  check: (resource, report) => {
    const wave = annotationOf(resource, WAVE_ANNOTATION);
    if (wave.isGiven && !isWave(wave.value ?? '')) {
      report(
        resource,
        wave,
        `the sync wave ${written(wave.raw)} is no whole number as text, and Argo CD would ignore it: write for example "-1"`,
      );
    }
    const hooks = annotationOf(resource, HOOK_ANNOTATION);
    for (const hook of itemsOf(hooks.value)) {
      if (HOOKS.includes(hook)) continue;
      report(resource, hooks, `Argo CD has no hook "${hook}" and would never run this: write ${HOOKS.join(', ')}`);
    }
  },
};

export const X19: Rule = {
  id: 'X19',
  severity: Severity.WARNING,
  title: 'What an operator resource needs is applied before it, or with it',
  why: 'With health checks Argo CD waits for the resource, which cannot log in before its login is there: the sync fails, or never ends.',
  source: PHASES,
  bad: {
    objects: [
      { kind: 'InfisicalStaticSecret' },
      { kind: 'InfisicalConnection' },
      { kind: 'InfisicalAuth', metadata: { annotations: { [WAVE_ANNOTATION]: '1' } } },
    ],
  },
  good: { objects: [{ kind: 'InfisicalStaticSecret' }, { kind: 'InfisicalConnection' }, { kind: 'InfisicalAuth' }] },
  on: 'app',
  check: (app, report) => {
    const declared = needed(app);
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
          `${nameOf(resource)} needs ${nameOf(other)}, which Argo CD applies later (${shown(later)}) than it (${shown(moment)}), so that the sync fails or never ends: give both one wave, or ${nameOf(other)} an earlier one`,
        );
      }
    }
  },
};

/** Nothing waits for a CronJob. */
const NEVER_WAITED_FOR = 'CronJob';

function deadlock({ workload, object, uses }: Consumption): string | undefined {
  const { resource } = workload;
  const { kind } = resource.manifest;
  if (kind === NEVER_WAITED_FOR || uses.every(({ optional }) => optional.value === true)) return undefined;
  const moments = syncMomentsOf(resource);
  const made = syncMomentsOf(object.owner.resource)[0];
  if (made === undefined) return undefined;
  const what = `the ${placedObject(object)}`;
  const writer = nameOf(object.owner.resource);
  if (object.creationPolicy.value === 'Owner' && moments.some(({ phase }) => phase === 'PostDelete')) {
    return `the PostDelete hook waits for ${what}, which is gone with ${writer}, so that the deletion never ends: use a PreDelete hook, or creation policy Orphan`;
  }
  const early = moments.find((moment) => isBefore(moment, made));
  if (early === undefined) return undefined;
  const remedy =
    early.phase === made.phase
      ? `give the ${kind} at least wave ${made.wave}, or ${writer} at most ${early.wave}`
      : `make the ${kind} a hook of the Sync phase, in a later wave than ${writer}`;
  return `the ${kind} (${shown(early)}) waits for ${what}, which ${writer} only makes later (${shown(made)}), so that the first sync never ends: ${remedy}`;
}

/** An object may have no end, and a number be too large for JSON. */
function written(value: unknown): string {
  if (typeof value === 'object') return typeOf(value);
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function shown({ phase, wave }: SyncMoment): string {
  return `${phase}, wave ${wave}`;
}

function nameOf({ manifest }: Resource): string {
  return `${manifest.kind} "${manifest.metadata.name ?? ''}"`;
}

const NEEDED = new Set(['InfisicalConnection', 'InfisicalAuth', 'ServiceAccount', 'Namespace']);

/** What operator resources may need of their app, by address. */
function needed({ resources }: AppModel): Map<string, Resource> {
  return new Map(
    resources.flatMap((resource): [string, Resource][] => {
      const { kind, metadata } = resource.manifest;
      if (!NEEDED.has(kind)) return [];
      return [[addressOf(kind, kind === 'Namespace' ? { name: metadata.name } : metadata), resource]];
    }),
  );
}

function needsOf({ resource, kind, logins, logsInWith }: OperatorResource): string[] {
  const login = kind === 'InfisicalAuth' ? 'InfisicalConnection' : 'InfisicalAuth';
  const accounts = logins.map(({ block }) => objectReference(block.at('serviceAccountRef')));
  return [
    addressOf('Namespace', { name: resource.manifest.metadata.namespace }),
    ...referred(login, logsInWith),
    ...accounts.flatMap((account) => referred('ServiceAccount', account)),
  ];
}

function referred(kind: string, { name, namespace }: ObjectReference): string[] {
  return name.value === undefined ? [] : [addressOf(kind, { namespace: namespace.value, name: name.value })];
}
