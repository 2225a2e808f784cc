import { fields, ownField, text } from '../json/json';
import type { Manifest } from './manifest';

/** When Argo CD applies an object: in which phase of a sync, or of the deletion of an application, and in which wave. */
export interface SyncMoment {
  readonly phase: string;
  readonly wave: number;
}

export const HOOK_ANNOTATION = 'argocd.argoproj.io/hook';
export const WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';
export const SYNC_OPTIONS_ANNOTATION = 'argocd.argoproj.io/sync-options';

/** Phases that one sync goes through, in their order. */
const SYNC_PHASES = ['PreSync', 'Sync', 'PostSync'];
export const HOOKS: readonly string[] = [...SYNC_PHASES, 'SyncFail', 'PreDelete', 'PostDelete', 'Skip'];

/** The hooks of Helm that Argo CD knows. */
const HELM_HOOKS: Readonly<Record<string, string>> = {
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
  'pre-delete': 'PreDelete',
  'post-delete': 'PostDelete',
};

/** The hooks that an object is, as Argo CD reads its annotations; none for an ordinary object. */
export function hooksOf({ metadata }: Manifest): string[] {
  const annotations = fields(metadata.annotations);
  const own = itemsOf(annotations[HOOK_ANNOTATION]).filter((hook) => HOOKS.includes(hook));
  const hooks =
    own.length > 0 ? own : itemsOf(annotations['helm.sh/hook']).flatMap((hook) => ownField(HELM_HOOKS, hook) ?? []);
  return [...new Set(hooks)];
}

/** Usually one; none for an object that Argo CD skips. */
export function syncMomentsOf(manifest: Manifest): SyncMoment[] {
  const hooks = hooksOf(manifest);
  const wave = waveOf(manifest);
  const phases = hooks.length === 0 ? ['Sync'] : hooks.filter((hook) => hook !== 'Skip');
  return phases.map((phase) => ({ phase, wave }));
}

/** Whether one sync comes to the first moment before the second. */
export function isBefore(first: SyncMoment, second: SyncMoment): boolean {
  const [a, b] = [first, second].map(({ phase }) => SYNC_PHASES.indexOf(phase));
  return a >= 0 && b >= 0 && (a < b || (a === b && first.wave < second.wave));
}

/** The parts of an annotation that is a list: `Prune=false,Delete=false`. */
export function itemsOf(list: unknown): string[] {
  return (text(list) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}

/** What is no whole number counts as none. */
function waveOf({ metadata }: Manifest): number {
  const annotations = fields(metadata.annotations);
  const waves = [annotations[WAVE_ANNOTATION], annotations['helm.sh/hook-weight']].map(text);
  return Number(waves.find((wave) => wave !== undefined && isWave(wave)) ?? 0);
}

export function isWave(wave: string): boolean {
  return /^[+-]?\d{1,18}$/.test(wave);
}
