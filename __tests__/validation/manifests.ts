import type { Fields } from '../../lib/json/json';
import type { KnownKind } from '../../lib/model/kinds';
import type { Manifest, ManifestMetadata } from '../../lib/model/manifest';

/*
 * Complete, valid manifests, one builder a kind. All stand in one namespace and fit together: put into one app they
 * break no rule, not even as a warning. Fields that are given replace those of the spec (or of the object's content
 * where it has no spec); `undefined` drops one.
 */

export const NAMESPACE = 'shop';
export const IDENTITY_ID = '2f1c7f3a-6c0d-4a43-9b57-3d0f0c5c9f11';
export const PROJECT_ID = '6f1c2d7e-8a3b-4c5d-9e6f-000000000001';

const V1ALPHA1 = 'secrets.infisical.com/v1alpha1';
const V1BETA1 = 'secrets.infisical.com/v1beta1';
export const HOST = 'https://secrets.example.com';

/** What an InfisicalSecret reads: the `secretsScope` of its authentication. */
export function secretsScope(scope: Fields = {}): Fields {
  return merged({ projectSlug: 'shop', envSlug: 'prod', secretsPath: '/api' }, scope);
}

/** The `universalAuth` block that most v1alpha1 manifests here log in with, without a scope. */
export function universalAuth(block: Fields = {}): Fields {
  return merged({ credentialsRef: { secretName: 'infisical-credentials', secretNamespace: NAMESPACE } }, block);
}

/** A `kubernetesAuth` block of v1alpha1, without a scope. */
export function kubernetesAuth(block: Fields = {}): Fields {
  return merged(
    {
      identityId: IDENTITY_ID,
      serviceAccountRef: { name: 'infisical-login', namespace: NAMESPACE },
      autoCreateServiceAccountToken: true,
    },
    block,
  );
}

/** A reference to the Secret that an InfisicalSecret or InfisicalDynamicSecret writes. */
export function managedSecret(reference: Fields = {}): Fields {
  return merged({ secretName: 'api-secrets', secretNamespace: NAMESPACE, creationPolicy: 'Owner' }, reference);
}

/** A reference to the ConfigMap that an InfisicalSecret writes. */
export function managedConfigMap(reference: Fields = {}): Fields {
  return merged({ configMapName: 'api-config', configMapNamespace: NAMESPACE, creationPolicy: 'Owner' }, reference);
}

export function infisicalSecret(spec: Fields = {}, metadata: Partial<ManifestMetadata> = {}): Manifest {
  return object(V1ALPHA1, 'InfisicalSecret', 'api', metadata, {
    spec: merged(
      {
        hostAPI: `${HOST}/api`,
        authentication: { universalAuth: universalAuth({ secretsScope: secretsScope() }) },
        managedKubeSecretReferences: [managedSecret()],
        syncConfig: { resyncInterval: '5m' },
      },
      spec,
    ),
  });
}

/** Pushes the Secret `pushed`. */
export function pushSecret(spec: Fields = {}, metadata: Partial<ManifestMetadata> = {}): Manifest {
  return object(V1ALPHA1, 'InfisicalPushSecret', 'push', metadata, {
    spec: merged(
      {
        hostAPI: `${HOST}/api`,
        authentication: { universalAuth: universalAuth() },
        destination: { projectSlug: 'shop', environmentSlug: 'prod', secretsPath: '/pushed' },
        push: { secret: { secretName: 'pushed', secretNamespace: NAMESPACE } },
        updatePolicy: 'Replace',
        deletionPolicy: 'Delete',
        resyncInterval: '5m',
      },
      spec,
    ),
  });
}

/** Writes the Secret `database-lease`. */
export function dynamicSecret(spec: Fields = {}, metadata: Partial<ManifestMetadata> = {}): Manifest {
  return object(V1ALPHA1, 'InfisicalDynamicSecret', 'database', metadata, {
    spec: merged(
      {
        hostAPI: `${HOST}/api`,
        authentication: { universalAuth: universalAuth() },
        dynamicSecret: {
          secretName: 'postgres',
          projectSlug: 'shop',
          environmentSlug: 'prod',
          secretsPath: '/database',
        },
        managedSecretReference: managedSecret({ secretName: 'database-lease' }),
        leaseTTL: '1h',
        leaseRevocationPolicy: 'Revoke',
      },
      spec,
    ),
  });
}

export function clusterGenerator(spec: Fields = {}, metadata: Partial<ManifestMetadata> = {}): Manifest {
  return object(
    V1ALPHA1,
    'ClusterGenerator',
    'password',
    { namespace: undefined, ...metadata },
    { spec: merged({ kind: 'Password', generator: { passwordSpec: { length: 24 } } }, spec) },
  );
}

export function infisicalConnection(spec: Fields = {}, metadata: Partial<ManifestMetadata> = {}): Manifest {
  return object(V1BETA1, 'InfisicalConnection', 'connection', metadata, { spec: merged({ address: HOST }, spec) });
}

/** Refers to `infisicalConnection()`. */
export function infisicalAuth(spec: Fields = {}, metadata: Partial<ManifestMetadata> = {}): Manifest {
  return object(V1BETA1, 'InfisicalAuth', 'auth', metadata, {
    spec: merged(
      {
        infisicalConnectionRef: { name: 'connection', namespace: NAMESPACE },
        method: 'universal',
        universal: { clientIdRef: keyRef('clientId'), clientSecretRef: keyRef('clientSecret') },
      },
      spec,
    ),
  });
}

/** A reference of v1beta1 to one key of the Secret with the credentials. */
export function keyRef(key: string, reference: Fields = {}): Fields {
  return merged({ name: 'infisical-credentials', namespace: NAMESPACE, key }, reference);
}

/** One of the `sources` of an InfisicalStaticSecret. */
export function source(fields: Fields = {}): Fields {
  return merged({ projectId: PROJECT_ID, environmentSlug: 'prod', secretPath: '/web' }, fields);
}

/** One of the `targets` of an InfisicalStaticSecret. */
export function target(fields: Fields = {}): Fields {
  return merged({ kind: 'Secret', name: 'web-secrets', namespace: NAMESPACE, creationPolicy: 'Owner' }, fields);
}

/** Refers to `infisicalAuth()`. */
export function staticSecret(spec: Fields = {}, metadata: Partial<ManifestMetadata> = {}): Manifest {
  return object(V1BETA1, 'InfisicalStaticSecret', 'web', metadata, {
    spec: merged(
      {
        infisicalAuthRef: { name: 'auth', namespace: NAMESPACE },
        sources: [source()],
        targets: [target()],
        syncOptions: { refreshInterval: '5m' },
      },
      spec,
    ),
  });
}

/**
 * Pushes the Secret `pushed`, in names of fields that are probable and no more: those of the kind are not public. Refers to
 * `infisicalAuth()`.
 */
export function staticSecretPush(spec: Fields = {}, metadata: Partial<ManifestMetadata> = {}): Manifest {
  return object(V1BETA1, 'InfisicalStaticSecretPush', 'push-web', metadata, {
    spec: merged(
      {
        infisicalAuthRef: { name: 'auth', namespace: NAMESPACE },
        secretRef: { name: 'pushed', namespace: NAMESPACE },
        targets: [{ projectId: PROJECT_ID, environmentSlug: 'prod', secretPath: '/pushed/web' }],
        createMissingFolders: true,
      },
      spec,
    ),
  });
}

/** Uses the key `TOKEN` of the Secret that `infisicalSecret()` writes. */
export function container(fields: Fields = {}): Fields {
  const secretKeyRef = { name: 'api-secrets', key: 'TOKEN' };
  return merged({ name: 'api', image: 'api:1.0', env: [{ name: 'TOKEN', valueFrom: { secretKeyRef } }] }, fields);
}

/** The `template` of a workload, with one container unless the pod says otherwise. */
export function podTemplate(pod: Fields = {}, metadata: Fields = {}): Fields {
  const labels = { 'app.kubernetes.io/name': 'api' };
  return { metadata: merged({ labels }, metadata), spec: merged({ containers: [container()] }, pod) };
}

/** A Deployment, or another kind that has a selector and a pod template. */
export function deployment(
  spec: Fields = {},
  metadata: Partial<ManifestMetadata> = {},
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' = 'Deployment',
): Manifest {
  const annotations = { 'secrets.infisical.com/auto-reload': 'true' };
  return object(
    'apps/v1',
    kind,
    'api',
    { annotations, ...metadata },
    { spec: merged({ selector: { matchLabels: { 'app.kubernetes.io/name': 'api' } }, template: podTemplate() }, spec) },
  );
}

/** A Secret whose content is only what is given. */
export function secret(name: string, content: Fields = {}, metadata: Partial<ManifestMetadata> = {}): Manifest {
  return object('v1', 'Secret', name, metadata, content);
}

/** A ConfigMap whose content is only what is given. */
export function configMap(name: string, content: Fields = {}, metadata: Partial<ManifestMetadata> = {}): Manifest {
  return object('v1', 'ConfigMap', name, metadata, content);
}

export function serviceAccount(name: string, content: Fields = {}, metadata: Partial<ManifestMetadata> = {}): Manifest {
  return object('v1', 'ServiceAccount', name, metadata, content);
}

/** Lets the service account of `kubernetesAuth()` review tokens. */
export function clusterRoleBinding(content: Fields = {}, metadata: Partial<ManifestMetadata> = {}): Manifest {
  const rbac = 'rbac.authorization.k8s.io';
  return object(
    `${rbac}/v1`,
    'ClusterRoleBinding',
    'infisical-login',
    { namespace: undefined, ...metadata },
    merged(
      {
        roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'system:auth-delegator' },
        subjects: [{ kind: 'ServiceAccount', name: 'infisical-login', namespace: NAMESPACE }],
      },
      content,
    ),
  );
}

/** A container with one variable for each key of a Secret. */
export function keyContainer(keys: readonly string[], secretName = 'api-secrets', extra: Fields = {}): Fields {
  const env = keys.map((key) => ({ name: key, valueFrom: { secretKeyRef: { name: secretName, key, ...extra } } }));
  return container({ env });
}

export function cronJob(template: Fields = podTemplate(), metadata: Partial<ManifestMetadata> = {}): Manifest {
  const pod = { restartPolicy: 'OnFailure', ...(template.spec as Fields) };
  const spec = { schedule: '0 4 * * *', jobTemplate: { spec: { template: { ...template, spec: pod } } } };
  return object('batch/v1', 'CronJob', 'nightly', metadata, { spec });
}

/** An Argo CD Application that deploys the operator's chart. */
export function argoApplication(
  source: Fields = {},
  metadata: Partial<ManifestMetadata> = {},
  destination: Fields = { server: 'https://kubernetes.default.svc', namespace: 'infisical-operator' },
): Manifest {
  const chart = { repoURL: 'https://charts.example.com', chart: 'secrets-operator', targetRevision: '0.11.5' };
  return object('argoproj.io/v1alpha1', 'Application', 'secrets-operator', metadata, {
    spec: { project: 'default', destination, source: merged(chart, source) },
  });
}

/** A Flux HelmRelease of the operator's chart. */
export function helmRelease(values: Fields = {}, metadata: Partial<ManifestMetadata> = {}): Manifest {
  const sourceRef = { kind: 'HelmRepository', name: 'infisical' };
  return object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'secrets-operator', metadata, {
    spec: { interval: '1h', chart: { spec: { chart: 'secrets-operator', sourceRef } }, values },
  });
}

function object(
  apiVersion: string,
  kind: KnownKind,
  name: string,
  metadata: Partial<ManifestMetadata>,
  content: Fields,
): Manifest {
  return { apiVersion, kind, metadata: merged({ name, namespace: NAMESPACE }, metadata as Fields), ...content };
}

function merged(fields: Fields, overrides: Fields): Fields {
  return Object.fromEntries(Object.entries({ ...fields, ...overrides }).filter(([, value]) => value !== undefined));
}
