import { suppressionReason } from '../../evaluation/suppress';
import type { Resource } from '../../model/resource';

/** Why a rule does not count for an object of a construct; undefined where it does. */
export function reasonFor({ construct, manifest }: Resource, rule: string): string | undefined {
  const { kind, metadata } = manifest;
  const { name, namespace } = metadata;
  return construct === undefined ? undefined : suppressionReason(construct, rule, { kind, name, namespace });
}
