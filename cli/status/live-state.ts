import type { Manifest } from '../../lib/model/manifest';

/** What a cluster has, as far as it was told. */
export interface LiveState {
  /** Where it is from: `the context production`, `export.json`. */
  readonly from: string;
  readonly manifests: readonly Manifest[];
  /** When that was, in milliseconds since 1970; undefined where nothing tells. */
  readonly now?: number;
  /** What nobody knows of it, in words. */
  readonly notKnown: readonly string[];
  /** What is less known than it could be, without which the rest is known all the same. */
  readonly notes: readonly string[];
  /** Whether all objects of a kind were told, of a namespace: what is not among them does not exist. */
  readonly isWhole: (kind: KindOfObjects, namespace: string | undefined) => boolean;
  /** The Secrets of a namespace, where all are known: `shop/orders`. */
  readonly secrets?: KnownSecrets;
}

interface KnownSecrets {
  readonly names: ReadonlySet<string>;
  /** Those without any key. */
  readonly empty: ReadonlySet<string>;
  readonly isKnown: (namespace: string) => boolean;
}

export interface KindOfObjects {
  readonly group: string;
  readonly kind: string;
}
