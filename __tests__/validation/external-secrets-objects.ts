import type { Fields } from '../../lib/json/json';

export const LOGIN = { accessToken: { name: 'login', key: 'token' } };
const SCOPE = { projectSlug: 'shop-x1', environmentSlug: 'prod', secretsPath: '/api' };
export const CENTRAL = { kind: 'ClusterSecretStore', name: 'central' };

export const store = (infisical: Fields = {}, metadata: Fields = {}) => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'SecretStore',
  metadata: { name: 'infisical', namespace: 'shop', ...metadata },
  spec: { provider: { infisical: { auth: { tokenAuthCredentials: LOGIN }, secretsScope: SCOPE, ...infisical } } },
});
export const central = (spec: Fields = {}, infisical: Fields = {}) => {
  const { spec: own, ...rest } = store({
    auth: { tokenAuthCredentials: { accessToken: { ...LOGIN.accessToken, namespace: 'eso' } } },
    ...infisical,
  });
  return { ...rest, kind: 'ClusterSecretStore', metadata: { name: 'central' }, spec: { ...own, ...spec } };
};
export const scope = (more: Fields) => ({ secretsScope: { ...SCOPE, ...more } });
export const entry = (key: string, more: Fields = {}, secretKey = 'TOKEN') => ({
  secretKey,
  remoteRef: { key, ...more },
});
export const secret = (spec: Fields = {}, metadata: Fields = {}) => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata: { name: 'api', namespace: 'shop', ...metadata },
  spec: {
    secretStoreRef: { name: 'infisical' },
    ...(!('dataFrom' in spec) && { data: [entry('API_TOKEN')] }),
    ...spec,
  },
});
export const asking = (spec: Fields) => [store(), secret(spec)];
export const data = (...entries: Fields[]) => asking({ data: entries });
export const dataFrom = (...entries: Fields[]) => asking({ dataFrom: entries });
export const template = (template: Fields, more: Fields = {}) => asking({ target: { template }, ...more });

export const pod = (key: string, more: Fields = {}, metadata: Fields = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'job', namespace: 'shop', ...metadata },
  spec: {
    containers: [
      { name: 'job', image: 'job:1', env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'api', key, ...more } } }] },
    ],
  },
});
export const push = (remoteKey: string, name = 'api') => ({
  apiVersion: 'external-secrets.io/v1alpha1',
  kind: 'PushSecret',
  metadata: { name: 'push', namespace: 'shop' },
  spec: {
    secretStoreRefs: [{ name: 'infisical' }],
    selector: { secret: { name } },
    data: [{ match: { secretKey: 'a', remoteRef: { remoteKey } } }],
  },
});
export const login = (methods: Fields) => store({ auth: methods });
export const universal = (namespace?: string) => {
  const key = { name: 'login', ...(namespace && { namespace }) };
  return { universalAuthCredentials: { clientId: { ...key, key: 'id' }, clientSecret: { ...key, key: 'secret' } } };
};
export const v1beta1 = (object: object) => ({ ...object, apiVersion: 'external-secrets.io/v1beta1' });

export const pushing = (spec: Fields) => {
  const { spec: own, ...rest } = push('/api/OTHER');
  return [store(), { ...rest, spec: { ...own, ...spec } }];
};
export const clusterWide = (spec: Fields) => [
  store(),
  {
    ...secret(),
    kind: 'ClusterExternalSecret',
    metadata: { name: 'api' },
    spec: { externalSecretSpec: secret(spec).spec, namespaceSelector: {} },
  },
];
