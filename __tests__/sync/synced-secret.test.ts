import { App, Chart, Duration, JsonPatch } from 'cdk8s';
import { CronJob, Deployment, EnvValue } from 'cdk8s-plus-28';
import {
  ApiGeneration,
  CreationPolicy,
  InfisicalHost,
  InfisicalOperator,
  ManagedSecretType,
  SecretProjection,
  SyncedSecret,
  type SyncedSecretProps,
  SyncTarget,
  TemplateValue,
} from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, synthesize, synthesizeOne } from '../synthesis';

const resourceOf = (props: Partial<SyncedSecretProps> = {}) =>
  synthesizeOne('InfisicalSecret', (chart) => new SyncedSecret(chart, 'shop', { ...SYNC, ...props }));

/** What static-secret.test.ts is about. */
type V1Beta1 = 'additionalSources' | 'connectionName' | 'authName';

/** What taken-from-the-environment.test.ts is about. */
type FromEnvironment = 'secretPath' | 'project';

test('the smallest declaration', () => {
  expect(resourceOf()).toMatchInlineSnapshot(`
{
  "apiVersion": "secrets.infisical.com/v1alpha1",
  "kind": "InfisicalSecret",
  "metadata": {
    "name": "shop",
    "namespace": "project",
  },
  "spec": {
    "authentication": {
      "universalAuth": {
        "credentialsRef": {
          "secretName": "credentials",
          "secretNamespace": "default",
        },
        "secretsScope": {
          "envSlug": "prod",
          "projectSlug": "shop",
          "secretsPath": "/",
        },
      },
    },
    "hostAPI": "https://app.infisical.com/api",
    "managedKubeSecretReferences": [
      {
        "creationPolicy": "Owner",
        "secretName": "shop",
        "secretNamespace": "project",
      },
    ],
  },
}
`);
});

test('every prop reaches the YAML', () => {
  const props: Required<Omit<SyncedSecretProps, V1Beta1 | FromEnvironment>> = {
    ...SYNC,
    host: InfisicalHost.cloudEu(),
    name: 'shop-sync',
    namespace: 'infisical',
    labels: { team: 'checkout' },
    annotations: { 'example.com/owner': 'checkout' },
    secretName: 'shop-secrets',
    secretNamespace: 'shop',
    secretType: ManagedSecretType.opaque(),
    secretTemplate: { URL: TemplateValue.concat(TemplateValue.text('https://'), TemplateValue.key('HOST')) },
    projection: SecretProjection.SELECTED,
    additionalTargets: [SyncTarget.secret('copy')],
    generation: ApiGeneration.V1ALPHA1,
    pruneProtection: true,
    secretLabels: { team: 'payments' },
    secretAnnotations: { 'example.com/owner': 'payments' },
    creationPolicy: CreationPolicy.ORPHAN,
    resyncInterval: Duration.minutes(10),
    instantUpdates: true,
  };
  expect(resourceOf(props)).toMatchSnapshot();
});

describe('the managed Secret', () => {
  const managed = (props: Partial<SyncedSecretProps>) => resourceOf(props).spec.managedKubeSecretReferences[0];

  test('is owned by the resource where both share a namespace', () => {
    expect(managed({}).creationPolicy).toBe('Owner');
  });

  test('is an orphan in another namespace, and kept from pruning by Argo CD', () => {
    expect(managed({ secretNamespace: 'shop' })).toEqual({
      secretName: 'shop',
      secretNamespace: 'shop',
      creationPolicy: 'Orphan',
      template: {
        includeAllSecrets: true,
        metadata: {
          labels: {},
          annotations: {
            'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
            'argocd.argoproj.io/sync-options': 'Prune=false',
          },
        },
      },
    });
  });

  test('is left as it is without pruneProtection, also where it is an orphan', () => {
    const orphan = { secretName: 'shop', secretNamespace: 'shop', creationPolicy: 'Orphan' };
    expect(managed({ secretNamespace: 'shop', pruneProtection: false })).toEqual(orphan);
    expect(managed({ secretNamespace: 'shop', pruneProtection: false, secretLabels: { a: 'b' } })).toEqual({
      ...orphan,
      template: { includeAllSecrets: true, metadata: { labels: { a: 'b' }, annotations: {} } },
    });
    const additionalTargets = [SyncTarget.secret('copy', { namespace: 'shop', pruneProtection: false })];
    expect(resourceOf({ additionalTargets }).spec.managedKubeSecretReferences[1]).toEqual({
      ...orphan,
      secretName: 'copy',
    });
  });

  test('has labels and annotations of its own without becoming empty', () => {
    expect(managed({ secretLabels: { team: 'checkout' } }).template).toEqual({
      includeAllSecrets: true,
      metadata: { labels: { team: 'checkout' }, annotations: {} },
    });
  });
});

describe('the resync interval in the notation of the operator', () => {
  test.each([
    [Duration.seconds(15), '15s'],
    [Duration.seconds(90), '90s'],
    [Duration.seconds(60), '1m'],
    [Duration.millis(5000), '5s'],
    [Duration.minutes(90), '90m'],
    [Duration.hours(1), '1h'],
    [Duration.days(2), '2d'],
  ])('%s', (resyncInterval, expected) => {
    expect(resourceOf({ resyncInterval }).spec.syncConfig).toEqual({ resyncInterval: expected });
  });
});

describe('fails for an interval that the operator would misread', () => {
  test.each([
    [Duration.seconds(0), 'the interval "0s" would be misread by the operator'],
    [Duration.millis(7500), 'the interval "7500ms" would be misread by the operator'],
    [Duration.seconds(4), 'the interval "4s" is below the operator\'s minimum of 5s'],
  ])('%s', (resyncInterval, message) => {
    const errors = errorsOf((chart) => new SyncedSecret(chart, 'secret', { ...SYNC, resyncInterval }));
    expect(errors).toEqual([expect.stringContaining(`[project/secret] ${message}`)]);
  });

  test('also when a patch brings it in', () => {
    const errors = errorsOf((chart) => {
      const { apiObject } = new SyncedSecret(chart, 'secret', SYNC);
      apiObject.addJsonPatch(JsonPatch.add('/spec/resyncInterval', 3));
    });
    expect(errors).toEqual([
      '[project/secret] resyncInterval 3 would silently become 5 minutes: write at least 5 (seconds) (T3)',
    ]);
  });

  test.each([
    [
      ApiGeneration.V1ALPHA1,
      '/spec/authentication',
      'there is no authentication method: set one, for example universal',
    ],
    [
      ApiGeneration.V1BETA1,
      '/spec/infisicalAuthRef',
      'there is no authentication: set auth, or name an InfisicalAuth in infisicalAuthRef',
    ],
  ])('also when a patch takes the login out, in %s', (generation, place, message) => {
    const errors = errorsOf((chart) => {
      const { apiObject } = new SyncedSecret(chart, 'secret', { ...SYNC, generation });
      apiObject.addJsonPatch(JsonPatch.remove(place));
    });
    expect(errors).toEqual([`[project/secret] ${message} (A1)`]);
  });
});

describe('as a cdk8s-plus secret', () => {
  test('any cdk8s-plus container can take a key, and a missing key stops the pod', () => {
    const deployment = synthesizeOne('Deployment', (chart) => {
      const secret = new SyncedSecret(chart, 'shop', SYNC);
      const pod = new Deployment(chart, 'worker', { metadata: { name: 'worker' } });
      const container = pod.addContainer({ image: 'worker' });
      container.env.addVariable('TOKEN', secret.envValue('TOKEN'));
      container.env.addVariable('MAYBE', secret.envValue('MAYBE', { optional: true }));
    });
    expect(deployment.spec.template.spec.containers[0].env).toEqual([
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'shop', key: 'TOKEN', optional: false } } },
      { name: 'MAYBE', valueFrom: { secretKeyRef: { name: 'shop', key: 'MAYBE', optional: true } } },
    ]);
  });

  test('it describes the managed Secret', () => {
    synthesize((chart) => {
      const secret = new SyncedSecret(chart, 'shop', { ...SYNC, secretName: 'managed', secretNamespace: 'other' });
      expect(secret).toMatchObject({
        name: 'managed',
        namespace: 'other',
        resourceName: 'managed',
        apiVersion: 'v1',
        apiGroup: '',
        kind: 'Secret',
        resourceType: 'secrets',
      });
    });
  });
});

test('a patch of a field that this library does not know survives, where the operator is newer than what it knows', () => {
  const app = new App();
  InfisicalOperator.configure(app, { version: 'v9.0.0' });
  const chart = new Chart(app, 'project', { namespace: 'project' });
  const { apiObject } = new SyncedSecret(chart, 'secret', SYNC);
  apiObject.addJsonPatch(JsonPatch.add('/spec/fieldOfTomorrow', { deep: [1] }));
  const [resource] = chart.toJson();
  expect(resource.spec.fieldOfTomorrow).toEqual({ deep: [1] });
});

describe('fails for', () => {
  test('creation policy Owner across namespaces', () => {
    const props = { ...SYNC, secretNamespace: 'shop', creationPolicy: CreationPolicy.OWNER };
    expect(errorsOf((chart) => new SyncedSecret(chart, 'secret', props))).toEqual([
      '[project/secret] creation policy Owner cannot reach from namespace "project" to the managed Secret "secret" in "shop", Kubernetes forbids owners in other namespaces: use Orphan, or put the resource into "shop" (M3)',
    ]);
  });

  test('a creation policy in lower case, as plain JavaScript can have it', () => {
    const props = { ...SYNC, creationPolicy: 'owner' as never };
    expect(errorsOf((chart) => new SyncedSecret(chart, 'secret', props))).toEqual([
      '[project/secret] creation policy "owner" would act as Orphan: did you mean "Owner"? (M4)',
    ]);
  });

  test('no namespace anywhere', () => {
    const build = (chart: Chart) => {
      // `undefined` would select the default namespace of the test's chart.
      const bare = new Chart(chart, 'bare');
      new SyncedSecret(bare, 'secret', { ...SYNC, auth: SYNC.auth });
    };
    expect(errorsOf(build)).toEqual([
      '[project/bare/secret] the managed Secret "secret" has no namespace, and the operator has no default namespace: set `namespace` on the Chart or on the construct (A4)',
    ]);
  });

  test('names that Kubernetes refuses', () => {
    const build = (chart: Chart) =>
      new SyncedSecret(chart, 'secret', {
        ...SYNC,
        name: 'My_Secret',
        secretName: 'managed_secret',
        namespace: 'Shop',
      });
    const rule =
      'must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit';
    expect(errorsOf(build)).toEqual([
      `[project/secret] the name of the managed Secret "managed_secret" ${rule} (M7)`,
      `[project/secret] the name of the InfisicalSecret "My_Secret" ${rule} (N1)`,
      '[project/secret] the namespace "Shop" must be a lower-case RFC 1123 label: a-z, 0-9 and "-", starting and ending with a letter or digit (N2)',
    ]);
  });

  test('two resources that write one Secret', () => {
    const build = (chart: Chart) => {
      new SyncedSecret(chart, 'first', { ...SYNC, secretName: 'managed' });
      new SyncedSecret(chart, 'second', { ...SYNC, secretName: 'managed' });
    };
    expect(errorsOf(build)).toEqual([
      '[project/second] the managed Secret project/managed is already written by InfisicalSecret "first", and whichever writes last stays, while both say that they have synced: choose another name, or share that sync (M5)',
    ]);
  });
});

test('a workload of any kind in another namespace fails', () => {
  const build = (chart: Chart) => {
    const secret = new SyncedSecret(chart, 'secret', { ...SYNC, secretNamespace: 'shop' });
    new CronJob(chart, 'report', {
      metadata: { name: 'report' },
      schedule: { expressionString: '0 0 * * *' } as never,
      containers: [{ image: 'report', envVariables: { A: secret.envValue('A'), B: EnvValue.fromValue('b') } }],
    });
  };
  expect(errorsOf(build)).toEqual([
    '[project/report] the workload runs in namespace "project" and cannot use the managed Secret "secret" in "shop": give both the same namespace (C1)',
  ]);
});
