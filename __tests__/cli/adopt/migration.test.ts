import { join } from 'node:path';
import { adoptionOf } from '../../../cli/adopt/adoption';
import { handoverPlan } from '../../../cli/adopt/migration/handover-plan';
import { outcomeAsText } from '../../../cli/adopt/report';
import { compareObjects } from '../../../cli/adopt/round-trip/comparison';
import { objectName } from '../../../cli/findings/input-findings';
import { readManifests } from '../../../cli/manifests/read-files';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import { dynamicSecret, infisicalSecret, pushSecret, staticSecret, target } from '../../validation/manifests';
import { synthesized } from './in-process';

const VALID = join(__dirname, '../../fixtures/adopt/valid');
const OPTIONS = { extension: '', includeRest: false, migrate: true } as const;
const migrationOf = (...files: string[]) => adoptionOf(readManifests(files.map((file) => join(VALID, file))), OPTIONS);

describe('to v1beta1', () => {
  test('a host that is filled in later moves as it is, and the plan says what the variable must be then', () => {
    const { migration, findings } = migrationOf('host-filled-in-later.yaml');
    const connection = migration?.migrated[0].objects.find(({ kind }) => kind === 'InfisicalConnection');
    expect(connection?.spec).toEqual({ address: '${INFISICAL_URL}' });
    expect(findings).toEqual([]);
    expect(migration && handoverPlan(migration)).toContain('names its host by a variable that is filled in later');
  });

  test('a creation policy that is no text at all is a reason to stay', () => {
    const { manifests } = readManifests([join(VALID, 'reference-policy-left-out.yaml')]);
    const odd = manifests.map((read) => {
      const manifest = structuredClone(read.manifest);
      const spec = manifest.spec as { managedKubeSecretReferences: object[] };
      Object.assign(spec.managedKubeSecretReferences[0], { creationPolicy: { toString: 'Owner' } });
      return { ...read, manifest };
    });
    const { migration } = adoptionOf({ manifests: odd, problems: [] }, { ...OPTIONS, includeRest: true });
    expect(migration?.migrated).toEqual([]);
  });

  test('one whose namespace nobody has written stays, and is told what to write of what stands there', () => {
    const { manifests } = readManifests([join(VALID, 'login-universal.yaml')]);
    const open = manifests.map((read) => {
      const { namespace: _, ...metadata } = read.manifest.metadata;
      return { ...read, manifest: { ...read.manifest, metadata } };
    });
    const { migration } = adoptionOf({ manifests: open, problems: [] }, OPTIONS);
    expect(migration?.kept.map(({ reason }) => reason)).toEqual([
      'its namespace is not written, and v1beta1 has to name it: write it, or give it with --namespace',
    ]);
  });

  test('a resource becomes one of the same name, and one login serves all that log in alike', () => {
    const [one] = migrationOf('applications-in-several-namespaces-with-one-login.yaml').migration?.migrated ?? [];
    expect(one.objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`).sort()).toEqual([
      'InfisicalAuth a/infisical-secrets.example.com-universal-credentials',
      'InfisicalConnection a/infisical-secrets.example.com',
      'InfisicalStaticSecret a/a',
    ]);
  });

  test.each([
    [
      'login-service-token.yaml',
      'it logs in with a service token; v1beta1 knows machine identities only: give it one first',
    ],
    [
      'login-oldest-token-reference.yaml',
      'it logs in with a service token; v1beta1 knows machine identities only: give it one first',
    ],
    [
      'login-infisical-service-account.yaml',
      'it logs in with an Infisical service account; v1beta1 knows machine identities only: give it one first',
    ],
    [
      'login-azure.yaml',
      'azureManagedIdentityClientId has no counterpart in v1beta1: give the operator\'s pod the identity "client" first',
    ],
    [
      'login-kubernetes-with-a-token-secret.yaml',
      'it reads a long-lived token of the service account, and v1beta1 always requests one: set autoCreateServiceAccountToken: true first',
    ],
    [
      'template-beside-all-secrets.yaml',
      'it writes all secrets beside templates that do more than put keys and text in a row: v1beta1 has no such form',
    ],
    ['reference-config-map-only.yaml', 'it writes no Secret'],
  ])('%s stays, with the reason', (file, reason) => {
    expect(migrationOf(file).migration).toMatchObject({ migrated: [], kept: [{ reason }] });
  });

  test('leases and pushes stay, and the report and the plan say why', () => {
    const items = { apiVersion: 'v1', kind: 'List', items: [dynamicSecret(), pushSecret()] };
    const adoption = adoptionOf(manifestsIn(JSON.stringify(items), 'list.json'), OPTIONS);
    const { migration = { migrated: [], kept: [], contested: [], restarted: [] } } = adoption;
    const told = [
      'InfisicalDynamicSecret shop/database: no kind of v1beta1 takes a lease',
      'InfisicalPushSecret shop/push: a push of v1beta1 (InfisicalStaticSecretPush) has fields that are not public',
    ];
    expect(migration.kept.map(({ read, reason }) => `${objectName(read.manifest)}: ${reason}`)).toEqual(told);
    const outcome = { folder: 'out', adoption, files: [], fixes: [], mendable: 0, isComplete: true } as const;
    const report = outcomeAsText({ ...outcome, verification: { state: 'skipped' } });
    expect(report).toContain('[InfisicalDynamicSecret shop/database] stays v1alpha1: no kind of v1beta1 takes a lease');
    const plan = handoverPlan(migration);
    expect(plan).toContain('- `InfisicalDynamicSecret shop/database`: no kind of v1beta1 takes a lease');
    expect(plan).toContain('- `InfisicalPushSecret shop/push`: a push of v1beta1');
  });

  describe('a template beside all other secrets', () => {
    const moved = (template: string) => {
      const manifests = `apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: shop, namespace: shop }
spec:
  hostAPI: https://app.infisical.com/api
  authentication:
    universalAuth:
      secretsScope: { projectSlug: shop, envSlug: prod, secretsPath: / }
      credentialsRef: { secretName: credentials, secretNamespace: shop }
  managedKubeSecretReferences:
    - secretName: shop
      secretNamespace: shop
      creationPolicy: Owner
      template: { includeAllSecrets: true, data: { OUT: ${JSON.stringify(template)} } }
`;
      const { files, adopted, migration } = adoptionOf(manifestsIn(manifests, 'shop.yaml'), OPTIONS);
      expect(compareObjects(adopted, synthesized(files), migration?.migrated)).toEqual([]);
      const program = [...files.values()].join('\n').replaceAll(/\s+/g, '');
      const value = /secretTemplate:\{OUT:(.*?),?\},(auth|generation|resync|\})/.exec(program)?.[1];
      return { value: value?.replace(/,\)/g, ')'), plan: migration && handoverPlan(migration) };
    };
    const blanks = '`urlquery` is `%20`, and was `+`';
    const guard = (key: string) => `{{ if .${key} }}{{ else }}{{ fail "key ${key} is missing in x" }}{{ end }}`;
    const search =
      '{{ $found := false }}{{ range $key, $secret := . }}{{ if eq $key "a-b" }}{{ $found = true }}{{ end }}{{ end }}{{ if not $found }}{{ fail "key a-b is missing in x" }}{{ end }}';

    test.each([
      [
        '//{{ .A.Value | urlquery }}@',
        "concat(TemplateValue.text('//'),TemplateValue.key('A').urlEncoded(),TemplateValue.text('@'))",
      ],
      ['{{ urlquery .A.Value }}', "key('A').urlEncoded()"],
      [`${guard('A')}{{ urlquery (.A.Value) }}`, "key('A').urlEncoded()"],
    ])('%s, where a blank was a plus, is percent-encoded, and the plan says so', (template, value) => {
      expect(moved(template)).toEqual({ value: `TemplateValue.${value}`, plan: expect.stringContaining(blanks) });
    });

    test.each([
      ['{{ .A.Value | urlquery | replace "+" "%20" }}', "key('A').urlEncoded()"],
      [`${guard('A')}{{ urlquery (.A.Value) | replace "+" "%20" }}`, "key('A').urlEncoded()"],
      [
        `${search}{{ urlquery (urlquery ((index . "a-b").Value) | replace "+" "%20") | replace "+" "%20" }}`,
        "key('a-b').urlEncoded().urlEncoded()",
      ],
      ['{{ urlquery "a b" | replace "+" "%20" }}', "text('ab').urlEncoded()"],
      ['{{ "{{" }}{{ .A.Value }}', "concat(TemplateValue.text('{{'),TemplateValue.key('A'))"],
    ])('%s is what this library writes', (template, value) => {
      expect(moved(template)).toEqual({ value: `TemplateValue.${value}`, plan: expect.not.stringContaining(blanks) });
    });

    test.each([
      '{{- .A.Value }}',
      '{{ .A.SecretPath }}',
      '{{ .A.Value | upper }}',
      '{{ .A.Value | replace "+" "%20" }}',
      '{{ .A.Value | urlquery | replace "+" "-" }}',
      '{{ index . "A" }}',
      '{{ "\\a" }}',
      `${guard('B')}{{ .A.Value }}`,
      '{{ .A.Value }} {{',
    ])('%s is more than keys and text', (template) => {
      expect(moved(template).value).toBe(
        `TemplateValue.raw('${template.replaceAll('\\', '\\\\')}')`.replaceAll(' ', ''),
      );
    });
  });

  test('two logins of one name are told apart', () => {
    const twin = (name: string, namespace: string) => `apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: ${name}, namespace: shop }
spec:
  hostAPI: https://app.infisical.com/api
  authentication:
    universalAuth:
      secretsScope: { projectSlug: shop, envSlug: prod, secretsPath: / }
      credentialsRef: { secretName: credentials, secretNamespace: ${namespace} }
  managedKubeSecretReferences: [{ secretName: ${name}, secretNamespace: shop, creationPolicy: Owner }]
`;
    const { files, adopted, migration } = adoptionOf(
      manifestsIn([twin('one', 'a'), twin('two', 'b')].join('---\n'), 'twins.yaml'),
      OPTIONS,
    );
    expect(files.get('main.ts')).toContain("authName: 'two-auth'");
    expect(compareObjects(adopted, synthesized(files), migration?.migrated)).toEqual([]);
  });
});

test('a resource whose successor is there already stays: the program would declare two of one name', () => {
  const there = staticSecret({ targets: [target({ name: 'api-secrets' })] }, { name: 'api' });
  const { adopted, files, migration } = adoptionOf(
    manifestsIn([infisicalSecret(), there].map((one) => JSON.stringify(one)).join('\n---\n'), 'shop.yaml'),
    OPTIONS,
  );
  expect(migration?.migrated).toEqual([]);
  expect(migration?.kept.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('an InfisicalStaticSecret of its name is there already'),
  ]);
  expect(compareObjects(adopted, synthesized(files))).toEqual([]);
});
