import { Chart, Cron } from 'cdk8s';
import { CronJob, StatefulSet } from 'cdk8s-plus-28';
import {
  ApiGeneration,
  GitOpsApp,
  InfisicalAuth,
  InfisicalServiceAccount,
  SecretProjection,
  SecretSyncedApp,
  SyncedSecret,
  TemplateValue,
} from '../../lib';
import { findingsOfApp } from '../../lib/evaluation/report/app-findings';
import { IDENTITY_ID as identityId } from './manifests';

/** A default of ours never warns, and neither does what a user has to choose: the login, the generation. */
const LOGINS: readonly [string, InfisicalAuth][] = [
  ['universal', InfisicalAuth.universal({ credentials: { name: 'login' } })],
  ['kubernetes', InfisicalAuth.kubernetes({ identityId, serviceAccount: { name: 'infisical' } })],
  ['aws', InfisicalAuth.awsIam({ identityId })],
  ['azure', InfisicalAuth.azure({ identityId })],
  ['gcp token', InfisicalAuth.gcpIdToken({ identityId })],
  ['gcp key', InfisicalAuth.gcpIam({ identityId, serviceAccountKeyFilePath: '/var/key.json' })],
  ['ldap', InfisicalAuth.ldap({ identityId, credentials: { name: 'ldap' } })],
];

describe.each(LOGINS)('an app that logs in by %s', (_, auth) => {
  test.each([ApiGeneration.V1ALPHA1, ApiGeneration.V1BETA1])(
    'and uses the defaults says nothing (%s)',
    (generation) => {
      const app = new GitOpsApp();
      const chart = new Chart(app, 'shop', { namespace: 'shop' });
      new InfisicalServiceAccount(chart, 'infisical');
      const sync = { auth, generation, source: { projectSlug: 'shop', environment: 'prod' } };
      new SecretSyncedApp(chart, 'orders', { image: 'orders:1', port: 80, sync, secretKeys: ['A'] });
      const shared = new SyncedSecret(chart, 'shared', {
        ...sync,
        projection: SecretProjection.SELECTED,
        secretTemplate: { URL: TemplateValue.text('https://example.com') },
      });
      for (const id of ['a', 'b', 'c', 'd']) {
        new SecretSyncedApp(chart, id, { image: 'a:1', secret: shared, secretKeys: ['A', 'URL'] });
      }
      const database = new StatefulSet(chart, 'database', {
        metadata: { name: 'database' },
        containers: [{ image: 'db:1', port: 5432 }],
      });
      const nightly = new CronJob(chart, 'nightly', { schedule: Cron.daily(), containers: [{ image: 'a:1' }] });
      for (const workload of [database, nightly]) {
        shared.injectInto(workload, { secretKeys: ['B'], files: { path: '/etc/keys', secretKeys: ['KEY'] } });
      }
      expect(findingsOfApp(app)).toEqual([]);
    },
  );
});
