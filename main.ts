import { join } from 'node:path';
import { App, Chart, Duration } from 'cdk8s';
import { ImagePullPolicy } from 'cdk8s-plus-28';
import { CreationPolicy, InfisicalAuth, InfisicalHost, SecretSyncedApp, SyncedSecret } from './lib';

for (const environment of ['staging', 'prod']) {
  const app = new App({ outdir: join(process.env.CDK8S_OUTDIR ?? 'dist', environment) });
  const chart = new Chart(app, 'project', { namespace: 'project' });

  const secrets = new SyncedSecret(chart, 'infisicalsecret', {
    host: InfisicalHost.cloudUs(),
    auth: InfisicalAuth.universal({ credentials: { name: 'universal-auth-credentials', namespace: 'default' } }),
    source: { projectSlug: 'slug', environment, path: '/' },
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
      'PORT',
      'DEV',
      'DATABASE_URL',
      'RATELIMIT_RPS',
      'RATELIMIT_MAX_BURST',
      'RATELIMIT_ENABLED',
      'CORS_TRUSTED_ORIGINS',
      'RABBITMQ_URL',
    ],
  });

  app.synth();
}
