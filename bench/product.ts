import { InfisicalAuth, InfisicalHost, SecretSyncedApp } from '../lib';
import { KEYS, synthesize } from './applications';

/** What people write: each application with its keys, a sync of its own and a Service, and all rules on. */
const host = InfisicalHost.selfHosted('https://infisical.example.com');
const auth = InfisicalAuth.universal({ credentials: { name: 'credentials', namespace: 'shop' } });

synthesize((chart, name) => {
  new SecretSyncedApp(chart, name, {
    image: 'app:1.0',
    port: 80,
    sync: { host, auth, source: { projectSlug: 'shop', environment: 'prod', path: '/' } },
    secretKeys: KEYS,
  });
});
