import { ApiObject, type Chart } from 'cdk8s';
import { Deployment, LabelSelector, Pod, Secret, Service } from 'cdk8s-plus-28';
import { KEYS, synthesize } from './applications';

/**
 * The objects of an application, written one by one without a construct of ours: `GitOpsApp` has all rules evaluate them,
 * and nobody does in `App`. Beside the product they tell what its constructs add.
 */
function application(chart: Chart, name: string): void {
  new ApiObject(chart, `${name}-secret`, {
    apiVersion: 'secrets.infisical.com/v1alpha1',
    kind: 'InfisicalSecret',
    metadata: { name },
    spec: {
      hostAPI: 'https://app.infisical.com/api',
      authentication: {
        universalAuth: {
          credentialsRef: { secretName: 'credentials', secretNamespace: 'shop' },
          secretsScope: { projectSlug: 'shop', envSlug: 'prod', secretsPath: '/' },
        },
      },
      managedKubeSecretReferences: [{ secretName: name, secretNamespace: 'shop', creationPolicy: 'Owner' }],
    },
  } as ConstructorParameters<typeof ApiObject>[2]);
  const secret = Secret.fromSecretName(chart, `${name}-managed`, name);
  const deployment = new Deployment(chart, `${name}-deployment`, {
    metadata: { name },
    select: false,
    replicas: 1,
    containers: [
      {
        image: 'app:1.0',
        portNumber: 80,
        envVariables: Object.fromEntries(KEYS.map((key) => [key, secret.envValue(key)])),
      },
    ],
  });
  // A hash of the path, which nobody else can know.
  deployment.podMetadata.addLabel(Pod.ADDRESS_LABEL, name);
  deployment.podMetadata.addLabel('app', name);
  deployment.select(LabelSelector.of({ labels: { app: name } }));
  new Service(chart, `${name}-service`, { metadata: { name }, selector: deployment, ports: [{ port: 80 }] });
}

synthesize(application);
