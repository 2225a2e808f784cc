import type { ExampleObject, ExampleObjects } from '../../rule';

const METADATA = { name: 'api', namespace: 'shop' };
const LOGIN = { clientId: { name: 'login', key: 'id' }, clientSecret: { name: 'login', key: 'secret' } };
const SCOPE = { projectSlug: 'shop-x1', environmentSlug: 'prod', secretsPath: '/api' };

/** What a store says of Infisical, where it is in order. */
export const INFISICAL = { auth: { universalAuthCredentials: LOGIN }, secretsScope: SCOPE };

export function storeWith(infisical: object, more: object = {}): ExampleObject {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'SecretStore',
    metadata: { ...METADATA, name: 'infisical' },
    spec: { provider: { infisical: { ...INFISICAL, ...infisical } }, ...more },
  };
}

export function clusterStoreWith(infisical: object, more: object = {}): ExampleObject {
  return { ...storeWith(infisical, more), kind: 'ClusterSecretStore', metadata: { name: 'infisical' } };
}

export function externalSecretWith(spec: object, more: object = {}): ExampleObject {
  const data = 'dataFrom' in spec ? {} : { data: [{ secretKey: 'TOKEN', remoteRef: { key: 'API_TOKEN' } }] };
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: METADATA,
    spec: { secretStoreRef: { name: 'infisical' }, ...data, ...spec },
    ...more,
  };
}

/** An ExternalSecret, and the store that it asks. */
export function asking(spec: object, more: object = {}): ExampleObjects {
  return { objects: [storeWith({}), externalSecretWith(spec, more)] };
}

/** A pod that gets a key of the Secret that the ExternalSecret writes. */
export function podUsing(key: string, secret = 'api'): ExampleObject {
  const valueFrom = { secretKeyRef: { name: secret, key } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: METADATA,
    spec: { containers: [{ name: 'api', image: 'api:1', env: [{ name: 'TOKEN', valueFrom }] }] },
  };
}
