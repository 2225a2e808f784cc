/** What a user writes; `consumer.expected.yaml` is what comes out of it. */
export const PROGRAM = `
import { App, Chart } from 'cdk8s';
import { InfisicalAuth, SecretSyncedApp, SyncedSecret } from 'cdk8s-infisical';

const app = new App({ outdir: 'dist' });
const chart = new Chart(app, 'shop', { namespace: 'shop' });

const secret = new SyncedSecret(chart, 'shop-secrets', {
  auth: InfisicalAuth.universal({ credentials: { name: 'machine-identity', namespace: 'infisical' } }),
  source: { projectSlug: 'shop', environment: 'prod' },
});
new SecretSyncedApp(chart, 'api', { image: 'api:1.0', port: 3000, secret, secretKeys: ['PORT', 'DATABASE_URL'] });
new SecretSyncedApp(chart, 'worker', { image: 'worker:1.0', secret, secretKeys: { DB_URL: 'DATABASE_URL' } });

app.synth();
`;
