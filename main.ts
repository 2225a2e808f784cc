import { Chart, Duration } from 'cdk8s';
import { ImagePullPolicy } from 'cdk8s-plus-28';
import { ProjectKeys } from './imports/infisical/project'; // made from Infisical: names only
import {
  BackingService,
  CreationPolicy,
  InfisicalAuth,
  InfisicalProject,
  KeyCatalogue,
  LocalStack,
  SecretKey,
  SecretSyncedApp,
  SyncedSecret,
} from './lib';

const project = new InfisicalProject({
  auth: InfisicalAuth.universal({ credentials: { name: 'universal-auth-credentials', namespace: 'default' } }),
  catalogue: KeyCatalogue.fromFile('imports/infisical/project.lock.json'), // knows host, slug and id
});

const dev = project.addEnvironment('dev', { deployed: false, namespace: 'project' }); // for the laptop only
const staging = project.addEnvironment('staging', { namespace: 'project' });
const prod = project.addEnvironment('prod', { namespace: 'project' });

for (const environment of [dev, staging, prod]) {
  const chart = new Chart(environment, 'project', { namespace: environment.namespace });

  const secret = new SyncedSecret(chart, 'infisicalsecret', {
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
    secret,
    secretKeys: [
      ProjectKeys.PORT,
      ProjectKeys.DEV,
      ProjectKeys.DATABASE_URL,
      SecretKey.of(ProjectKeys.RATELIMIT_RPS).integer({ min: 1 }),
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
}

// `make up`: the same application on a laptop, from the same keys.
new LocalStack([dev], {
  services: {
    postgres: BackingService.timescaleDb({ passwordKey: ProjectKeys.POSTGRES_PASSWORD, port: 5432 }),
    rabbitmq: BackingService.rabbitMq({
      userKey: ProjectKeys.RABBITMQ_USER,
      passwordKey: ProjectKeys.RABBITMQ_PASSWORD,
    }),
    mediamtx: BackingService.mediaMtx({ port: 8554 }),
  },
});

project.synth();
