import { type Plan, planBetween } from '../../comparison/plan/plan';
import { WrittenManifests } from '../../manifests/written-manifests';
import { type AccessChanges, accessChanges } from './access-changes';
import { outputState } from './output-state';

/** What a synth changes: in the fields of objects, and in who gets which key. */
export interface Diff extends AccessChanges {
  readonly plan: Plan;
}

export const NO_DIFF: Diff = { plan: { objects: [] }, access: [], unread: [] };

/**
 * @param old where the output folder as it was can be read
 * @param next where the new one can be read
 * @param output how the user calls it
 * @param written what was read before
 */
export function diffOfFolders(old: string, next: string, output: string, written = new WrittenManifests()): Diff {
  const [before, after] = [old, next].map((path) => outputState(path, output, written));
  return { plan: planBetween(before.objects, after.objects), ...accessChanges(before, after) };
}
