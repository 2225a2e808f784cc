import { ApiObject, App, Chart } from 'cdk8s';
import { Deployment, LabelSelector, Pod, Secret, Service } from 'cdk8s-plus-28';
import { GitOpsApp } from '../lib/gitops/gitops-app';

/** The same objects for everyone: an Infisical resource, a Deployment with eight keys, and a Service. */
const KEYS = [
  'PORT',
  'DEV',
  'DATABASE_URL',
  'RATELIMIT_RPS',
  'RATELIMIT_BURST',
  'RATELIMIT',
  'CORS_ORIGINS',
  'RABBITMQ_URL',
];

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
  deployment.select(LabelSelector.of({ labels: { app: name } }));
  new Service(chart, `${name}-service`, { metadata: { name }, selector: deployment, ports: [{ port: 80 }] });
}

// Without arguments it is the app of one who runs a command.
const [, , kind = 'ours', layout = 'one chart', count = '1', outdir] = process.argv;
const app = kind === 'ours' ? new GitOpsApp({ outdir }) : new App({ outdir });
const namespace = 'shop';
const shared = layout === 'one chart' ? new Chart(app, 'apps', { namespace }) : undefined;
for (let i = 0; i < Number(count); i++) {
  const name = `app-${i}`;
  application(shared ?? new Chart(app, name, { namespace }), name);
}
app.synth();
