import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Chart, Cron, Duration } from 'cdk8s';
import { CronJob, Deployment, EnvFrom, Job, StatefulSet } from 'cdk8s-plus-28';
import { stringify } from 'yaml';
import { accessReport } from '../../../cli/access-report/access-report';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import {
  ApiGeneration,
  DynamicSecret,
  GitOpsApp,
  InfisicalAuth,
  InfisicalHost,
  SecretProjection,
  SecretSyncedApp,
  SyncedSecret,
  type SyncedSecretProps,
  TemplateValue,
} from '../../../lib';

const IDENTITY_ID = { prod: '7d3f09c2-0000-4000-8000-000000000001', staging: '1b84e6aa-0000-4000-8000-000000000002' };
const HOST = InfisicalHost.selfHosted('https://secrets.example.com');

export type Environment = keyof typeof IDENTITY_ID;

/** Files by their paths. */
export type Files = { readonly [path: string]: string };

/** A shop of a dozen workloads in three namespaces, as a company might have it. */
export function onlineShop(environments: readonly Environment[] = ['prod', 'staging']): Files {
  return Object.fromEntries(
    environments.flatMap((environment) =>
      [storefront, payments, data].map((declare) => {
        const chart = declare(environment);
        const text = chart.toJson().map((object) => stringify(object));
        return [`dist/${environment}/${chart.node.id}.k8s.yaml`, text.join('---\n')];
      }),
    ),
  );
}

export function readFiles(files: Files) {
  return Object.entries(files).flatMap(([file, text]) => manifestsIn(text, file, dirname(file)).manifests);
}

export function reportOf(files: Files) {
  return accessReport(readFiles(files));
}

/** Writes the files into a folder of their own, for as long as the work with it takes. */
export async function inFolder<T>(files: Files, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  try {
    writeFiles(folder, files);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function writeFiles(folder: string, files: Files): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

function chartOf(environment: Environment, namespace: string) {
  const chart = new Chart(new GitOpsApp(), namespace, { namespace });
  const sync = (path: string): SyncedSecretProps => ({
    host: HOST,
    auth: InfisicalAuth.kubernetes({
      identityId: IDENTITY_ID[environment],
      serviceAccount: { name: 'infisical-auth', namespace },
    }),
    source: { projectSlug: 'online-shop', environment, path },
    resyncInterval: Duration.minutes(5),
  });
  return { chart, sync };
}

function storefront(environment: Environment): Chart {
  const { chart, sync } = chartOf(environment, 'storefront');
  const shared = new SyncedSecret(chart, 'shop-secrets', { ...sync('/shop'), projection: SecretProjection.SELECTED });
  const app = (id: string, port: number, secretKeys: string[] | { [variable: string]: string }) =>
    new SecretSyncedApp(chart, id, {
      image: `registry.example.com/${id}:1.0`,
      port,
      secret: shared,
      secretKeys,
      autoReload: true,
    });
  app('web', 3000, ['SESSION_SECRET', 'SENTRY_DSN', 'CATALOG_URL']);
  app('catalog-api', 8080, { DB_URL: 'CATALOG_DATABASE_URL', SENTRY_DSN: 'SENTRY_DSN', REDIS_URL: 'REDIS_URL' });
  app('cart-api', 8080, ['REDIS_URL', 'SESSION_SECRET', 'SENTRY_DSN', 'CART_SIGNING_KEY']);
  app('search-api', 8080, ['OPENSEARCH_URL', 'OPENSEARCH_PASSWORD', 'SENTRY_DSN']);
  const indexer = new Deployment(chart, 'search-indexer', {
    metadata: { name: 'search-indexer' },
    containers: [{ name: 'indexer', image: 'registry.example.com/search-indexer:1.0' }],
  });
  indexer.addInitContainer({ name: 'migrate', image: 'registry.example.com/search-indexer:1.0', args: ['migrate'] });
  shared.injectInto(indexer, {
    secretKeys: ['OPENSEARCH_URL', 'OPENSEARCH_PASSWORD'],
    containers: ['indexer', 'migrate'],
  });
  shared.injectInto(indexer, { secretKeys: { DB_URL: 'CATALOG_DATABASE_URL' }, containers: ['migrate'] });
  return chart;
}

function payments(environment: Environment): Chart {
  const { chart, sync } = chartOf(environment, 'payments');
  const secret = new SyncedSecret(chart, 'payments-secrets', {
    ...sync('/payments'),
    generation: ApiGeneration.V1BETA1,
    projection: SecretProjection.SELECTED,
    secretTemplate: {
      DATABASE_URL: TemplateValue.concat(
        TemplateValue.text('postgres://'),
        TemplateValue.key('DB_USER').urlEncoded(),
        TemplateValue.text(':'),
        TemplateValue.key('DB_PASSWORD').urlEncoded(),
        TemplateValue.text('@payments-db/payments'),
      ),
    },
  });
  const api = new SecretSyncedApp(chart, 'payments-api', {
    image: 'registry.example.com/payments-api:2.3',
    port: 8443,
    secret,
    secretKeys: ['DATABASE_URL', 'STRIPE_KEY', 'STRIPE_WEBHOOK_SECRET', 'SENTRY_DSN'],
  });
  secret.injectInto(api.deployment, {
    files: { path: '/etc/tls', secretKeys: { 'tls.crt': 'TLS_CERTIFICATE', 'tls.key': 'TLS_KEY' } },
  });
  const keys = ['DATABASE_URL', 'STRIPE_KEY', 'INVOICE_SIGNING_KEY'];
  new SecretSyncedApp(chart, 'invoice-worker', {
    image: 'registry.example.com/invoice-worker:2.3',
    secret,
    // Not yet in production.
    secretKeys: environment === 'staging' ? [...keys, 'PDF_SERVICE_TOKEN'] : keys,
  });
  const ledger = new StatefulSet(chart, 'ledger', {
    metadata: { name: 'ledger' },
    containers: [{ name: 'ledger', image: 'registry.example.com/ledger:1.9', portNumber: 9000 }],
  });
  secret.injectInto(ledger, { secretKeys: ['DATABASE_URL', 'LEDGER_HMAC_KEY'] });
  return chart;
}

function data(environment: Environment): Chart {
  const { chart, sync } = chartOf(environment, 'data');
  const secret = new SyncedSecret(chart, 'data-secrets', sync('/data'));
  const nightly = { schedule: Cron.daily() };
  const exporter = new CronJob(chart, 'ledger-export', { metadata: { name: 'ledger-export' }, ...nightly });
  exporter.addContainer({ name: 'export', image: 'registry.example.com/ledger-export:1.0' });
  secret.injectInto(exporter, { secretKeys: ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] });
  const lease = new DynamicSecret(chart, 'warehouse', {
    host: HOST,
    auth: sync('/').auth,
    location: { projectSlug: 'online-shop', environment, path: '/databases' },
    dynamicSecretName: 'warehouse-readonly',
    leaseTtl: Duration.hours(1),
  });
  lease.injectInto(exporter, { secretKeys: { PGUSER: 'DB_USERNAME', PGPASSWORD: 'DB_PASSWORD' } });
  const etl = new CronJob(chart, 'etl', { metadata: { name: 'etl' }, ...nightly });
  etl.addContainer({
    name: 'etl',
    image: 'registry.example.com/etl:0.7',
    envFrom: [new EnvFrom(undefined, undefined, secret)],
  });
  const backfill = new Job(chart, 'backfill', { metadata: { name: 'backfill' } });
  backfill.addContainer({ name: 'backfill', image: 'registry.example.com/etl:0.7' });
  secret.injectInto(backfill, { secretKeys: ['WAREHOUSE_URL'] });
  const notifier = new Deployment(chart, 'notifier', {
    metadata: { name: 'notifier' },
    containers: [{ name: 'notifier', image: 'registry.example.com/notifier:1.1' }],
  });
  secret.injectInto(notifier, {
    secretKeys: { SLACK_WEBHOOK: 'SLACK_WEBHOOK_URL', SMTP_PASSWORD: 'SMTP_PASSWORD' },
    autoReload: true,
  });
  return chart;
}
