import { Duration, JsonPatch } from 'cdk8s';
import {
  FluxHealthChecks,
  FluxKustomization,
  type FluxKustomizationProps,
  FluxSourceKind,
  InfisicalKind,
} from '../../lib';
import { errorsOf } from '../synthesis';
import { objectsOf, violationsOf } from './flux-objects';

const SOURCE = { name: 'shop' };
const kustomization = (props: Partial<FluxKustomizationProps> = {}) =>
  objectsOf((chart) => new FluxKustomization(chart, 'shop', { sourceRef: SOURCE, ...props }))[0];

test('applies the output folder of its environment, and is ready when the operator has read its Secrets', () => {
  expect(kustomization({ environment: 'prod' })).toEqual({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'shop', namespace: 'flux-system' },
    spec: {
      interval: '10m',
      retryInterval: '1m',
      timeout: '5m',
      sourceRef: { kind: 'GitRepository', name: 'shop' },
      path: './dist/prod',
      prune: true,
      wait: true,
      deletionPolicy: 'Orphan',
      healthCheckExprs: FluxHealthChecks.expressions(),
    },
  });
});

test('takes what is said instead of the defaults', () => {
  const { metadata, spec } = kustomization({
    name: 'shop-eu',
    namespace: 'platform',
    sourceRef: { kind: FluxSourceKind.BUCKET, name: 'shop', namespace: 'sources' },
    path: './rendered',
    interval: Duration.days(1),
    retryInterval: Duration.seconds(90),
    timeout: Duration.millis(1500),
    prune: false,
    wait: false,
    cascadeDeletion: true,
    dependsOn: [{ name: 'operator' }, { name: 'crds', namespace: 'platform' }],
    serviceAccountName: 'shop',
    suspend: true,
    kubeConfigSecretName: 'prod-eu',
    healthKinds: [InfisicalKind.INFISICAL_SECRET],
    failFast: false,
  });
  expect(metadata).toEqual({ name: 'shop-eu', namespace: 'platform' });
  expect(spec).toEqual({
    interval: '24h',
    retryInterval: '90s',
    timeout: '1500ms',
    sourceRef: { kind: 'Bucket', name: 'shop', namespace: 'sources' },
    path: './rendered',
    prune: false,
    wait: false,
    deletionPolicy: 'WaitForTermination',
    dependsOn: [{ name: 'operator' }, { name: 'crds', namespace: 'platform' }],
    serviceAccountName: 'shop',
    suspend: true,
    kubeConfig: { secretRef: { name: 'prod-eu' } },
    healthCheckExprs: FluxHealthChecks.expressions({ kinds: [InfisicalKind.INFISICAL_SECRET], failFast: false }),
  });
});

test('an artifact is the output folder itself', () => {
  const sourceRef = { kind: FluxSourceKind.OCI_REPOSITORY, name: 'shop', namespace: 'flux-system' };
  const { spec } = kustomization({ sourceRef, environment: 'prod' });
  expect(spec.path).toBe('./prod');
  expect(spec.sourceRef).toEqual({ kind: 'OCIRepository', name: 'shop' });
});

test('never moves or renames what it applies, and fills in no variables', () => {
  const { spec } = kustomization();
  for (const field of ['targetNamespace', 'namePrefix', 'nameSuffix', 'postBuild'])
    expect(spec).not.toHaveProperty(field);
});

test('a patch reaches the YAML', () => {
  const [{ spec }] = objectsOf((chart) => {
    const { apiObject } = new FluxKustomization(chart, 'shop', { sourceRef: SOURCE });
    apiObject.addJsonPatch(JsonPatch.add('/spec/decryption', { provider: 'sops' }));
  });
  expect(spec.decryption).toEqual({ provider: 'sops' });
});

test('the definitions of Flux tell what it would not take', () => {
  const [object] = objectsOf((chart) => new FluxKustomization(chart, 'shop', { sourceRef: SOURCE }));
  const { prune: _, ...spec } = { ...object.spec, interval: '1d', sourceRefs: [] };
  expect(violationsOf({ ...object, spec }).sort()).toEqual([
    'Kustomization/spec must NOT have additional properties',
    "Kustomization/spec must have required property 'prune'",
    expect.stringMatching(/^Kustomization\/spec\/interval must match pattern/),
  ]);
});

test.each([
  [Duration.millis(0), '0'],
  [Duration.millis(1.5), '1.5'],
  [Duration.millis(Number.NaN), 'NaN'],
  [Duration.days(1e9), '86400000000000000'],
])('of an interval of nothing, Flux makes never: %#', (interval, found) => {
  expect(errorsOf((chart) => new FluxKustomization(chart, 'shop', { sourceRef: SOURCE, interval }))).toEqual([
    `[project/shop] interval must be from 1 second to 292 years, found ${found} milliseconds (N5)`,
  ]);
});

test.each(['environment', 'kubeConfigSecretName', 'serviceAccountName'])('an empty %s is none', (prop) => {
  expect(errorsOf((chart) => new FluxKustomization(chart, 'shop', { sourceRef: SOURCE, [prop]: '' }))).toEqual([
    `[project/shop] ${prop} is empty: write a name, or leave it out (N1)`,
  ]);
});

test('wrong props are told all at once, with what to write', () => {
  const props = {
    sourceRef: { kind: 'GitRepo', name: 3 },
    interval: '10m',
    wait: 'true',
    dependsOn: [undefined, { name: 'operator' }],
    healthKinds: ['Secret'],
    environment: 7,
  } as unknown as FluxKustomizationProps;
  expect(errorsOf((chart) => new FluxKustomization(chart, 'shop', props))).toEqual([
    expect.stringMatching(/^\[project\/shop\] sourceRef.kind must be "GitRepository" or .*, found "GitRepo" \(N5\)$/),
    '[project/shop] sourceRef.name must be text, found the number 3, write "3" (N5)',
    '[project/shop] interval must be a Duration, for example Duration.minutes(5), found "10m" (N5)',
    '[project/shop] wait must be true or false, found "true", write true (N5)',
    '[project/shop] dependsOn[0] must be an object, found undefined (N5)',
    expect.stringMatching(
      /^\[project\/shop\] healthKinds\[0\] must be "InfisicalSecret" or .*, found "Secret" \(N5\)$/,
    ),
    '[project/shop] environment must be text, found the number 7, write "7" (N5)',
  ]);
});

test.each([
  [{ sourceRef: undefined }, 'there is no source: write sourceRef with kind and name'],
  [{ sourceRef: { name: '' } }, 'the source has no name: write that of the GitRepository or OCIRepository'],
  [{ name: 'a'.repeat(64) }, expect.stringContaining('has 64 characters, 63 are allowed: Flux writes it into a label')],
  [{ dependsOn: [{ name: 'shop' }] }, expect.stringContaining('it depends on itself, and is never applied')],
  [{ dependsOn: [{}] }, 'it depends on what has no name: write name'],
  [
    { environment: 'prod', path: './dist' },
    'there are environment and path: give one of both, as only the path would count',
  ],
])('what Flux would not apply is an error: %j', (props, message) => {
  const errors = errorsOf((chart) => new FluxKustomization(chart, 'shop', { sourceRef: SOURCE, ...props } as never));
  expect(errors.map((error) => error.replace(/^\[project\/shop\S*\] | \(G1\)$/g, ''))).toEqual([message]);
});
