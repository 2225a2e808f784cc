import { ApiObject, type Chart, JsonPatch } from 'cdk8s';
import {
  Capability,
  Deployment,
  EnvValue,
  LabelSelector,
  Pod,
  SeccompProfileType,
  Secret,
  Service,
} from 'cdk8s-plus-28';
import { KEYS, synthesize } from './applications';

/**
 * The application of `product.ts` without a construct of ours, in those of cdk8s-plus: they have all that the product
 * writes, and write their defaults besides. In `App` nobody evaluates it; in `GitOpsApp` all rules do.
 */
function application(chart: Chart, name: string): void {
  const labels = { 'app.kubernetes.io/name': name };
  new ApiObject(chart, `${name}-sync`, {
    apiVersion: 'secrets.infisical.com/v1alpha1',
    kind: 'InfisicalSecret',
    metadata: { name },
    spec: {
      hostAPI: 'https://infisical.example.com/api',
      authentication: {
        universalAuth: {
          credentialsRef: { secretName: 'credentials', secretNamespace: 'shop' },
          secretsScope: { projectSlug: 'shop', envSlug: 'prod', secretsPath: '/' },
        },
      },
      managedKubeSecretReferences: [{ secretName: name, secretNamespace: 'shop', creationPolicy: 'Owner' }],
    },
  } as ConstructorParameters<typeof ApiObject>[2]);
  new Service(chart, `${name}-service`, {
    metadata: { name, labels },
    ports: [{ port: 80, targetPort: 80 }],
  }).selectLabel('app.kubernetes.io/name', name);
  deployment(chart, name, labels);
}

function deployment(chart: Chart, name: string, labels: { [name: string]: string }): void {
  const secret = Secret.fromSecretName(chart, `${name}-managed`, name);
  const fromSecret = (key: string) => EnvValue.fromSecretValue({ secret, key }, { optional: false });
  const made = new Deployment(chart, `${name}-deployment`, {
    metadata: { name, labels },
    // Else a hash of the path, which nobody else can know.
    podMetadata: { labels: { ...labels, [Pod.ADDRESS_LABEL]: name } },
    select: false,
    automountServiceAccountToken: false,
    securityContext: { ensureNonRoot: true },
    containers: [
      {
        name,
        image: 'app:1.0',
        portNumber: 80,
        resources: {},
        securityContext: {
          readOnlyRootFilesystem: false,
          capabilities: { drop: [Capability.ALL] },
          seccompProfile: { type: SeccompProfileType.RUNTIME_DEFAULT },
        },
        envVariables: Object.fromEntries(KEYS.map((key) => [key, fromSecret(key)])),
      },
    ],
  });
  made.select(LabelSelector.of({ labels }));
  // For a pod there is no prop.
  const seccompProfile = { type: 'RuntimeDefault' };
  const patch = JsonPatch.add('/spec/template/spec/securityContext/seccompProfile', seccompProfile);
  ApiObject.of(made).addJsonPatch(patch);
}

synthesize(application);
