import type { Chart } from 'cdk8s';
import { ApiGeneration, InfisicalAuth, SecretProjection, SecretSyncedApp } from '../../lib';
import { type Manifest, synthesize } from '../synthesis';

const NAMES = ['hasOwnProperty', 'toString', 'valueOf'];

function app(generation: ApiGeneration, names: readonly string[], projection?: SecretProjection) {
  const source = {
    projectId: '6f1c2d7e-0000-4000-8000-000000000001',
    environment: 'prod',
    path: '/',
    keys: [...names],
  };
  return (chart: Chart) =>
    void new SecretSyncedApp(chart, 'orders', {
      image: 'orders:1',
      sync: {
        generation,
        auth: InfisicalAuth.universal({ credentials: { name: 'login' } }),
        source: generation === ApiGeneration.V1BETA1 ? source : { ...source, projectId: undefined, projectSlug: 's' },
        projection,
      },
      secretKeys: [...names],
      env: { isPrototypeOf: 'x' },
      labels: { toLocaleString: 'x' },
      envOrder: ['isPrototypeOf', ...names],
    });
}

describe('names that every object has from its prototype are names like others', () => {
  test.each([ApiGeneration.V1ALPHA1, ApiGeneration.V1BETA1])('in %s', (generation) => {
    const manifests = synthesize(app(generation, NAMES, SecretProjection.SELECTED));
    const { spec, metadata } = manifests.find(({ kind }) => kind === 'Deployment');
    const variables = spec.template.spec.containers[0].env.map(({ name, value }: Manifest) => value ?? name);
    expect(variables).toEqual(['x', ...NAMES]);
    expect(metadata.labels.toLocaleString).toBe('x');
    const sync = manifests.find(({ kind }) => /^Infisical(Static)?Secret$/.test(kind)).spec;
    const { template } = sync.managedKubeSecretReferences?.[0] ?? sync.targets[0];
    expect(Object.keys(template.data)).toEqual(NAMES);
  });

  test('also those that cdk8s takes no field of', () => {
    const manifests = synthesize(app(ApiGeneration.V1ALPHA1, ['constructor', '__proto__']));
    const { spec } = manifests.find(({ kind }) => kind === 'Deployment');
    expect(spec.template.spec.containers[0].env.map(({ name }: Manifest) => name)).toEqual([
      'isPrototypeOf',
      'constructor',
      '__proto__',
    ]);
  });
});
