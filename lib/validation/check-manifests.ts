import type { Manifest } from './manifest';
import { type Finding, findingsOf } from './rule';
import { RULES } from './rules';
import { type Settings, viewOf } from './view/app-view';

/** What the rules say about finished manifests, wherever they come from. */
export function checkManifests(manifests: readonly Manifest[], settings: Settings = {}): Finding[] {
  return findingsOf(
    RULES,
    viewOf(
      manifests.map((manifest) => ({ manifest })),
      settings,
    ),
  );
}
