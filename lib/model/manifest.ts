import type { Fields } from '../json/json';
import type { Kind } from './kinds';

/** A Kubernetes object as plain JSON, finished or as far as a construct knows it. Nothing in it can be trusted. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: Kind;
  readonly metadata: ManifestMetadata;
  readonly [field: string]: unknown;
}

export interface ManifestMetadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Fields;
  readonly annotations?: Fields;
}

/**
 * Whether it stands for other objects, such as `v1 List` and `SecretList`: kubectl takes what has `items` apart, were it
 * null. Of another kind that is called so, such as `BlockList`, it is an object as any other.
 */
export function isList({ kind, items }: { readonly kind?: unknown; readonly items?: unknown }): boolean {
  return (
    typeof kind === 'string' && kind.endsWith('List') && (Array.isArray(items) || items === null || kind === 'List')
  );
}

/** Whether it is no object for the cluster, but tells kustomize how to make these. */
export function isKustomization({ apiVersion, kind }: { readonly apiVersion?: unknown; readonly kind?: unknown }) {
  const isOfKustomize = typeof apiVersion === 'string' && apiVersion.startsWith('kustomize.config.k8s.io/');
  return isOfKustomize && (kind === 'Kustomization' || kind === 'Component');
}
