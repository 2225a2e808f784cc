import { fields } from '../json/json';
import { isGiven } from './presence';
import type { Resource } from './resource';

/** Whether the resource asks Infisical to push changes to it. */
export function asksForInstantUpdates({ manifest }: Resource): boolean {
  const spec = fields(manifest.spec);
  if (manifest.kind === 'InfisicalStaticSecret') return fields(spec.syncOptions).instantUpdates === true;
  if (manifest.kind !== 'InfisicalSecret') return false;
  // The operator ignores the flat field beside the block.
  const { instantUpdates } = isGiven(spec.syncConfig) ? fields(spec.syncConfig) : spec;
  return instantUpdates === true;
}
