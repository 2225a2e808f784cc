import { externalSecretsAtInfisical } from '../../../model/delivery/external-secrets';
import { misspeltFieldsOf } from '../../../model/delivery/external-secrets/misspelt-fields';
import { externalSecretsObjects } from '../../../model/delivery/external-secrets/objects';
import { pushSecretsIn } from '../../../model/delivery/external-secrets/push-secrets';
import { storesOf } from '../../../model/delivery/external-secrets/stores';
import { isOlderThan } from '../../../model/delivery/external-secrets/versions';
import { objectOf } from '../../../model/resource';
import { quotedKey } from '../../../text/key-name';
import { type ExampleObject, ruleOn, Severity } from '../../rule';
import { asking, externalSecretWith, storeWith } from './examples';

export const O9 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'Objects of External Secrets Operator have a version of its API that is served',
  why: 'Since 0.17 the API server knows no v1beta1: kubectl and Argo CD find no such kind. The fields are the same in v1.',
  source: 'external-secrets v0.16.0, v0.17.0, v2.9.0: config/crds/bases (served); external-secrets #4840, #4901',
  bad: asking({}, { apiVersion: 'external-secrets.io/v1beta1' }),
  good: asking({}),
  assumes: 'externalSecretsVersion',
  check: (app, report) => {
    const version = app.settings.externalSecretsVersion;
    if (isOlderThan(version, '0.17')) return;
    const atInfisical = new Set([
      ...externalSecretsAtInfisical(app).map(({ resource }) => resource),
      ...storesOf(app).flatMap(({ resource, infisical }) => (infisical ? [resource] : [])),
    ]);
    for (const { resource, version: served } of externalSecretsObjects(app)) {
      if (served !== 'v1beta1' || !atInfisical.has(resource)) continue;
      report(
        resource,
        objectOf(resource).at('apiVersion'),
        'v1beta1 is not served since External Secrets 0.17: write external-secrets.io/v1',
      );
    }
  },
});

export const O17 = ruleOn('externalSecret', {
  severity: Severity.WARNING,
  title: 'An ExternalSecret is refreshed',
  why: 'With an interval of 0, the values are fetched once, and not even a change of the ExternalSecret itself counts while its Secret is there.',
  source:
    'external-secrets v2.9.0: pkg/controllers/externalsecret/externalsecret_controller.go (shouldRefreshPeriodic)',
  bad: asking({ refreshInterval: '0' }),
  good: asking({ refreshInterval: '0', refreshPolicy: 'CreatedOnce' }),
  check: ({ spec }, report) => {
    const [interval, policy] = [spec.at('refreshInterval'), spec.at('refreshPolicy')];
    if (policy.isGiven && policy.raw !== 'Periodic') return;
    if (typeof interval.raw !== 'string' || !/^[-+]?(?:0(?:\.0*)?[a-zµμ]*)+$/.test(interval.raw)) return;
    report(
      interval,
      `the refreshInterval "${interval.raw}" fetches once, and lets no later change count: write for example "1h", or refreshPolicy CreatedOnce`,
    );
  },
});

export const O18 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'What External Secrets Operator reads is spelt as it spells it',
  why: 'kubectl refuses a field that is unknown; Helm and Argo CD write it, and the API server drops it: the store then reads another folder than was meant.',
  source: 'external-secrets v2.9.0: apis/externalsecrets/v1/externalsecret_types.go, secretsstore_infisical_types.go',
  bad: {
    objects: [storeWith({ secretsScope: { projectSlug: 'shop-x1', environmentSlug: 'prod', secretPath: '/api' } })],
  },
  good: {
    objects: [storeWith({ secretsScope: { projectSlug: 'shop-x1', environmentSlug: 'prod', secretsPath: '/api' } })],
  },
  check: (app, report) => {
    for (const { resource, at, problem, meant } of misspeltFieldsOf(app))
      report(resource, at, problem, undefined, meant);
  },
});

function pushing(remoteKey: string): ExampleObject {
  return {
    apiVersion: 'external-secrets.io/v1alpha1',
    kind: 'PushSecret',
    metadata: { name: 'push', namespace: 'shop' },
    spec: {
      secretStoreRefs: [{ name: 'infisical' }],
      selector: { secret: { name: 'made' } },
      data: [{ match: { secretKey: 'token', remoteRef: { remoteKey } } }],
    },
  };
}

export const O19 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'What a PushSecret writes is not what an ExternalSecret of the same namespace reads',
  why: 'The value goes in a circle: where the Secret is lost, so is the value.',
  source:
    'external-secrets v2.9.0: providers/v1/infisical/push_secret.go, pkg/controllers/pushsecret/pushsecret_controller.go',
  bad: { objects: [storeWith({}), externalSecretWith({ target: { name: 'made' } }), pushing('API_TOKEN')] },
  good: { objects: [storeWith({}), externalSecretWith({ target: { name: 'made' } }), pushing('OTHER_TOKEN')] },
  check: (app, report) => {
    const wayOf = (...way: readonly unknown[]) => JSON.stringify(way);
    const read = new Set(
      externalSecretsAtInfisical(app).flatMap(({ namespace = null, name, spec, provided }) => {
        const secret = spec.text('target', 'name').value || name;
        return provided.needs.map(({ source, key }) => wayOf(secret, namespace, source, key));
      }),
    );
    for (const { resource, writes = [] } of pushSecretsIn(app)) {
      const { namespace = null } = resource.manifest.metadata;
      const pushed = objectOf(resource).text('spec', 'selector', 'secret', 'name').value;
      for (const { source, key, at } of writes) {
        if (key === undefined || !read.has(wayOf(pushed, namespace, source, key))) continue;
        report(
          resource,
          at,
          `the key ${quotedKey(key)} is pushed from the Secret that an ExternalSecret fills with it: take one of both out`,
        );
      }
    }
  },
});
