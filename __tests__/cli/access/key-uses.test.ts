import { Chart } from 'cdk8s';
import { CronJob, Deployment } from 'cdk8s-plus-28';
import { stringify } from 'yaml';
import { foldersToAsk } from '../../../cli/access/folders-to-ask';
import type { KeyUse } from '../../../cli/access/key-use';
import { keyUsesIn } from '../../../cli/access/key-uses';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import {
  ApiGeneration,
  DynamicSecret,
  GitOpsApp,
  InfisicalAuth,
  InfisicalHost,
  SecretProjection,
  StaticSecretPush,
  SyncedSecret,
  type SyncedSecretProps,
  TemplateValue,
} from '../../../lib';

const SOURCE = { projectSlug: 'shop', environment: 'prod', path: '/api' };
const SYNC: SyncedSecretProps = {
  auth: InfisicalAuth.kubernetes({
    identityId: '6f1c2d7e-0000-4000-8000-000000000001',
    serviceAccount: { name: 'infisical' },
  }),
  source: SOURCE,
};
const PLACE = { host: 'https://app.infisical.com', hostAssumed: false, recursive: false, ...SOURCE };

function declared(declare: (chart: Chart) => void): readonly KeyUse[] {
  const chart = new Chart(new GitOpsApp(), 'shop', { namespace: 'shop' });
  declare(chart);
  const text = chart
    .toJson()
    .map((object) => stringify(object))
    .join('---\n');
  return keyUsesIn(manifestsIn(text, 'dist/prod/shop.k8s.yaml').manifests);
}

function withApi(chart: Chart, secret: SyncedSecret, secretKeys: string[] | { [variable: string]: string }) {
  const api = new Deployment(chart, 'api', { metadata: { name: 'api' }, containers: [{ image: 'api' }] });
  secret.injectInto(api, { secretKeys });
}

const brief = ({ workload, resource, container, variable, file, managed, needs, via }: KeyUse) => ({
  workload: workload && `${workload.manifest.kind} ${workload.manifest.metadata.name}`,
  resource: resource.manifest.kind,
  container,
  target: variable ?? file,
  via,
  managed: `${managed.name}${managed.key === undefined ? '' : `.${managed.key}`}`,
  needs: needs.map(({ key, optional }) => (optional ? `${key}?` : key)),
});

test('what a push of v1beta1 writes is no source of a key, and what it takes is asked for as a whole', () => {
  const uses = declared((chart) => {
    const secret = new SyncedSecret(chart, 'secrets', SYNC);
    withApi(chart, secret, ['DATABASE_URL']);
    const targets = [{ projectSlug: 'shop', environmentSlug: 'prod', secretPath: '/pushed' }];
    new StaticSecretPush(chart, 'push', { spec: { secretRef: { name: 'secrets', namespace: 'shop' }, targets } });
    new StaticSecretPush(chart, 'unknown', { spec: { whatever: true } });
  });
  expect(uses.map(({ workload, managed: { key } }) => [workload?.manifest.kind, key])).toEqual([
    ['Deployment', 'DATABASE_URL'],
    ['InfisicalStaticSecretPush', undefined],
  ]);
  expect(foldersToAsk(uses).map(({ path }) => path)).toEqual(['/api']);
});

describe.each([ApiGeneration.V1ALPHA1, ApiGeneration.V1BETA1])('in %s', (generation) => {
  test('a variable needs its key at the source of the managed Secret', () => {
    const [use, ...others] = declared((chart) => {
      const secret = new SyncedSecret(chart, 'secrets', { ...SYNC, generation, host: InfisicalHost.cloudEu() });
      withApi(chart, secret, { DB_URL: 'DATABASE_URL' });
    });
    expect(others).toEqual([]);
    expect(brief(use)).toEqual({
      workload: 'Deployment api',
      resource: generation === ApiGeneration.V1BETA1 ? 'InfisicalStaticSecret' : 'InfisicalSecret',
      container: 'main',
      target: 'DB_URL',
      via: 'env',
      managed: 'secrets.DATABASE_URL',
      needs: ['DATABASE_URL'],
    });
    expect(use.needs[0].sources).toEqual([{ ...PLACE, host: 'https://eu.infisical.com' }]);
    expect(use).toMatchObject({ folder: 'dist/prod', optional: false });
  });

  test('a key of a template needs what the template is made of, and so does the template itself', () => {
    const url = TemplateValue.concat(TemplateValue.key('USER'), TemplateValue.text('@db/'), TemplateValue.key('NAME'));
    const uses = declared((chart) => {
      const secret = new SyncedSecret(chart, 'secrets', { ...SYNC, generation, secretTemplate: { URL: url } });
      withApi(chart, secret, ['URL', 'PORT']);
    });
    expect(uses.map(brief)).toMatchObject([
      { target: 'URL', needs: ['USER', 'NAME'] },
      { target: 'PORT', needs: ['PORT'] },
      { workload: undefined, via: 'template', managed: 'secrets', needs: ['USER', 'NAME'] },
    ]);
  });
});

test('files are found in each container that mounts them', () => {
  const uses = declared((chart) => {
    const secret = new SyncedSecret(chart, 'secrets', SYNC);
    const job = new CronJob(chart, 'job', {
      metadata: { name: 'job' },
      schedule: { expressionString: '@daily' } as never,
    });
    job.addContainer({ name: 'a', image: 'a' });
    job.addContainer({ name: 'b', image: 'b' });
    secret.injectInto(job, { files: { path: '/etc/tls', secretKeys: { 'tls.crt': 'CERT' } } });
  });
  expect(uses.map(brief)).toMatchObject([
    { workload: 'CronJob job', container: 'a', target: '/etc/tls/tls.crt', needs: ['CERT'] },
    { workload: 'CronJob job', container: 'b', target: '/etc/tls/tls.crt', needs: ['CERT'] },
  ]);
});

test('every key of a Secret is as many uses as it is known to have keys', () => {
  const everything = (projection?: SecretProjection) =>
    declared((chart) => {
      const secret = new SyncedSecret(chart, 'secrets', { ...SYNC, projection });
      const api = new Deployment(chart, 'api', { metadata: { name: 'api' }, containers: [{ image: 'api' }] });
      secret.envValue('A');
      secret.injectInto(api, { everyKey: true, prefix: 'X_' });
    }).map(brief);
  expect(everything()).toMatchObject([{ via: 'envFrom', managed: 'secrets', needs: [] }]);
  expect(everything(SecretProjection.SELECTED)).toMatchObject([
    { target: 'X_A', managed: 'secrets.A', needs: ['A'] },
    { via: 'template', needs: ['A'] },
  ]);
});

test('what is leased needs no secret key', () => {
  const [use] = declared((chart) => {
    const lease = new DynamicSecret(chart, 'lease', {
      auth: SYNC.auth,
      location: SOURCE,
      dynamicSecretName: 'reports',
    });
    const api = new Deployment(chart, 'api', { metadata: { name: 'api' }, containers: [{ image: 'api' }] });
    lease.injectInto(api, { secretKeys: ['DB_USERNAME'] });
  });
  expect(brief(use)).toMatchObject({ resource: 'InfisicalDynamicSecret', managed: 'lease.DB_USERNAME', needs: [] });
  expect(use.sources).toEqual([{ ...PLACE, secretName: 'reports' }]);
});

describe('YAML from elsewhere', () => {
  const RESOURCE = (spec: string) => `
apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: secrets, namespace: shop }
spec:
  ${spec.trim().replaceAll('\n', '\n  ')}
`;
  const AUTH = `
authentication:
  universalAuth:
    credentialsRef: { secretName: c, secretNamespace: shop }
    secretsScope: { projectSlug: shop, envSlug: prod, secretsPath: api/ }
managedSecretReference:
  secretName: managed
  secretNamespace: shop`;
  const POD = (env: string, file = 'pod') => `
apiVersion: v1
kind: Pod
metadata: { name: ${file}, namespace: shop }
spec: { containers: [{ name: c, env: [{ name: A, valueFrom: { secretKeyRef: { name: managed, ${env} } } }] }] }
`;
  const usesIn = (...texts: string[]) =>
    keyUsesIn(texts.flatMap((text, i) => manifestsIn(text, `d/${i}.yaml`).manifests));

  test('says which host it had to assume, and reads paths as Infisical does', () => {
    const [use] = usesIn(RESOURCE(AUTH), POD('key: A'));
    expect(use.sources).toEqual([{ ...PLACE, hostAssumed: true }]);
    expect([use.workload?.file, use.resource.file]).toEqual(['d/1.yaml', 'd/0.yaml']);
  });

  test('an optional key is told apart', () => {
    expect(usesIn(RESOURCE(AUTH), POD('key: A, optional: true'))).toMatchObject([{ optional: true }]);
  });

  test('a key that a template provides for is optional, one that it merely guards is not', () => {
    const template = (text: string) => RESOURCE(`${AUTH}\n  template: { data: { A: '${text}' } }`);
    const needs = (text: string) => usesIn(template(text))[0]?.needs.map(({ key, optional }) => [key, optional]);
    expect(needs('{{ .B.Value | default "x" }}')).toEqual([['B', true]]);
    expect(needs('{{ if .B }}{{ .B.Value }}{{ end }}')).toEqual([['B', true]]);
    expect(needs('{{ if .B }}{{ else }}{{ fail "B" }}{{ end }}{{ .B.Value }}')).toEqual([['B', false]]);
  });

  const SHARED = '---\napiVersion: v1\nkind: Service\nmetadata: { name: api, namespace: shop }\n';
  const CLUSTER_WIDE = '---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';
  const brieflyIn = (files: { [file: string]: string }) =>
    keyUsesIn(Object.entries(files).flatMap(([file, text]) => manifestsIn(text, file).manifests)).map(
      ({ folder, workload, resource }) => [folder, workload?.file, resource.file],
    );

  test('what stands in another folder with an object of the same name is of another environment', () => {
    const files = { 'd/prod/a.yaml': RESOURCE(AUTH) + SHARED, 'd/dev/a.yaml': POD('key: A') + SHARED };
    expect(brieflyIn(files)).toEqual([]);
  });

  test.each([
    ['k8s/secrets/a.yaml', 'k8s/apps/a.yaml'],
    ['k8s/secrets/a.yaml', 'k8s/a.yaml'],
    ['infisical/a.yaml', 'k8s/apps/a.yaml'],
  ])('what %s writes is used by workloads in %s', (writer, user) => {
    const files = { [writer]: RESOURCE(AUTH) + CLUSTER_WIDE, [user]: POD('key: A') + CLUSTER_WIDE };
    expect(brieflyIn(files)).toEqual([[user.replace('/a.yaml', ''), user, writer]]);
  });

  test('a folder of its own delivers to each environment, and they deliver nothing to one another', () => {
    const files = {
      'k8s/secrets/a.yaml': RESOURCE(AUTH),
      'k8s/dev/a.yaml': POD('key: A'),
      'k8s/prod/a.yaml': POD('key: A'),
    };
    expect(brieflyIn(files)).toEqual([
      ['k8s/dev', 'k8s/dev/a.yaml', 'k8s/secrets/a.yaml'],
      ['k8s/prod', 'k8s/prod/a.yaml', 'k8s/secrets/a.yaml'],
    ]);
  });

  test('another way of delivery reaches over folders, too', () => {
    const delivery = `
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: { name: infisical, namespace: shop }
spec:
  provider:
    infisical:
      auth: { universalAuthCredentials: { clientId: { name: c, key: i }, clientSecret: { name: c, key: s } } }
      secretsScope: { projectSlug: shop, environmentSlug: prod, secretsPath: /api }
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: api, namespace: shop }
spec:
  secretStoreRef: { name: infisical, kind: SecretStore }
  target: { name: managed }
  data: [{ secretKey: A, remoteRef: { key: A } }]
`;
    expect(brieflyIn({ 'k8s/eso/a.yaml': delivery, 'k8s/apps/a.yaml': POD('key: A') })).toContainEqual([
      'k8s/apps',
      'k8s/apps/a.yaml',
      'k8s/eso/a.yaml',
    ]);
  });

  test('manifests without metadata are no reason to stop', () => {
    expect(
      usesIn('apiVersion: v1\nkind: Pod\n', 'apiVersion: secrets.infisical.com/v1alpha1\nkind: InfisicalSecret\n'),
    ).toEqual([]);
  });
});
