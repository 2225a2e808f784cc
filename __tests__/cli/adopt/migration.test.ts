import { join } from 'node:path';
import { adoptionOf } from '../../../cli/adopt/adoption';
import { objectName } from '../../../cli/adopt/findings';
import { handoverPlan } from '../../../cli/adopt/migration/handover-plan';
import { outcomeAsText } from '../../../cli/adopt/report';
import { compareObjects } from '../../../cli/adopt/round-trip/comparison';
import { manifestsIn, readManifests } from '../../../cli/manifests/read-manifests';
import type { Manifest } from '../../../lib/model/manifest';
import {
  container,
  deployment,
  dynamicSecret,
  infisicalSecret,
  managedConfigMap,
  managedSecret,
  podTemplate,
  pushSecret,
  secretsScope,
  staticSecret,
  target,
  universalAuth,
} from '../../validation/manifests';
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

test('the plan has names in it, and neither markup nor commands of theirs', () => {
  const name = '`a`|<b>[l](u)\n# h';
  const namespace = `'; rm -rf ~; '`;
  const { manifests } = readManifests([join(VALID, 'login-universal.yaml')]);
  const named = manifests.map((read) => {
    const text = JSON.stringify(read.manifest)
      .replace('"name":"shop"', `"name":${JSON.stringify(name)}`)
      .replaceAll('amespace":"shop"', `amespace":${JSON.stringify(namespace)}`);
    return { ...read, manifest: JSON.parse(text) };
  });
  const migrated = named.map((read) => ({ read, objects: [read.manifest] }));
  const plan = handoverPlan({
    migrated,
    kept: [{ read: named[0], reason: `it is "${name}"` }],
    restarted: named,
    contested: [],
  });
  const shown = plan.replaceAll(/&#(\d+);/g, (_, point) => String.fromCharCode(point));
  const object = String.raw`infisicalsecret/${'`a`'}|<b>[l](u)\u000a# h`;
  expect(shown).toContain(String.raw`<code>kubectl delete '${object}' --namespace ''\''; rm -rf ~; '\'''</code>`);
  expect(plan).not.toMatch(/<b>|\]\(u\)(?!\\)/);
  expect(plan).toContain(': it is "\\`a\\`\\|\\<b\\>\\[l\\](u)\\\\u000a\\# h"');
  expect(plan).not.toMatch(/^# h/m);
});

test('the plan tells what to do in which order, and what will be different', () => {
  const adoption = migrationOf(
    'reference-many-secrets-and-config-maps.yaml',
    'applications-in-several-namespaces-with-one-login.yaml',
    'dynamic-secret.yaml',
  );
  expect(adoption.migration && handoverPlan(adoption.migration)).toMatchSnapshot();
});

describe('the plan names what restarts', () => {
  const RELOAD = { 'secrets.infisical.com/auto-reload': 'true' };
  const variable = { name: 'A', valueFrom: { secretKeyRef: { name: 'api-secrets', key: 'A' } } };
  const setting = { name: 'A', valueFrom: { configMapKeyRef: { name: 'api-config', key: 'A' } } };
  const asking = (name: string, pod: object, annotations: object = RELOAD) =>
    deployment(
      { template: podTemplate({ ...pod }) },
      { name, annotations: { ...annotations } as Record<string, string> },
    );
  const using = (env: object) => ({ containers: [container({ env: [env] })] });
  const plain = { containers: [container({ env: [] })] };

  const planOf = (...objects: Manifest[]) => {
    const references = [managedSecret({ creationPolicy: 'Owner' })];
    const maps = [managedConfigMap({ template: { data: { A: '{{ .A.Value }}' } } })];
    const spec = { managedKubeSecretReferences: references, managedKubeConfigMapReferences: maps };
    const { migration } = adoptionOf(read([infisicalSecret(spec), ...objects]), OPTIONS);
    return migration && handoverPlan(migration);
  };
  const read = (manifests: Manifest[]) =>
    manifestsIn(manifests.map((manifest) => JSON.stringify(manifest)).join('\n---\n'), 'shop.yaml');

  test.each([
    ['variables of the Secret', using(variable)],
    [
      'init containers, which only v1beta1 looks into',
      { ...plain, initContainers: [container({ name: 'a', env: [variable] })] },
    ],
    ['the ConfigMap, which only v1beta1 looks for', using(setting)],
  ])('for %s', (_, pod) => {
    const plan = planOf(asking('api', pod));
    expect(plan).toContain('restart **once, for certain**, when the new resource has synced for the first time');
    expect(plan).toContain('each change of a value\nrestarts them twice');
    expect(plan).toContain('\n- `Deployment shop/api`\n');
    expect(plan).not.toContain('no pod restarts');
  });

  test.each<[string, Manifest]>([
    ['does not ask for auto-reload', asking('api', using(variable), {})],
    ['asks for it, and uses another Secret', asking('api', plain)],
    [
      'is of a kind that the operator does not restart',
      { ...asking('api', using(variable)), kind: 'ReplicaSet' as const },
    ],
  ])('and not what %s', (_, workload) => {
    expect(planOf(workload)).toContain('No workload of these manifests asks for auto-reload');
  });
});

test('the plan offers two ways for a Secret that is owned: without a gap, or owned again', () => {
  const { migration } = migrationOf('applications-in-several-namespaces-with-one-login.yaml');
  const plan = migration && handoverPlan(migration);
  for (const command of [
    `kubectl patch secret/a --namespace a --type json --patch '[{"op":"remove","path":"/metadata/ownerReferences"}]'`,
    'kubectl delete infisicalsecret/a --namespace a && kubectl wait secret/a --namespace a --for=delete --timeout=1m; kubectl annotate infisicalstaticsecret/a --namespace a --overwrite handed-over=1',
  ])
    expect(plan).toContain(`\`${command}\``);
  expect(plan).toContain('One that was there before its resource never had an owner: the patch is refused');
});

test('the plan says which operator instant updates by the slug of a project need', () => {
  const { migration } = migrationOf('interval-flat.yaml');
  expect(migration && handoverPlan(migration)).toContain(
    '- [ ] `InfisicalSecret shop/shop` asks for instant updates and names its project by the slug: they arrive from operator v0.11.7 on',
  );
  const others = migrationOf('applications-in-several-namespaces-with-one-login.yaml').migration;
  expect(others && handoverPlan(others)).not.toContain('instant updates');
});

test('the plan says where a recursive source may give another value', () => {
  const recursive = infisicalSecret({
    authentication: { universalAuth: universalAuth({ secretsScope: secretsScope({ recursive: true }) }) },
    managedKubeSecretReferences: [managedSecret()],
  });
  const { migration } = adoptionOf(manifestsIn(JSON.stringify(recursive), 'shop.yaml'), OPTIONS);
  expect(migration && handoverPlan(migration)).toContain(
    '- [ ] `InfisicalSecret shop/api` reads folders below its path. Of a key that several of them have, the last one won so far, and the first one wins from now on',
  );
});

/** The plan for resources that are written down. */
function planFor(...objects: readonly object[]): string | undefined {
  const { migration } = adoptionOf(
    manifestsIn(objects.map((one) => JSON.stringify(one)).join('\n---\n'), 'shop.yaml'),
    {
      ...OPTIONS,
      includeRest: true,
    },
  );
  return migration && handoverPlan(migration);
}

describe('the plan says of a Secret that several resources write that one has to be left', () => {
  const written = { managedKubeSecretReferences: [managedSecret()] };
  const named = (name: string, spec: { readonly [field: string]: unknown }) => ({
    ...infisicalSecret(spec),
    metadata: { name, namespace: 'shop' },
  });
  const serviceToken = { serviceToken: { serviceTokenSecretReference: { secretName: 't', secretNamespace: 'shop' } } };

  test.each([
    ['where all of them move', [named('api', written), named('web', written)]],
    ['where one stays', [named('api', written), named('web', { ...written, authentication: serviceToken })]],
  ])('%s', (_, objects) => {
    expect(planFor(...objects)).toContain(
      '- [ ] Secret `shop/api-secrets` is written by `InfisicalSecret shop/api` and `InfisicalSecret shop/web`. Whichever wrote last stayed so far;',
    );
  });

  test('where one is of v1beta1 already', () => {
    const there = staticSecret({ targets: [target({ name: 'api-secrets' })] });
    expect(planFor(named('api', written), there)).toContain(
      '- [ ] Secret `shop/api-secrets` is written by `InfisicalSecret shop/api` and `InfisicalStaticSecret shop/web`.',
    );
  });

  test('and nothing where each writes its own', () => {
    const other = { managedKubeSecretReferences: [managedSecret({ secretName: 'web-secrets' })] };
    expect(planFor(named('api', written), named('web', other))).not.toContain('is written by');
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

test('the plan says which operator a certificate authority needs, before anything is applied', () => {
  const caRef = { secretName: 'ca', secretNamespace: 'shop', key: 'ca.crt' };
  const trusting = infisicalSecret({ managedKubeSecretReferences: [managedSecret()], tls: { caRef } });
  const needed =
    '`InfisicalSecret shop/api` trusts a certificate authority of its own, with which v1beta1 lists secrets from operator v0.11.8 on';
  expect(planFor(trusting)?.split('## Restarts')[0]).toContain(needed);
  expect(planFor(infisicalSecret({ managedKubeSecretReferences: [managedSecret()] }))).not.toContain('certificate');
});

test('the plan is short where nothing moves', () => {
  expect(planFor(dynamicSecret(), pushSecret())).toBe(
    [
      '# From v1alpha1 to v1beta1',
      'Nothing moves, and nothing is to do: only an `InfisicalSecret` has a successor that can take its place.',
      '## What stays v1alpha1',
      '- `InfisicalDynamicSecret shop/database`: no kind of v1beta1 takes a lease\n- `InfisicalPushSecret shop/push`: a push of v1beta1 (InfisicalStaticSecretPush) has fields that are not public\n',
    ].join('\n\n'),
  );
});
