/** An InfisicalSecret that writes `shop/api`. */
export const SECRET = `kind: InfisicalSecret
apiVersion: secrets.infisical.com/v1alpha1
metadata: { name: api, namespace: shop }
spec:
  hostAPI: https://secrets.example.com/api
  authentication:
    universalAuth:
      credentialsRef: { secretName: login, secretNamespace: shop }
      secretsScope: { projectSlug: shop, envSlug: prod, secretsPath: / }
  managedKubeSecretReferences: [{ secretName: api, secretNamespace: shop }]
`;

/** A Deployment that takes a key of it. */
export function workload({ pod = '', variables = '' } = {}): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      ${pod}
      containers:
        - name: api
          image: 'api:1'
          env:
            - { name: TOKEN, valueFrom: { secretKeyRef: { name: api, key: TOKEN } } }
            ${variables}
`;
}
