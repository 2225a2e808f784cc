import type { Fields } from '../../lib/json/json';
import type { Settings } from '../../lib/model/app-model';
import type { ArgoCdKind } from '../../lib/model/kinds';
import type { Manifest } from '../../lib/model/manifest';
import type { Resource } from '../../lib/model/resource';
import type { ExampleObject, ExampleObjects } from '../../lib/validation/example';
import * as valid from './manifests';

const SOURCE = { repoURL: 'https://git.example.com/shop/config.git', path: 'dist/prod', targetRevision: 'main' };
const DESTINATION = { server: 'https://kubernetes.default.svc', namespace: 'shop' };

const BACKEND = { service: { name: 'shop', port: { name: 'http' } } };
const LABELS = { app: 'shop' };
const NAMED = { name: 'shop', namespace: 'shop' };
const NFS = { server: 'files.example.com', path: '/shop' };
const STORAGE = { resources: { requests: { storage: '1Gi' } } };

/** Of kinds that have nothing to do with keys. */
const OTHERS: readonly Manifest[] = [
  plain('v1', 'Service', { selector: LABELS, ports: [{ name: 'http', port: 80 }] }),
  plain('batch/v1', 'Job', {
    template: { spec: { restartPolicy: 'Never', containers: [{ name: 'shop', image: 'shop:1.0' }] } },
  }),
  plain('v1', 'PersistentVolumeClaim', { accessModes: ['ReadWriteOnce'], ...STORAGE }),
  plain('v1', 'LimitRange', { limits: [{ type: 'Container', default: { memory: '1Gi' } }] }),
  plain('v1', 'ResourceQuota', { hard: { pods: '10' } }),
  plain('networking.k8s.io/v1', 'Ingress', {
    rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: BACKEND }] } }],
  }),
  plain('networking.k8s.io/v1', 'IngressClass', { controller: 'example.com/ingress' }),
  plain('cert-manager.io/v1', 'Issuer', { selfSigned: {} }),
  plain('networking.k8s.io/v1', 'NetworkPolicy', { podSelector: { matchLabels: LABELS }, policyTypes: ['Ingress'] }),
  plain('policy/v1', 'PodDisruptionBudget', { selector: { matchLabels: LABELS }, minAvailable: 1 }),
  plain('autoscaling/v2', 'HorizontalPodAutoscaler', {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' },
    maxReplicas: 3,
  }),
  plain('v1', 'PersistentVolume', { accessModes: ['ReadWriteMany'], capacity: { storage: '1Gi' }, nfs: NFS }),
  {
    ...plain('v1', 'Service', { type: 'NodePort', selector: LABELS, ports: [{ port: 80, nodePort: 30_080 }] }),
    metadata: { ...NAMED, name: 'shop-nodes' },
  },
  plain('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', {
    provider: 'infisical',
    parameters: {
      authMethod: 'kubernetes',
      identityId: '7d1b2c3e-9f4a-4b5c-8d6e-000000000002',
      projectId: '6f1c2d7e-8a3b-4c5d-9e6f-000000000001',
      envSlug: 'prod',
      secrets: '- secretPath: /shop\n  secretKey: TOKEN\n  fileName: token\n',
    },
  }),
  ...[
    { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', spec: {} },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }],
    },
    { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', provisioner: 'example.com/fast' },
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', value: 1000 },
  ].map((object) => ({ ...object, metadata: NAMED }) as Manifest),
];

function plain(apiVersion: string, kind: Manifest['kind'], spec: Fields): Manifest {
  return { apiVersion, kind, metadata: NAMED, spec };
}

/** The valid objects that examples of rules start from: each breaks no rule; workloads use what the InfisicalSecret writes. */
export const VALID_OBJECTS: readonly Manifest[] = [
  valid.infisicalSecret(),
  valid.pushSecret(),
  valid.dynamicSecret(),
  valid.clusterGenerator(),
  valid.infisicalConnection(),
  valid.infisicalAuth(),
  valid.staticSecret(),
  valid.staticSecretPush(),
  valid.deployment(),
  valid.deployment({}, { name: 'store' }, 'StatefulSet'),
  valid.deployment({}, { name: 'agent' }, 'DaemonSet'),
  valid.cronJob(),
  valid.secret('pushed', { type: 'Opaque' }),
  valid.configMap('settings', {}),
  valid.serviceAccount('infisical-login'),
  valid.clusterRoleBinding(),
  ...OTHERS,
  argoCd('Application', { project: 'default', source: SOURCE, destination: DESTINATION }),
  argoCd('ApplicationSet', {
    generators: [{ list: { elements: [{ environment: 'prod' }] } }],
    template: { spec: { project: 'default', source: SOURCE, destination: DESTINATION } },
  }),
  {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'shop-prod', namespace: 'flux-system' },
    spec: { interval: '10m', prune: true, path: './dist/prod', sourceRef: { kind: 'GitRepository', name: 'shop' } },
  },
  argoCd('AppProject', { sourceRepos: [SOURCE.repoURL], destinations: [DESTINATION] }),
];

function argoCd(kind: ArgoCdKind, spec: Fields): Manifest {
  return { apiVersion: 'argoproj.io/v1alpha1', kind, metadata: { name: 'shop', namespace: 'argocd' }, spec };
}

/** What an example stands for, as whole objects. */
export function manifestsOf(objects: readonly ExampleObject[]): Manifest[] {
  return objects.map((object) => {
    const base = VALID_OBJECTS.find(({ kind }) => kind === object.kind) ?? {};
    return merged(base, object) as unknown as Manifest;
  });
}

export function resourcesOf({ objects, keys }: ExampleObjects): Resource[] {
  return declared(manifestsOf(objects), keys);
}

export function declared(manifests: readonly Manifest[], keys: ExampleObjects['keys']): Resource[] {
  return manifests.map((manifest) => ({
    manifest,
    declaredKeys: ['InfisicalSecret', 'InfisicalStaticSecret'].includes(manifest.kind) ? keys : undefined,
  }));
}

export function settingsOf({ settings, previous }: ExampleObjects): Settings {
  return { ...settings, ...(previous && { previous: manifestsOf(previous) }) };
}

function merged(base: unknown, over: unknown): unknown {
  if (!isObject(over)) return over;
  const whole: Fields = isObject(base) ? { ...base } : {};
  for (const [name, value] of Object.entries(over)) {
    if (value === null) delete whole[name];
    else whole[name] = merged(whole[name], value);
  }
  return whole;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
