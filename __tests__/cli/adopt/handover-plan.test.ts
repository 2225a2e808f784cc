import { join } from 'node:path';
import { adoptionOf } from '../../../cli/adopt/adoption';
import { handoverPlan, isPlanNeeded } from '../../../cli/adopt/migration/handover-plan';
import { readManifests } from '../../../cli/manifests/read-files';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
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

const VALID = join(__dirname, '../../fixtures/adopt/valid');
const OPTIONS = { extension: '', includeRest: false, migrate: true } as const;
const migrationOf = (...files: string[]) => adoptionOf(readManifests(files.map((file) => join(VALID, file))), OPTIONS);

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

test('the plan says how the new resources are made and applied, before it says what to do with the old ones', () => {
  const { migration } = migrationOf('applications-in-several-namespaces-with-one-login.yaml');
  const plan = (migration && handoverPlan(migration)) ?? '';
  const inOrder = [
    'npx cdk8s-infisical synth',
    'kubectl apply --recursive',
    'kubectl wait infisicalstaticsecret/a',
    'kubectl patch',
  ];
  expect(inOrder.map((command) => plan.indexOf(command))).toEqual(
    inOrder.map((command) => plan.indexOf(command)).sort((a, b) => a - b),
  );
  expect(plan).toContain('- [ ] It is v0.11.7 or newer, where you can');
  const [, without = '', gap = ''] = plan.split(/### With.*\n/);
  // One box a Secret, whichever way is chosen.
  expect([without, gap.split('## After')[0]].map((part) => part.match(/- \[ \]/g)?.length)).toEqual([3, 3]);
});

test('the plan says of a finalizer that the new resource does not get it', () => {
  const { metadata, ...rest } = infisicalSecret({ managedKubeSecretReferences: [managedSecret()] });
  const kept = (finalizers: readonly string[]) => planFor({ ...rest, metadata: { ...metadata, finalizers } });
  expect(kept(['example.com/keep'])?.split('## Restarts')[0]).toContain(
    '- [ ] `InfisicalSecret shop/api` has the finalizer `example.com/keep`, and the new resource has not:',
  );
  expect(kept(['secrets.infisical.com/finalizer'])).not.toContain('has the finalizer');
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

test.each<[string, boolean, object]>([
  ['what has v1beta1 only', false, staticSecret({})],
  ['what stays', true, dynamicSecret()],
  ['what moves', true, infisicalSecret({ managedKubeSecretReferences: [managedSecret()] })],
])('whether there is a plan for %s: %s', (_, expected, object) => {
  const { migration } = adoptionOf(manifestsIn(JSON.stringify(object), 'shop.yaml'), OPTIONS);
  expect(migration && isPlanNeeded(migration)).toBe(expected);
});
