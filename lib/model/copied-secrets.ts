import type { Field } from './field';

/** Labels and annotations by which others copy a Secret into more namespaces: Reflector, Replicator, Config Syncer. */
const COPIED = /^(?:reflector\.v1\.k8s\.emberstack\.com|replicator\.v1\.mittwald\.de|kubed\.appscode\.com)\//;

/** Whether others copy an object with this metadata into more namespaces. */
export function isCopiedBy(metadata: Field): boolean {
  return ['labels', 'annotations'].some((part) =>
    metadata
      .at(part)
      .entries()
      .some(([key]) => COPIED.test(key)),
  );
}
