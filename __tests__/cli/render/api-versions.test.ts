import { apiVersionsFor } from '../../../cli/render/helm/api-versions';

const found = (told: Parameters<typeof apiVersionsFor>[0], beginning: string) =>
  apiVersionsFor(told).filter((one) => one.startsWith(beginning));

test.each([
  'secrets.infisical.com/v1alpha1',
  'secrets.infisical.com/v1alpha1/InfisicalSecret',
  'secrets.infisical.com/v1beta1/InfisicalStaticSecret',
  'external-secrets.io/v1',
  'external-secrets.io/v1/ExternalSecret',
  'external-secrets.io/v1beta1/ClusterSecretStore',
  'external-secrets.io/v1alpha1/PushSecret',
  'secrets-store.csi.x-k8s.io/v1/SecretProviderClass',
  'secret-sync.x-k8s.io/v1alpha1/SecretSync',
  'argoproj.io/v1alpha1',
  'argoproj.io/v1alpha1/Rollout',
  'argoproj.io/v1alpha1/ApplicationSet',
  'apps/v1/Deployment',
  'batch/v1/CronJob',
  'v1/Secret',
])('a chart that asks for %s finds it', (version) => {
  expect(apiVersionsFor({})).toContain(version);
});

test('of Kubernetes, a chart finds what the version that is told serves, and else what each version does', () => {
  const served = (kubernetesVersion?: string) => found({ kubernetesVersion }, 'networking.k8s.io/v1beta1/IPAddress');
  expect(['1.30', '1.31', 'v1.36.2+k3s1', '1.37', undefined].map((version) => served(version).length)).toEqual([
    0, 1, 1, 0, 0,
  ]);
  expect(found({}, 'policy/v1beta1')).toEqual([]);
});

test('a chart that has one resource for old operators and one for new ones finds what the version that is told serves', () => {
  const stores = (externalSecretsVersion: string) =>
    found({ externalSecretsVersion }, 'external-secrets.io/v1').filter((one) => one.endsWith('/SecretStore'));
  expect(['0.15.1', '0.16', 'v2.9.0'].map(stores)).toEqual([
    ['external-secrets.io/v1beta1/SecretStore'],
    ['external-secrets.io/v1/SecretStore', 'external-secrets.io/v1beta1/SecretStore'],
    ['external-secrets.io/v1/SecretStore'],
  ]);
  const pushes = (operatorVersion: string) =>
    found({ operatorVersion }, 'secrets.infisical.com/v1beta1/InfisicalStaticSecret');
  expect(['v0.10.34', 'v0.11.2', 'v0.11.17'].map((version) => pushes(version).length)).toEqual([0, 1, 2]);
});
