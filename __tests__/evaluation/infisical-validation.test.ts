import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Yaml } from 'cdk8s';
import { ValidationContext } from 'cdk8s-cli/plugins';
import { InfisicalValidation } from '../../lib/evaluation';
import type { _PluginProperties } from '../../lib/evaluation/infisical-validation';
import { configured } from '../configuration/working-folder';
import {
  argoApplication,
  cronJob,
  deployment,
  infisicalSecret,
  keyContainer,
  podTemplate,
} from '../validation/manifests';

/** A Deployment that runs where the managed Secret is not (rule C1). */
const LOST = deployment({ template: podTemplate({ containers: [keyContainer(['A'])] }) }, { namespace: 'elsewhere' });

let dist: string;

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  dist = mkdtempSync(join(tmpdir(), 'plugin-'));
});

afterEach(() => rmSync(dist, { recursive: true }));

describe('the validation plugin of cdk8s-cli', () => {
  test('passes what keeps the rules', async () => {
    const { success, violations } = await validate({ 'prod/shop.k8s.yaml': [infisicalSecret(), deployment()] });
    expect({ success, violations }).toEqual({ success: true, violations: [] });
  });

  test('reports the rule, the remedy, the object and where in it, its file and its construct', async () => {
    const metadata = { [LOST.metadata.name ?? '']: { path: 'shop/api/Deployment' } };
    const { success, violations } = await validate({ 'shop.k8s.yaml': [infisicalSecret(), LOST] }, {}, metadata);
    expect(success).toBe(false);
    const at = 'spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.name';
    expect(violations).toEqual([
      {
        ruleName: 'C1',
        recommendation: 'A workload runs in the namespace of the managed Secret that it uses',
        fix: expect.stringContaining('give both the same namespace'),
        violatingConstructs: [
          {
            resourceName: LOST.metadata.name,
            locations: [`Deployment/elsewhere/${LOST.metadata.name}: ${at}`],
            object: `Deployment/elsewhere/${LOST.metadata.name}`,
            at,
            manifestPath: join(dist, 'shop.k8s.yaml'),
            constructPath: 'shop/api/Deployment',
          },
        ],
      },
    ]);
  });

  test('passes what the annotation of an object suppresses, and tells it with its reason', async () => {
    const annotations = { 'cdk8s-infisical/ignore': 'C1: moved there at the end of the week' };
    const ignoring = { ...LOST, metadata: { ...LOST.metadata, annotations } };
    const { success } = await validate({ 'shop.k8s.yaml': [infisicalSecret(), ignoring] });
    expect(success).toBe(true);
  });

  test('takes the files of a folder together, and each folder for itself', async () => {
    const files = { 'prod/secret.yaml': [infisicalSecret()], 'prod/api.yaml': [LOST], 'staging/api.yaml': [LOST] };
    const { violations } = await validate(files);
    const places = violations.flatMap((violation) => violation.violatingConstructs.map((at) => at.manifestPath));
    expect(places).toEqual([join(dist, 'prod/api.yaml')]);
  });

  test('prints warnings to stderr in one write, and does not fail for them', async () => {
    const job = cronJob(podTemplate({ containers: [keyContainer(['A'])] }, {}), {});
    const annotated = {
      ...job,
      metadata: { ...job.metadata, annotations: { 'secrets.infisical.com/auto-reload': 'true' } },
    };
    const { success } = await validate({ 'shop.yaml': [infisicalSecret(), annotated] });
    expect(success).toBe(true);
    expect(written()).toEqual([
      expect.stringMatching(/^warning: .*: \[shop\.yaml: CronJob nightly\] .*\(C7\)\n1 warning\n$/),
    ]);
  });

  test('says once what is the same in several folders', async () => {
    const job = cronJob(podTemplate({ containers: [keyContainer(['A'])] }, {}), {});
    const annotated = {
      ...job,
      metadata: { ...job.metadata, annotations: { 'secrets.infisical.com/auto-reload': 'true' } },
    };
    const objects = [infisicalSecret(), annotated];
    await validate({ 'eu/shop.yaml': objects, 'us/shop.yaml': objects });
    expect(written()).toEqual([
      expect.stringMatching(/^warning: \S+\/eu, \S+\/us: \[shop\.yaml: CronJob nightly\] .*\(C7\)\n2 warnings\n$/),
    ]);
  });

  test('suppressions a rule for a reason, which it prints', async () => {
    const job = cronJob(podTemplate(), { name: 'job', annotations: { 'secrets.infisical.com/auto-reload': 'true' } });
    const files = { 'shop.yaml': [infisicalSecret(), LOST, job] };
    const { success } = await validate(files, { suppress: { C1: 'replicated by a controller' } });
    expect(success).toBe(true);
    expect(written()).toEqual([expect.stringMatching(/\nsuppressed: 1 finding \(C1\)\n/)]);
  });

  test('holds folders against each other: an environment that reads the keys of another one (E2)', async () => {
    await validate({ 'staging/shop.yaml': [infisicalSecret()], 'prod/shop.yaml': [infisicalSecret()] });
    expect(written()).toEqual([
      expect.stringMatching(
        /^warning: \S+\/staging: \[shop\.yaml: InfisicalSecret api\] the source of the environment "staging" names "prod", which is that of "prod": write "staging" \(E2\)\n1 warning\n$/,
      ),
    ]);
  });

  test('takes clusters from the Applications of Argo CD that deploy the folders (E1)', async () => {
    const name = basename(dist);
    const application = (folder: string, server: string) =>
      argoApplication(
        { chart: undefined, path: `${name}/${folder}`, directory: { include: '*.yaml' } },
        { name: folder, namespace: 'argocd' },
        { server },
      );
    const files = (server: string) => ({
      'eu/shop.yaml': [deployment()],
      'us/shop.yaml': [deployment()],
      'argocd/apps.yaml': [application('eu', 'https://one.example.com'), application('us', server)],
    });
    const { violations } = await validate(files('https://one.example.com'));
    expect(violations.map(({ ruleName, fix }) => `${ruleName}: ${fix}`)).toEqual([
      expect.stringMatching(/^E1: Deployment "shop\/api" also belongs to .* in the same cluster \("https:\/\/one/),
    ]);
    expect((await validate(files('https://two.example.com'))).violations).toEqual([]);
  });

  test('heeds the suppressions of the committed configuration, each in its environment', async () => {
    const files = { 'staging/shop.yaml': [infisicalSecret(), LOST], 'prod/shop.yaml': [infisicalSecret(), LOST] };
    const suppressions = '[{ rule: C1, reason: moved next week, environment: staging }]';
    const { violations } = await configured(`suppressions: ${suppressions}`, () => validate(files));
    const manifests = violations.flatMap(({ violatingConstructs }) =>
      violatingConstructs.map(({ manifestPath }) => manifestPath),
    );
    expect(manifests).toEqual([join(dist, 'prod/shop.yaml')]);
  });

  test('a property that is null leaves what is committed', async () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api', namespace: 'shop' } };
    const lifecycle = { preStop: { sleep: { seconds: 1 } } };
    const files = { 'pod.yaml': [{ ...pod, spec: { containers: [{ name: 'api', image: 'api:1', lifecycle }] } }] };
    const nothing = { kubernetesVersion: null, operatorVersion: null } as unknown as _PluginProperties;
    const { violations } = await configured('kubernetes: { version: "1.37" }', () => validate(files, nothing));
    expect(violations).toEqual([]);
  });

  test('does not stumble over what is no Kubernetes object', async () => {
    writeFileSync(join(dist, 'other.yaml'), '---\n---\njust text\n---\n- 1\n---\nkind: 7\nmetadata: []\n');
    await expect(validate({}, {}, {}, ['other.yaml'])).resolves.toHaveProperty('success', false);
  });

  test.each([
    [
      { operator: 'v1' },
      'cdk8s.yaml: InfisicalValidation has no property "operator": write operatorVersion, defaultConnection, watchedNamespaces, argoCdVersion, argoCdTracking, argoCdInstanceLabel, suppress, kubernetesVersion',
    ],
    [
      { operatorVersion: 'latest', watchedNamespaces: 'shop' },
      'cdk8s.yaml: InfisicalValidation: operatorVersion is "latest", and no version: write all of a version from v0.10.4 on, such as "v0.11.17", or leave it out: then it is v0.11.17 (X6); watchedNamespaces must be a list, found "shop" (N5)',
    ],
    [{ kubernetesVersion: '1.28' }, 'kubernetesVersion is "1.28": write a version from 1.29 on'],
    [
      { operatorVersion: 'v0.10.3' },
      'operatorVersion is "v0.10.3", and older than v0.10.4, of which nothing is known here: upgrade the operator',
    ],
    [
      { defaultConnection: 'https://secrets.example.com/api' },
      'cdk8s.yaml: InfisicalValidation: defaultConnection "https://secrets.example.com/api" must be the base URL: write "https://secrets.example.com", and mend the connection in the cluster (H1)',
    ],
    [{ operatorVersion: 0.11 }, 'operatorVersion is the number 0.11, and no version'],
    [
      { suppress: { C1: '' } },
      'cdk8s.yaml: InfisicalValidation suppresses the rule "C1" without a reason: write why it does not apply here',
    ],
    [
      { suppress: { C99: 'x' } },
      'cdk8s.yaml: InfisicalValidation cannot suppress "C99", there is no such rule: did you mean "C9"?',
    ],
  ])('refuses the properties %j', (properties, message) => {
    expect(() => new InfisicalValidation(properties as _PluginProperties)).toThrow(message);
  });
});

function written(): unknown[] {
  return jest.mocked(process.stderr.write).mock.calls.flat();
}

async function validate(
  files: { [file: string]: object[] },
  properties: _PluginProperties = {},
  metadata: { [name: string]: { path: string } } = {},
  more: string[] = [],
) {
  for (const [file, objects] of Object.entries(files)) {
    mkdirSync(dirname(join(dist, file)), { recursive: true });
    writeFileSync(join(dist, file), Yaml.stringify(...objects));
  }
  const manifests = [...Object.keys(files), ...more].map((file) => join(dist, file));
  const context = new ValidationContext(manifests, 'cdk8s-infisical', '0.0.0', metadata);
  await new InfisicalValidation(properties).validate(context);
  const report = context.report.toJson();
  return { success: context.report.success, violations: report.violations };
}
