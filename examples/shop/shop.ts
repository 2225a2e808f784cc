import { Chart, Size } from 'cdk8s';
import {
  ApiGeneration,
  ArgoCdApplicationSet,
  ArgoCdHealthChecks,
  BackingService,
  InfisicalAuth,
  InfisicalHost,
  InfisicalProject,
  InfisicalServiceAccount,
  KeyCatalogue,
  LocalStack,
  type ProjectEnvironment,
  SecretSyncedApp,
  SyncedSecret,
} from 'cdk8s-infisical';
import { Cpu } from 'cdk8s-plus-28';

/** What all environments have in common. */
export const shop = new InfisicalProject({
  catalogue: KeyCatalogue.fromFile('imports/infisical/shop.lock.json'),
  host: InfisicalHost.selfHosted('https://secrets.example.com', { ca: { name: 'infisical-ca', key: 'ca.crt' } }),
  auth: InfisicalAuth.kubernetes({
    identityId: '6f1c2d7e-0000-4000-8000-000000000001',
    serviceAccount: { name: 'infisical-auth' },
  }),
  generation: ApiGeneration.V1BETA1,
});

/** What differs between environments. */
interface Release {
  readonly tag: string;
  readonly replicas: number;
  /** Whether errors go to Sentry. */
  readonly sentry?: boolean;
}

/** The shop in one environment. */
class Shop extends Chart {
  public constructor(environment: ProjectEnvironment, { tag, replicas, sentry }: Release) {
    super(environment, 'shop', { namespace: environment.namespace });
    new InfisicalServiceAccount(this, 'infisical-auth'); // with which the operator logs in

    // The folder /orders is for two services: one Secret, of which each takes its own keys.
    const orders = new SyncedSecret(this, 'orders-secrets', { secretPath: '/orders' });
    const errors = sentry ? ['SENTRY_DSN'] : [];

    new SecretSyncedApp(this, 'web', {
      image: `registry.example.com/web:${tag}`,
      replicas,
      port: 8080,
      secretPath: '/web',
      secretKeys: ['SESSION_KEY'],
      env: { ORDERS_URL: 'http://orders:3000' },
      autoReload: true,
      resources: { cpu: { request: Cpu.millis(50) }, memory: { limit: Size.mebibytes(128) } },
      local: { buildContext: './web', ports: ['127.0.0.1:8080:8080'], dependsOn: ['orders'] },
    });
    new SecretSyncedApp(this, 'orders', {
      image: `registry.example.com/orders:${tag}`,
      replicas,
      port: 3000,
      secret: orders,
      secretKeys: ['DATABASE_URL', 'STRIPE_KEY', ...errors],
      autoReload: true,
      resources: { cpu: { request: Cpu.millis(100) }, memory: { limit: Size.mebibytes(256) } },
      local: { buildContext: './orders', dependsOn: ['postgres'] },
    });
    new SecretSyncedApp(this, 'invoices', {
      image: `registry.example.com/invoices:${tag}`,
      secret: orders,
      secretKeys: ['DATABASE_URL', ...errors],
      autoReload: true,
      resources: { cpu: { request: Cpu.millis(50) }, memory: { limit: Size.mebibytes(256) } },
      local: { buildContext: './invoices', dependsOn: ['postgres'] },
    });
  }
}

const dev = shop.addEnvironment('dev', { namespace: 'shop-dev', deployed: false }); // for the laptop: no dist/dev
new Shop(dev, { tag: 'dev', replicas: 1 });
new Shop(shop.addEnvironment('staging', { namespace: 'shop-staging' }), { tag: '1.5.0-rc.1', replicas: 1 });
new Shop(shop.addEnvironment('prod', { namespace: 'shop-prod' }), { tag: '1.4.2', replicas: 3, sentry: true });

// For Argo CD, which deploys each environment into its namespace.
const argocd = new Chart(shop.addFolder('argocd'), 'argocd');
new ArgoCdHealthChecks(argocd, 'health');
new ArgoCdApplicationSet(argocd, 'shop', {
  repoUrl: 'https://git.example.com/team/shop.git',
  environmentsOf: shop,
  createNamespace: true,
});

// `make up`: the same on a laptop, with the keys of dev.
new LocalStack([dev], {
  caFile: 'infisical-ca.pem',
  services: { postgres: BackingService.postgres({ passwordKey: 'POSTGRES_PASSWORD' }) },
});
