import { fields } from '../manifest';
import { isGiven } from '../presence';
import type { Subject } from '../subject';

/** Whether the resource asks Infisical to push changes to it. */
export function asksForInstantUpdates({ manifest }: Subject): boolean {
  const spec = fields(manifest.spec);
  if (manifest.kind === 'InfisicalStaticSecret') return fields(spec.syncOptions).instantUpdates === true;
  if (manifest.kind !== 'InfisicalSecret') return false;
  // The operator ignores the flat field beside the block.
  const { instantUpdates } = isGiven(spec.syncConfig) ? fields(spec.syncConfig) : spec;
  return instantUpdates === true;
}
