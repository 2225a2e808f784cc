interface SecretOptions {
  readonly name: string;
  readonly path: string;
  readonly namespace?: string;
  readonly environment?: string;
  readonly policy?: string;
  readonly label?: string;
}

/** An InfisicalSecret, with all that is not said as all have it. */
export function infisicalSecret({
  name,
  path,
  namespace = 'shop',
  environment = 'prod',
  policy = 'Owner',
  label,
}: SecretOptions) {
  return `apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: ${name}, namespace: ${namespace}${label === undefined ? '' : `, labels: { team: ${label} }`} }
spec:
  hostAPI: https://app.infisical.com/api
  authentication:
    universalAuth:
      secretsScope: { projectSlug: shop, envSlug: ${environment}, secretsPath: ${path} }
      credentialsRef: { secretName: machine-identity, secretNamespace: infisical }
  managedKubeSecretReferences: [{ secretName: ${name}, secretNamespace: ${namespace}, creationPolicy: ${policy} }]
`;
}

interface DeploymentOptions {
  readonly name: string;
  readonly image: string;
  readonly secret: string;
  readonly namespace?: string;
  readonly replicas?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A Deployment with a key of a Secret. */
export function deployment({ name, image, secret, namespace = 'shop', replicas = 2, env = {} }: DeploymentOptions) {
  const variables = Object.entries(env).map(
    ([variable, value]) => `            - { name: ${variable}, value: ${value} }\n`,
  );
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: ${name}
          image: ${image}
          env:
            - name: DATABASE_URL
              valueFrom: { secretKeyRef: { name: ${secret}, key: DATABASE_URL } }
${variables.join('')}`;
}
