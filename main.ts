import { Chart, Duration } from 'cdk8s';
import { ImagePullPolicy } from 'cdk8s-plus-28';
import { ProjectKeys, projectKeysAt } from './imports/infisical/project'; // made from Infisical: names only
import {
  BackingService,
  CreationPolicy,
  GitOpsApp,
  InfisicalAuth,
  InfisicalHost,
  LocalStack,
  SecretSyncedApp,
  SyncedSecret,
} from './lib';

const apps = ['staging', 'prod'].map((environment) => {
  const app = new GitOpsApp({ environment });
  const chart = new Chart(app, 'project', { namespace: 'project' });

  const secrets = new SyncedSecret(chart, 'infisicalsecret', {
    host: InfisicalHost.cloudUs(),
    auth: InfisicalAuth.universal({ credentials: { name: 'universal-auth-credentials', namespace: 'default' } }),
    source: { projectSlug: 'slug', environment, path: '/', keys: projectKeysAt(environment) },
    secretName: 'managed-secret',
    creationPolicy: CreationPolicy.ORPHAN,
    resyncInterval: Duration.seconds(15),
  });

  new SecretSyncedApp(chart, 'project-api', {
    image: 'app-image:latest',
    imagePullPolicy: ImagePullPolicy.ALWAYS,
    replicas: 1,
    port: 3000,
    selectorLabels: { app: 'project-api' },
    secret: secrets,
    secretKeys: [
      ProjectKeys.PORT,
      ProjectKeys.DEV,
      ProjectKeys.DATABASE_URL,
      ProjectKeys.RATELIMIT_RPS,
      ProjectKeys.RATELIMIT_MAX_BURST,
      ProjectKeys.RATELIMIT_ENABLED,
      ProjectKeys.CORS_TRUSTED_ORIGINS,
      ProjectKeys.RABBITMQ_URL,
    ],
    local: {
      name: 'app',
      buildContext: '.',
      command: ['air', '-c', '.air.toml'], // live reload
      ports: ['4000:4000'],
      volumes: ['./:/app'],
      dependsOn: ['postgres', 'rabbitmq'],
    },
  });

  app.synth();
  return app;
});

// `make up`: the same application on a laptop, from the same keys.
new LocalStack(apps, {
  projectId: '00000000-0000-4000-8000-000000000000', // yours: infisical run does not know slugs
  services: {
    postgres: BackingService.timescaleDb({ passwordKey: ProjectKeys.POSTGRES_PASSWORD, port: 5432 }),
    rabbitmq: BackingService.rabbitMq({
      userKey: ProjectKeys.RABBITMQ_USER,
      passwordKey: ProjectKeys.RABBITMQ_PASSWORD,
    }),
    mediamtx: BackingService.mediaMtx({ port: 8554 }),
  },
}).synth();
