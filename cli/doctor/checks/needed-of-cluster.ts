/** What manifests count on in the cluster. */
export interface NeededOfCluster {
  /** Those of the operator. */
  readonly kinds: readonly { readonly apiVersion: string; readonly kind: string }[];
  readonly folders: readonly NamespacesOfFolder[];
  readonly secrets: readonly NeededSecret[];
  readonly serviceAccounts: readonly PlacedName[];
  readonly hasArgoCd: boolean;
  readonly hasFlux: boolean;
}

/** What one environment is in. */
export interface NamespacesOfFolder {
  readonly folder: string;
  readonly namespaces: readonly { readonly name: string; readonly isMade: boolean }[];
}

export interface PlacedName {
  readonly namespace: string;
  readonly name: string;
  /** Whether it comes with the manifests themselves. */
  readonly isMade: boolean;
}

export interface NeededSecret extends PlacedName {
  readonly keys: readonly string[];
  /** Whether it has the certificate of a private authority, and no credentials. */
  readonly isAuthority: boolean;
}
