import type { Files } from './written-files';

export const sync = (name: string, environment: string) => `apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: ${name}-sync, namespace: shop }
spec:
  hostAPI: https://app.infisical.com/api
  authentication:
    universalAuth:
      secretsScope: { projectSlug: shop, envSlug: ${environment}, secretsPath: /api }
      credentialsRef: { secretName: machine-identity, secretNamespace: infisical }
  managedKubeSecretReferences: [{ secretName: ${name}, secretNamespace: shop, creationPolicy: Orphan }]
`;
export const workload = (name: string, key: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: main
          image: nginx:1.27.3
          env:
            - name: KEY
              valueFrom: { secretKeyRef: { name: ${name}, key: ${key} } }
`;
export const CHART = 'apiVersion: v2\nname: shop\nversion: 1.0.0\n';
export const SHOP: Files = {
  'charts/shop/Chart.yaml': CHART,
  'charts/shop/values.yaml': 'key: FROM_CHART\nenvironment: dev\n',
  'charts/shop/templates/sync.yaml': sync('api', '{{ .Values.environment }}'),
  'charts/shop/templates/api.yaml': workload('api', '{{ .Values.key }}'),
};
export const OVERLAYS: Files = {
  'app/base/kustomization.yaml': 'resources: [sync.yaml, api.yaml]\n',
  'app/base/sync.yaml': sync('api', 'dev'),
  'app/base/api.yaml': workload('api', 'KEY_OF_BASE'),
  ...Object.fromEntries(
    ['prod', 'test'].flatMap((name) => [
      [`app/${name}/kustomization.yaml`, 'resources: [../base]\npatches: [{ path: patch.yaml }]\n'],
      [
        `app/${name}/patch.yaml`,
        `apiVersion: secrets.infisical.com/v1alpha1\nkind: InfisicalSecret\nmetadata: { name: api-sync, namespace: shop }\nspec: { authentication: { universalAuth: { secretsScope: { envSlug: ${name} } } } }\n`,
      ],
    ]),
  ),
};
export const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';
