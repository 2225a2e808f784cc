import type { Field } from './field';
import { isAnnotated, objectOf, type Resource } from './resource';

/** When Argo CD applies an object: in which phase of a sync, or of the deletion of an application, and in which wave. */
export interface SyncMoment {
  readonly phase: string;
  readonly wave: number;
}

export const HOOK_ANNOTATION = 'argocd.argoproj.io/hook';
const HELM_HOOK_ANNOTATION = 'helm.sh/hook';
export const HOOK_ANNOTATIONS: readonly string[] = [HOOK_ANNOTATION, HELM_HOOK_ANNOTATION];
export const WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';
export const SYNC_OPTIONS_ANNOTATION = 'argocd.argoproj.io/sync-options';

/** Keeps Argo CD from pruning an object that it does not manage. */
export const PRUNE_PROTECTION = {
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  [SYNC_OPTIONS_ANNOTATION]: 'Prune=false',
};

/** Phases that one sync goes through, in their order. */
const SYNC_PHASES = ['PreSync', 'Sync', 'PostSync'];
export const HOOKS: readonly string[] = [...SYNC_PHASES, 'SyncFail', 'PreDelete', 'PostDelete', 'Skip'];

/** The hooks of Helm that Argo CD knows. */
const HELM_HOOKS = new Map([
  ['pre-install', 'PreSync'],
  ['pre-upgrade', 'PreSync'],
  ['post-install', 'PostSync'],
  ['post-upgrade', 'PostSync'],
  ['pre-delete', 'PreDelete'],
  ['post-delete', 'PostDelete'],
]);

export function annotationOf(resource: Resource, name: string): Field<string> {
  return objectOf(resource).text('metadata', 'annotations', name);
}

/** The hooks that an object is, as Argo CD reads its annotations; none for an ordinary object. */
export function hooksOf(resource: Resource): string[] {
  const own = itemsOf(annotationOf(resource, HOOK_ANNOTATION).value).filter((hook) => HOOKS.includes(hook));
  const helm = itemsOf(annotationOf(resource, HELM_HOOK_ANNOTATION).value).flatMap(
    (hook) => HELM_HOOKS.get(hook) ?? [],
  );
  return [...new Set(own.length > 0 ? own : helm)];
}

const USUAL: readonly SyncMoment[] = [{ phase: 'Sync', wave: 0 }];

/** Usually one; none for an object that Argo CD skips. */
export function syncMomentsOf(resource: Resource): readonly SyncMoment[] {
  if (!isAnnotated(resource)) return USUAL;
  const hooks = hooksOf(resource);
  const wave = waveOf(resource);
  const phases = hooks.length === 0 ? ['Sync'] : hooks.filter((hook) => hook !== 'Skip');
  return phases.map((phase) => ({ phase, wave }));
}

export function isBefore(first: SyncMoment, second: SyncMoment): boolean {
  const [a, b] = [first, second].map(({ phase }) => SYNC_PHASES.indexOf(phase));
  return a >= 0 && b >= 0 && (a < b || (a === b && first.wave < second.wave));
}

/** How messages name it: `Sync, wave -1`. */
export function shownMoment({ phase, wave }: SyncMoment): string {
  return `${phase}, wave ${wave}`;
}

/** The parts of an annotation that is a list: `Prune=false,Delete=false`. */
export function itemsOf(list: unknown): string[] {
  if (typeof list !== 'string') return [];
  return list
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}

/** What is no whole number counts as none. */
function waveOf(resource: Resource): number {
  const waves = [WAVE_ANNOTATION, 'helm.sh/hook-weight'].map((name) => annotationOf(resource, name).value);
  return Number(waves.find((wave) => wave !== undefined && isWave(wave)) ?? 0);
}

export function isWave(wave: string): boolean {
  return /^[+-]?\d{1,18}$/.test(wave);
}
