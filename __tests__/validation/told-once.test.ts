import { Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import {
  ApiGeneration,
  InfisicalAuth,
  SecretProjection,
  SecretSyncedApp,
  type SecretSyncedAppProps,
  SyncedSecret,
} from '../../lib';
import { findingsOfApp } from '../../lib/evaluation/report/app-findings';
import type { Manifest } from '../../lib/model/manifest';
import { checkManifests } from '../../lib/validation/check-manifests';
import { shop } from '../sync/shop';
import { errorsOf } from '../synthesis';
import { container, deployment, infisicalSecret, managedSecret, podTemplate } from './manifests';

/** One mistake is one finding: what another finding explains is not printed. */
const told = (...manifests: Manifest[]) => checkManifests(manifests).map(({ rule }) => rule);

const auth = InfisicalAuth.universal({ credentials: { name: 'login' } });
const source = { projectSlug: 'shop', environment: 'prod', keys: ['DATABASE_URL', 'PORT'] };

describe('one mistake in a manifest', () => {
  test('a workload in another namespace is C1, not also "the annotation has no effect" (C9)', () => {
    expect(told(infisicalSecret(), deployment({}, { namespace: 'elsewhere' }))).toEqual(['C1']);
  });

  test('a managed Secret without a namespace is A4, not also C1 and C9 of each of its users', () => {
    const secret = infisicalSecret({ managedKubeSecretReferences: [managedSecret({ secretNamespace: '' })] });
    expect(told(secret, deployment(), deployment({}, { name: 'web' }))).toEqual(['A4']);
  });

  test('a workload of finished YAML without a namespace gets one from whoever applies it: nothing', () => {
    expect(told(infisicalSecret(), deployment({}, { namespace: undefined }))).toEqual([]);
  });

  test('a managed Secret without a name is M7, not also C9', () => {
    const secret = infisicalSecret({ managedKubeSecretReferences: [managedSecret({ secretName: '' })] });
    expect(told(secret, deployment())).toEqual(['M7']);
  });

  test('a namespace that is none is N2, not also M3 or C1', () => {
    expect(told(infisicalSecret({}, { namespace: 'Shop' }))).toEqual(['N2']);
    expect(told(infisicalSecret(), deployment({}, { namespace: 'Shop' }))).toEqual(['N2']);
  });

  test('a finalizer of a claim that a volume makes is P25, not also N8', () => {
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
    const ephemeral = { volumeClaimTemplate: { metadata: { finalizers: ['example.com/keep'] }, spec } };
    const volumes = [{ name: 'cache', ephemeral }];
    const containers = [container({ volumeMounts: [{ name: 'cache', mountPath: '/cache' }] })];
    expect(told(infisicalSecret(), deployment({ template: podTemplate({ containers, volumes }) }))).toEqual(['P25']);
  });

  test('a value in the place of a key is K7, not also C2', () => {
    const template = { includeAllSecrets: false, data: { TOKEN: '{{ .TOKEN.Value }}' } };
    const secret = infisicalSecret({ managedKubeSecretReferences: [managedSecret({ template })] });
    const env = [{ name: 'A', valueFrom: { secretKeyRef: { name: 'api-secrets', key: 'not a key' } } }];
    const workload = deployment({ template: podTemplate({ containers: [container({ env })] }) });
    expect(told(secret, workload)).toEqual(['K7']);
  });

  test('but what is not of that mistake is told too: a misspelt key beside a value (C2), a frozen Secret beside C1 (C11)', () => {
    const template = { includeAllSecrets: false, data: { TOKEN: '{{ .TOKEN.Value }}' } };
    const secret = infisicalSecret({ managedKubeSecretReferences: [managedSecret({ template })] });
    const from = (key: string, name = 'api-secrets') => ({ valueFrom: { secretKeyRef: { name, key } } });
    const running = (env: object[], name: string, annotations = {}) =>
      deployment({ template: podTemplate({ containers: [container({ env })] }) }, { name, annotations });
    const both = [
      { name: 'A', ...from('not a key') },
      { name: 'B', ...from('TOKN') },
    ];
    expect(told(secret, running(both, 'api'))).toEqual(['K7', 'C2']);

    const elsewhere = infisicalSecret(
      { managedKubeSecretReferences: [managedSecret({ secretName: 'far', secretNamespace: 'far' })] },
      { name: 'far', namespace: 'far' },
    );
    const env = [{ name: 'A', ...from('TOKEN') }];
    const reloading = running(env, 'web', { 'secrets.infisical.com/auto-reload': 'true' });
    const frozen = running([...env, { name: 'F', ...from('X', 'far') }], 'api', {});
    expect(told(secret, elsewhere, reloading, frozen)).toEqual(['C1', 'C11']);
  });
});

describe('one mistake in a program', () => {
  test.each([ApiGeneration.V1ALPHA1, ApiGeneration.V1BETA1])(
    'a chart without a namespace is one line for a secret with its login (%s)',
    (generation) => {
      const errors = errorsOf((chart) => {
        const bare = new Chart(chart, 'bare');
        new SecretSyncedApp(bare, 'api', { image: 'api:1', sync: { auth, source, generation }, secretKeys: ['PORT'] });
      });
      expect(errors).toEqual([
        expect.stringMatching(
          /^\[project\/bare\/api\/Secret\] the managed Secret "api", the reference .* have no namespace/,
        ),
      ]);
    },
  );

  test.each([ApiGeneration.V1ALPHA1, ApiGeneration.V1BETA1])(
    'a key misspelt under SELECTED is told where it is used, with the variable (%s)',
    (generation) => {
      const errors = errorsOf((chart) => {
        const projection = SecretProjection.SELECTED;
        const secret = new SyncedSecret(chart, 'secret', { auth, source, generation, projection });
        new SecretSyncedApp(chart, 'api', { image: 'api:1', secret, secretKeys: { DB: 'DATABSE_URL', PORT: 'PORT' } });
        new SecretSyncedApp(chart, 'web', { image: 'web:1', secret, secretKeys: ['PORT'] });
      });
      const kind = generation === ApiGeneration.V1BETA1 ? 'InfisicalStaticSecret' : 'InfisicalSecret';
      expect(errors).toEqual([
        `[project/api/Deployment] the variable "DB" of container "api" uses the key "DATABSE_URL", which the source of ${kind} "secret" does not have: did you mean "DATABASE_URL"? (C2)`,
      ]);
    },
  );

  test('the same key in a template that nobody takes over as it is stays with the template (K5)', () => {
    const errors = errorsOf((chart) => {
      const secret = new SyncedSecret(chart, 'secret', { auth, source, projection: SecretProjection.SELECTED });
      secret.envValue('DATABSE_URL');
    });
    expect(errors).toEqual([expect.stringMatching(/^\[project\/secret\] the template of the key .*\(K5\)$/)]);
  });

  const reloading = { image: 'api:1', secretPath: '/api', autoReload: true };
  test.each<[string, string, (chart: Chart) => void]>([
    ['two secrets', 'C14', (chart) => app(chart, { ...reloading, sync: { secretPath: '/web' } })],
    ['no secret', 'C14', (chart) => app(chart, { ...reloading, secretPath: undefined })],
    ['keys that are a text', 'N5', (chart) => app(chart, { ...reloading, secretKeys: 'PORT' })],
    [
      'no key under SELECTED',
      'M12',
      (chart) => {
        const sync = { secretPath: '/api', projection: SecretProjection.SELECTED };
        app(chart, { image: 'api:1', autoReload: true, sync });
      },
    ],
    [
      'a container that is misspelt',
      'C17',
      (chart) => {
        const secret = new SyncedSecret(chart, 'secret', { secretPath: '/api' });
        const worker = new Deployment(chart, 'worker', { containers: [{ name: 'worker', image: 'worker:1' }] });
        secret.injectInto(worker, { secretKeys: ['PORT'], containers: ['wrker'], autoReload: true });
      },
    ],
  ])('auto-reload of a workload that for another mistake uses no secret: %s is %s, not also C9', (_, rule, declare) => {
    const { prod, chart } = shop();
    declare(chart);
    expect(findingsOfApp(prod).map((finding) => finding.rule)).toEqual([rule]);
  });
});

const app = (chart: Chart, props: object) => new SecretSyncedApp(chart, 'api', props as SecretSyncedAppProps);
