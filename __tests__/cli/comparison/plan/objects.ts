import type { Manifest } from '../../../../lib/model/manifest';

type Fields = Readonly<Record<string, unknown>>;

export function object(kind: string, name: string, rest: Fields = {}, namespace?: string): Manifest {
  const apiVersion = kind === 'Deployment' || kind === 'DaemonSet' ? 'apps/v1' : 'v1';
  const metadata = namespace === undefined ? { name } : { name, namespace };
  return { apiVersion, kind, metadata, ...rest } as unknown as Manifest;
}

export function deployment(name: string, container: Fields = {}, spec: Fields = {}, namespace?: string): Manifest {
  const template = { spec: { containers: [{ name, image: `registry.example/shop/${name}:1.4.2`, ...container }] } };
  return object('Deployment', name, { spec: { replicas: 1, template, ...spec } }, namespace);
}

/** A variable that takes a key of a Secret. */
export function keyVariable(name: string, secret = 'managed-secret') {
  return { name, valueFrom: { secretKeyRef: { name: secret, key: name, optional: false } } };
}

export function files(objects: { readonly [file: string]: readonly Manifest[] }): Map<string, readonly Manifest[]> {
  return new Map(Object.entries(objects));
}
