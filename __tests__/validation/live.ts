import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fields } from '../../lib/json/json';
import type { V1alpha1Kind } from '../../lib/model/kinds';
import type { Manifest } from '../../lib/model/manifest';

/** What Go's encoding/json makes of the empty spec of a kind, with the types of the operator of a version. */
const ZERO_VALUES: Readonly<Record<string, Readonly<Record<string, Fields>>>> = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/operator/zero-values.json'), 'utf8'),
);

export const VERSIONS = Object.keys(ZERO_VALUES);

/** What the API server adds to the metadata of an object. */
const OF_SERVER = {
  creationTimestamp: '2026-11-01T08:00:00Z',
  generation: 2,
  managedFields: [{ manager: 'kubectl', operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {} }],
  resourceVersion: '4711',
  uid: '0b8f6f0a-3d5c-4c1e-9a77-5f0f6f0e2a11',
};

const FINALIZERS: Readonly<Partial<Record<string, string>>> = {
  InfisicalDynamicSecret: 'dynamicsecret.secrets.infisical.com/finalizer',
  InfisicalPushSecret: 'pushsecret.secrets.infisical.com/finalizer',
};

/** An object as `kubectl get -o yaml` writes it. */
export function live(manifest: Manifest, metadata: Fields = {}): Manifest {
  return { ...manifest, metadata: { ...manifest.metadata, ...OF_SERVER, ...metadata } };
}

/** A live resource, after the operator has added its finalizer and written the whole object anew. */
export function rewritten(manifest: Manifest, version = 'v0.11.7'): Manifest {
  const spec = filledUp(ZERO_VALUES[version][manifest.kind as V1alpha1Kind], manifest.spec as Fields);
  const finalizer = FINALIZERS[manifest.kind];
  return live({ ...manifest, spec }, finalizer === undefined ? {} : { finalizers: [finalizer] });
}

/** The reference by which the API server knows who has made an object. */
export function ownedBy(kind: string, name: string, apiVersion: string): Fields {
  const owner = { apiVersion, kind, name, uid: OF_SERVER.uid, controller: true, blockOwnerDeletion: true };
  return { ownerReferences: [owner] };
}

/** The API server takes null for nothing. */
function filledUp(zero: unknown, own: unknown): unknown {
  if (!isFields(zero) || !isFields(own)) return own ?? zero ?? undefined;
  const names = new Set([...Object.keys(zero), ...Object.keys(own)]);
  return Object.fromEntries([...names].map((name) => [name, filledUp(zero[name], own[name])]));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
