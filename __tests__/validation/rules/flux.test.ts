import type { Fields } from '../../../lib/json/json';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { configMap, deployment, infisicalAuth, infisicalSecret, staticSecret } from '../manifests';
import { describeRules } from '../rule-cases';

const SPEC = {
  interval: '10m',
  prune: true,
  path: './dist/prod',
  sourceRef: { kind: 'GitRepository', name: 'shop' },
};
const kustomization = (spec: Fields = {}, metadata: Fields = {}) => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name: 'shop-prod', namespace: 'flux-system', ...metadata },
  spec: { ...SPEC, ...spec },
});
/** Of kustomize itself, which has nothing to do with Flux. */
const OF_KUSTOMIZE = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', namePrefix: 'a-' };
const g1 = (what: string, bad: Fields, good: Fields, message: string, metadata: Fields = {}) => ({
  rule: 'G1',
  what,
  bad: [kustomization(bad, metadata)],
  good: [kustomization(good), OF_KUSTOMIZE],
  message,
});

const KINDS = 'GitRepository, OCIRepository, Bucket, ExternalArtifact';

describeRules([
  {
    rule: 'G1',
    what: 'days',
    bad: [kustomization({ interval: '1d' })],
    good: [kustomization({ interval: '1h30m', retryInterval: '90s', timeout: '1.5m' }), OF_KUSTOMIZE],
    message: 'interval "1d" is no duration that Flux reads: write for example 24h, 10m or 30s',
  },
  g1(
    'an interval of nothing',
    { interval: '0s' },
    { retryInterval: '0.5s', timeout: '0s' },
    'interval is 0s, for which Flux never looks again: write for example 10m',
  ),
  g1(
    'what has no name first',
    { dependsOn: [{ namespace: 'flux-system' }] },
    { dependsOn: [{ name: 'operator' }] },
    'it depends on what has no name: write name',
  ),
  g1('no interval', { interval: undefined }, {}, 'interval is missing: write for example 10m'),
  g1(
    'no prune',
    { prune: undefined },
    { prune: false },
    'prune is missing, and Flux has no default: write prune: true to have it delete what is gone from the source',
  ),
  {
    rule: 'G1',
    what: 'a path out of the source',
    bad: [kustomization({ path: './dist/../../prod' })],
    good: [kustomization({ path: './flux/../dist/prod' }), kustomization({ path: '/dist' }, { name: 'b' })],
    message: 'the path "./dist/../../prod" leads out of the source: write for example ./dist/prod',
  },
  g1('no source', { sourceRef: null }, {}, 'there is no source: write sourceRef with kind and name'),
  g1(
    'a kind of chart',
    { sourceRef: { kind: 'HelmRepository', name: 'a' } },
    { sourceRef: { kind: 'Bucket', name: 'a' } },
    `the kind "HelmRepository" is no source: write ${KINDS}`,
  ),
  g1('a source without a kind', { sourceRef: { name: 'a' } }, {}, `the source has no kind: write ${KINDS}`),
  g1(
    'itself first',
    { dependsOn: [{ name: 'operator' }, { name: 'shop-prod' }] },
    { dependsOn: [{ name: 'shop-prod', namespace: 'other' }] },
    'it depends on itself, and is never applied: name the Kustomization that comes first',
  ),
  g1(
    'a name that is no label',
    {},
    {},
    `the name "${'a'.repeat(64)}" has 64 characters, 63 are allowed: Flux writes it into a label of each object that it applies, which the API server refuses`,
    { name: 'a'.repeat(64) },
  ),
]);

const POST_BUILD = { postBuild: { substitute: { DOMAIN: 'example.com' } } };
const KEEP = 'annotate it with kustomize.toolkit.fluxcd.io/substitute: disabled (Flux.keepVariables)';
const script = (text: string, metadata: Fields = {}) => configMap('script', { data: { run: text } }, metadata);
const KEPT = { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' };
const has = (what: string, effect: string) =>
  `postBuild fills in variables, and ConfigMap "script" has ${what} at data.run, ${effect}: ${KEEP}`;

const HAS_HOME = has(
  '"${HOME}"',
  'which nothing sets, so that kustomize-controller 1.9 and newer fails and an older one writes nothing in its place',
);

describeRules([
  {
    rule: 'G2',
    what: 'a variable of the shell',
    bad: [kustomization(POST_BUILD), script('echo ${HOME}')],
    good: [
      kustomization(POST_BUILD),
      script('echo $HOME $${HOME} ${DOMAIN} ${HOME:-/} $(HOME)'),
      configMap('kept', { data: { run: '${HOME}' } }, { annotations: KEPT }),
      configMap('kept-too', { data: { run: '${HOME}' } }, { labels: KEPT }),
    ],
    message: `${HAS_HOME}, write "$\${HOME}", or set it in postBuild`,
  },
  {
    rule: 'G2',
    what: 'where nothing is filled in, all may stand',
    bad: [kustomization({ postBuild: { substituteStrategy: 'Always' } }), script('a ${HOME}')],
    good: [kustomization({ postBuild: {} }), kustomization({}, { name: 'b' }), script('${HOME} ${{ x }} $$(A)')],
    message: `${HAS_HOME}, write "$\${HOME}", or set it in postBuild`,
  },
  {
    rule: 'G2',
    what: 'what cannot be read, whatever a ConfigMap of the cluster has',
    bad: [kustomization({ postBuild: { substituteFrom: [{ kind: 'ConfigMap', name: 'vars' }] } }), script('${{ x }}')],
    good: [kustomization({ postBuild: { substituteFrom: [{ kind: 'ConfigMap', name: 'vars' }] } }), script('${HOME}')],
    message: has('what begins like "${NAME}" and cannot be read', 'on which Flux fails'),
  },
  {
    rule: 'G3',
    what: 'two dollars',
    bad: [kustomization(POST_BUILD), script('$$(DOMAIN)')],
    good: [kustomization(POST_BUILD), script('$${DOMAIN} $(DOMAIN) $')],
    message: `${has('"$$"', 'of which Flux makes one "$"')}, or write "$$$$"`,
  },
  {
    rule: 'G4',
    what: 'the root of the repository',
    bad: [kustomization({ path: undefined }), infisicalSecret()],
    good: [
      kustomization({ path: './dist/prod' }),
      kustomization({ path: './', sourceRef: { kind: 'OCIRepository', name: 'shop' } }, { name: 'b' }),
      kustomization({ path: '.', sourceRef: { kind: 'GitRepository', name: 'narrow' } }, { name: 'c' }),
      {
        apiVersion: 'source.toolkit.fluxcd.io/v1',
        kind: 'GitRepository',
        metadata: { name: 'narrow', namespace: 'flux-system' },
        spec: { ignore: '/*\n!/dist\n' },
      },
    ],
    message:
      'the path is the root of the repository, in which cdk8s.yaml and others are no manifests, and Flux fails on the first of them: write the folder of the manifests, for example path: ./dist/prod',
  },
  {
    rule: 'G5',
    what: 'another namespace',
    bad: [kustomization({ targetNamespace: 'other' }), infisicalSecret()],
    good: [
      kustomization({ targetNamespace: 'shop' }),
      infisicalSecret(),
      configMap('script', {}),
      // What it says of a namespace is that into which it is moved.
      { ...infisicalSecret(), metadata: { name: 'moved', namespace: 'elsewhere' } },
    ],
    message:
      'targetNamespace moves InfisicalSecret "api" from "shop" to "other", and not what it says of "shop": drop targetNamespace, and declare the namespace in the program',
  },
  {
    rule: 'G5',
    what: 'a login that is renamed',
    bad: [kustomization({ nameSuffix: '-b' }), infisicalAuth(), staticSecret()],
    // What it refers to is elsewhere, and keeps its name.
    good: [kustomization({ nameSuffix: '-b' }), staticSecret()],
    message:
      'nameSuffix "-b" renames the InfisicalAuth "auth", and not where InfisicalStaticSecret "web" refers to it: drop nameSuffix',
  },
  {
    rule: 'G6',
    what: 'it waits, and cannot tell',
    bad: [
      kustomization({ wait: true, healthCheckExprs: [{ apiVersion: 'apps/v1', kind: 'InfisicalSecret' }] }),
      infisicalSecret(),
    ],
    good: [
      kustomization({}),
      kustomization(
        { wait: true, healthCheckExprs: [{ apiVersion: 'secrets.infisical.com/v1beta1', current: 'true' }] },
        { name: 'b' },
      ),
      infisicalSecret(),
    ],
    message:
      'Flux takes every InfisicalSecret for ready at once: add what FluxHealthChecks.expressions() has for it to healthCheckExprs (docs/flux.md)',
  },
]);

const messages = (...manifests: object[]) =>
  checkManifests(manifests as never).flatMap(({ rule, message }) => (rule.startsWith('G') ? [message] : []));

test.each([
  [{ ...configMap('a', { stringData: { b: 'pa${ss}word' } }), kind: 'Secret' }],
  [configMap('a', { data: { DB_PASSWORD: 'pa${ss}word' } })],
  [deployment({ containers: [{ name: 'a', image: 'a:1', env: [{ name: 'DB_PASSWORD', value: 'pa${ss}word' }] }] })],
])('of a credential, not even the name of a variable is shown', (object) => {
  expect(messages(kustomization(POST_BUILD), object)).toEqual([
    expect.stringContaining('has what looks like a variable at'),
  ]);
  expect(messages(kustomization(POST_BUILD), object).join()).not.toContain('ss}');
});

test.each([
  ['templates of others', { interval: '${interval}', sourceRef: { kind: '${kind}', name: '${name}' }, prune: true }],
  ['another Kustomization fills in what is missing', { postBuild: '${vars}' }],
])('nothing is said of %s', (_, spec) => {
  expect(messages(kustomization(spec), infisicalSecret())).toEqual([]);
});

describe('what a Kustomization does not apply is no matter of it', () => {
  const EVERYTHING = { wait: true, targetNamespace: 'other', ...POST_BUILD };
  const told = (...manifests: object[]) =>
    messages(...manifests, infisicalSecret(), script('${HOME} $$(A)')).filter((text) => !text.includes('root'));

  test('a path of the output is one, an other folder is none', () => {
    expect(told(kustomization(EVERYTHING))).toHaveLength(4);
    for (const path of ['./infrastructure/operator', './clusters/prod', '/deploy', './'])
      expect(told(kustomization({ ...EVERYTHING, path }))).toEqual([]);
  });

  test('where there are several, nobody knows which of them it is', () => {
    const others = ['./orders/dist', './dist/prod'].map((path) => kustomization({ path }, { name: path.slice(2, 5) }));
    expect(told(kustomization(EVERYTHING), ...others)).toEqual([]);
    expect(told(kustomization(EVERYTHING), others[1])).toHaveLength(4);
  });

  test('the root of the repository of somebody else is not that of the program', () => {
    const sourceRef = { kind: 'GitRepository', name: 'tenant' };
    const tenant = kustomization({ path: './', sourceRef }, { name: 'tenant' });
    expect(messages(tenant, infisicalSecret())).toEqual([expect.stringContaining('root of the repository')]);
    expect(messages(kustomization(), tenant, infisicalSecret())).toEqual([]);
    const elsewhere = kustomization({ path: './', sourceRef: { ...SPEC.sourceRef, namespace: 'tenants' } });
    expect(messages(kustomization({}, { name: 'own' }), elsewhere, infisicalSecret())).toEqual([]);
  });
});

test.each([
  [{ spec: null }],
  [{ spec: [] }],
  [{ spec: { postBuild: 7, dependsOn: 'a', sourceRef: [], path: {}, wait: 'yes', healthCheckExprs: 'x' } }],
  [{ spec: { postBuild: { substitute: [null], substituteFrom: 'x' }, targetNamespace: {}, namePrefix: [] } }],
  [{ metadata: 7 }],
])('whatever stands there, it is read: %j', (fields) => {
  const looped: { [field: string]: unknown } = { a: '${A}' };
  looped.itself = looped;
  const object = { ...configMap('looped', {}), data: looped };
  expect(() => messages({ ...kustomization(POST_BUILD), ...fields }, object, infisicalSecret())).not.toThrow();
});
