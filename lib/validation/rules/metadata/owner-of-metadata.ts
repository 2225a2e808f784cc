import type { Part } from '../../../schemas/parts';

/**
 * Whose metadata it is: that of an object, of a template whose labels and annotations the API server looks at too, or
 * of one that it leaves to the controller which makes objects of it.
 */
export function ownerOfMetadata(metadata: Part): 'object' | 'template' | 'controller' {
  const { holder } = metadata;
  if (holder?.holder === undefined) return 'object';
  const isTemplate = holder.type === 'PodTemplateSpec' || holder.type === 'PersistentVolumeClaimTemplate';
  return isTemplate ? 'template' : 'controller';
}
