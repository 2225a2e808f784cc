import type { Field } from '../../../model/field';
import type { Resource } from '../../../model/resource';
import type { Fix } from '../../rule';

/** Gives references the namespace of their resource, where that has one: the API server refuses them without. */
export function ownNamespace(
  { manifest }: Resource,
  references: readonly { readonly name: Field; readonly namespace: Field }[],
): Fix | undefined {
  const own = manifest.metadata.namespace;
  const lacking = references.filter(
    ({ name, namespace }) => typeof name.raw === 'string' && namespace.raw === undefined,
  );
  if (own === undefined || lacking.length === 0) return undefined;
  const fields = new Set(lacking.map(({ namespace }) => String(namespace.key)));
  return {
    message: `${[...fields].join(' and ')} is now "${own}", the namespace of the resource`,
    edits: lacking.map(({ namespace: { path } }) => ({ path, value: own })),
  };
}
