import { type AppModel, modelOf } from '../../lib/model/app-model';
import { consumptionsOf } from '../../lib/model/consumption';
import { pathText } from '../../lib/model/field';
import type { Manifest } from '../../lib/model/manifest';
import { infisicalSecret, managedSecret } from '../validation/manifests';

/*
 * The operator writes the Secret `shop/api`; who else names it, uses it: `field` or `field: key`.
 */

const SYNC = infisicalSecret({ managedKubeSecretReferences: [managedSecret({ secretName: 'api' })] });

function appWith(...objects: readonly object[]): AppModel {
  return modelOf([SYNC, ...(objects as Manifest[])].map((manifest) => ({ manifest })));
}

function usesIn(object: object): string[] {
  return consumptionsOf(appWith(object)).flatMap(({ uses }) =>
    uses.map(({ field, key }) => `${pathText(field.path)}${key === undefined ? '' : `: ${key}`}`),
  );
}

const object = (apiVersion: string, kind: string, spec: object, metadata: object = {}) => ({
  apiVersion,
  kind,
  metadata: { name: 'it', namespace: 'shop', ...metadata },
  spec,
});

const USERS: readonly [what: string, object: object, uses: readonly string[]][] = [
  [
    'the certificate of an Ingress',
    object('networking.k8s.io/v1', 'Ingress', { tls: [{ hosts: ['a.example.com'], secretName: 'api' }] }),
    ['spec.tls[0].secretName'],
  ],
  [
    'the passwords of an Ingress, by an annotation',
    object(
      'networking.k8s.io/v1',
      'Ingress',
      {},
      { annotations: { 'nginx.ingress.kubernetes.io/auth-secret': 'shop/api' } },
    ),
    ['metadata.annotations["nginx.ingress.kubernetes.io/auth-secret"]'],
  ],
  [
    'cert-manager Issuer',
    object('cert-manager.io/v1', 'Issuer', {
      acme: { solvers: [{ dns01: { cloudflare: { apiTokenSecretRef: { name: 'api', key: 'TOKEN' } } } }] },
    }),
    ['spec.acme.solvers[0].dns01.cloudflare.apiTokenSecretRef.name: TOKEN'],
  ],
  [
    'cert-manager ClusterIssuer, which is in no namespace',
    object('cert-manager.io/v1', 'ClusterIssuer', { ca: { secretName: 'api' } }, { namespace: undefined }),
    ['spec.ca.secretName'],
  ],
  [
    'CloudNativePG Cluster',
    object('postgresql.cnpg.io/v1', 'Cluster', {
      managed: { roles: [{ name: 'shop', passwordSecret: { name: 'api' } }] },
      superuserSecret: { name: 'api' },
      backup: { barmanObjectStore: { s3Credentials: { accessKeyId: { name: 'api', key: 'ID' } } } },
    }),
    [
      'spec.managed.roles[0].passwordSecret.name',
      'spec.superuserSecret.name',
      'spec.backup.barmanObjectStore.s3Credentials.accessKeyId.name: ID',
    ],
  ],
  [
    'Traefik Middleware',
    object('traefik.io/v1alpha1', 'Middleware', { basicAuth: { secret: 'api' } }),
    ['spec.basicAuth.secret'],
  ],
  [
    'Traefik IngressRoute',
    object('traefik.io/v1alpha1', 'IngressRoute', { tls: { secretName: 'api' } }),
    ['spec.tls.secretName'],
  ],
  [
    'Gateway',
    object('gateway.networking.k8s.io/v1', 'Gateway', { listeners: [{ tls: { certificateRefs: [{ name: 'api' }] } }] }),
    ['spec.listeners[0].tls.certificateRefs[0].name'],
  ],
  [
    'Istio Gateway',
    object('networking.istio.io/v1', 'Gateway', { servers: [{ tls: { credentialName: 'api' } }] }),
    ['spec.servers[0].tls.credentialName'],
  ],
  [
    'Flux GitRepository',
    object('source.toolkit.fluxcd.io/v1', 'GitRepository', { secretRef: { name: 'api' } }),
    ['spec.secretRef.name'],
  ],
  [
    'Flux HelmRepository',
    object('source.toolkit.fluxcd.io/v1', 'HelmRepository', { certSecretRef: { name: 'api' } }),
    ['spec.certSecretRef.name'],
  ],
  [
    'Flux Kustomization',
    object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', {
      decryption: { secretRef: { name: 'api' } },
      postBuild: { substituteFrom: [{ kind: 'Secret', name: 'api' }] },
    }),
    ['spec.decryption.secretRef.name', 'spec.postBuild.substituteFrom[0].name'],
  ],
  [
    'HelmRelease by valuesFrom',
    object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', {
      valuesFrom: [{ kind: 'Secret', name: 'api', valuesKey: 'V', targetPath: 'x' }],
    }),
    ['spec.valuesFrom[0].name: V'],
  ],
  [
    'HelmRelease by its values',
    object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', {
      values: {
        auth: { existingSecret: 'api' },
        env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'api', key: 'K' } } }],
        envFromSecret: 'api',
        global: { imagePullSecrets: ['api'] },
      },
    }),
    [
      'spec.values.auth.existingSecret',
      'spec.values.env[0].valueFrom.secretKeyRef.name: K',
      'spec.values.envFromSecret',
      'spec.values.global.imagePullSecrets[0]',
    ],
  ],
  [
    'Application of Argo CD, by values as a text',
    object(
      'argoproj.io/v1alpha1',
      'Application',
      {
        destination: { namespace: 'shop' },
        source: {
          helm: {
            values:
              'auth:\n  # the passwords\n  existingSecret: "api" # not this\nextraEnvFrom:\n- secretRef:\n    name: api\n',
          },
        },
      },
      { namespace: 'argocd' },
    ),
    ['spec.source.helm.values.auth.existingSecret', 'spec.source.helm.values.extraEnvFrom[0].secretRef.name'],
  ],
  [
    'Application of Argo CD, by parameters and values',
    object(
      'argoproj.io/v1alpha1',
      'Application',
      {
        destination: { namespace: 'shop' },
        sources: [
          {
            helm: {
              parameters: [{ name: 'auth.existingSecret', value: 'api' }],
              valuesObject: { tls: { secretName: 'api' } },
            },
          },
        ],
      },
      { namespace: 'argocd' },
    ),
    ['spec.sources[0].helm.parameters[0].value', 'spec.sources[0].helm.valuesObject.tls.secretName'],
  ],
  [
    'HelmChart of k3s',
    object(
      'helm.cattle.io/v1',
      'HelmChart',
      { targetNamespace: 'shop', valuesContent: 'auth:\n  existingSecret: api\n', set: { 'db.existingSecret': 'api' } },
      { namespace: 'kube-system' },
    ),
    ['spec.valuesContent.auth.existingSecret', 'spec.set["db.existingSecret"]'],
  ],
  [
    'the settings of Argo CD',
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'argocd-cm', namespace: 'shop' },
      data: {
        'oidc.config': 'name: SSO\nclientSecret: $api:oidc.clientSecret\n',
        repositories: '- url: https://git.example.com\n  passwordSecret:\n    name: api\n    key: password\n',
      },
    },
    ['data["oidc.config"].clientSecret', 'data.repositories[0].passwordSecret.name: password'],
  ],
  [
    'ClusterSecretStore in another namespace',
    object(
      'external-secrets.io/v1',
      'ClusterSecretStore',
      { provider: { vault: { auth: { tokenSecretRef: { name: 'api', namespace: 'shop', key: 'token' } } } } },
      { namespace: undefined },
    ),
    ['spec.provider.vault.auth.tokenSecretRef.name: token'],
  ],
  [
    'Velero',
    object('velero.io/v1', 'BackupStorageLocation', { credential: { name: 'api', key: 'cloud' } }),
    ['spec.credential.name: cloud'],
  ],
  [
    'Percona',
    object('psmdb.percona.com/v1', 'PerconaServerMongoDB', { secrets: { users: 'api' } }),
    ['spec.secrets.users'],
  ],
  ['PXC', object('pxc.percona.com/v1', 'PerconaXtraDBCluster', { secretsName: 'api' }), ['spec.secretsName']],
  [
    'Prometheus',
    object('monitoring.coreos.com/v1', 'Prometheus', {
      secrets: ['api'],
      remoteWrite: [{ basicAuth: { username: { name: 'api', key: 'u' } } }],
    }),
    ['spec.secrets[0]', 'spec.remoteWrite[0].basicAuth.username.name: u'],
  ],
  [
    'KEDA',
    object('keda.sh/v1alpha1', 'TriggerAuthentication', {
      secretTargetRef: [{ parameter: 'p', name: 'api', key: 'K' }],
    }),
    ['spec.secretTargetRef[0].name: K'],
  ],
  [
    'ServiceAccount',
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'it', namespace: 'shop' },
      imagePullSecrets: [{ name: 'api' }],
    },
    ['imagePullSecrets[0].name'],
  ],
  [
    'StorageClass',
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'it' },
      parameters: {
        'csi.storage.k8s.io/provisioner-secret-name': 'api',
        'csi.storage.k8s.io/provisioner-secret-namespace': 'shop',
      },
    },
    ['parameters["csi.storage.k8s.io/provisioner-secret-name"]'],
  ],
  [
    'what charts call it',
    object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', {
      values: {
        image: { pullSecrets: ['api'] },
        existingSecretAdminPassword: 'api',
        githubConfigSecret: 'api',
        secret: { existing: 'api' },
        credentials: 'api',
        persistence: { config: { type: 'secret', name: 'api' } },
        envFrom: [{ secret: 'api' }],
        rootPasswordSecretKeyRef: { name: 'api', key: 'root' },
      },
    }),
    [
      'spec.values.image.pullSecrets[0]',
      'spec.values.existingSecretAdminPassword',
      'spec.values.githubConfigSecret',
      'spec.values.secret.existing',
      'spec.values.credentials',
      'spec.values.persistence.config.name',
      'spec.values.envFrom[0].secret',
      'spec.values.rootPasswordSecretKeyRef.name: root',
    ],
  ],
  [
    'VolSync',
    object('volsync.backube/v1alpha1', 'ReplicationSource', { restic: { repository: 'api' } }),
    ['spec.restic.repository'],
  ],
  [
    'a copy of it',
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'copy',
        namespace: 'web',
        annotations: { 'replicator.v1.mittwald.de/replicate-from': 'shop/api' },
      },
    },
    ['metadata.annotations["replicator.v1.mittwald.de/replicate-from"]'],
  ],
  [
    'a push of the operator',
    object('secrets.infisical.com/v1alpha1', 'InfisicalPushSecret', {
      push: { secret: { secretName: 'api', secretNamespace: 'shop' } },
    }),
    ['spec.push.secret.secretName'],
  ],
];

describe('a use of a managed Secret', () => {
  test.each(USERS)('is in %s', (_, user, uses) => {
    expect(usesIn(user)).toEqual(uses);
  });

  test('is told once where a kind that nobody knows runs pods', () => {
    const env = [{ name: 'A', valueFrom: { secretKeyRef: { name: 'api', key: 'K' } } }];
    const service = object('serving.knative.dev/v1', 'Service', {
      template: { spec: { containers: [{ image: 'a:1', env }] } },
    });
    expect(usesIn(service)).toEqual(['spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.name: K']);
  });
});

describe('no use of a managed Secret', () => {
  test.each<[string, object]>([
    [
      'one of another namespace',
      object('networking.k8s.io/v1', 'Ingress', { tls: [{ secretName: 'api' }] }, { namespace: 'web' }),
    ],
    [
      'a reference into another namespace',
      object('cert-manager.io/v1', 'Issuer', { ca: { secretRef: { name: 'api', namespace: 'web' } } }),
    ],
    [
      'the values of an application of another namespace',
      object('argoproj.io/v1alpha1', 'Application', {
        destination: { namespace: 'web' },
        source: { helm: { valuesObject: { existingSecret: 'api' } } },
      }),
    ],
    ['another Secret', object('networking.k8s.io/v1', 'Ingress', { tls: [{ secretName: 'web' }] })],
    ['a Certificate, which writes it', object('cert-manager.io/v1', 'Certificate', { secretName: 'api' })],
    [
      'an ExternalSecret, which writes it',
      object('external-secrets.io/v1', 'ExternalSecret', { target: { name: 'api' }, secretStoreRef: { name: 'api' } }),
    ],
    [
      'what Crossplane writes',
      object('database.example.org/v1', 'Postgres', { writeConnectionSecretToRef: { name: 'api' } }),
    ],
    [
      'a Service of its name',
      object('networking.k8s.io/v1', 'Ingress', {
        rules: [{ http: { paths: [{ backend: { service: { name: 'api' } } }] } }],
      }),
    ],
    [
      'what only has its name',
      object('apps.example.org/v1', 'App', {
        ...{
          name: 'api',
          secretPath: 'api',
          secretKey: 'api',
          kind: 'api',
          secretType: 'api',
          secretsNamespace: 'api',
        },
        ...{ existingSecretPasswordKey: 'api', secretProviderClass: 'api', secretStoreRef: { name: 'api' } },
        ...{ secretKeyName: 'api', secretEngine: { name: 'api' }, secretVersionName: 'api', repository: 'api' },
      }),
    ],
    [
      'a reference to another kind',
      object('apps.example.org/v1', 'App', { sourceRef: { kind: 'GitRepository', name: 'api' } }),
    ],
    [
      'a permission',
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: { name: 'it', namespace: 'shop' },
        rules: [{ resources: ['secrets'], resourceNames: ['api'] }],
      },
    ],
    ['a schema', object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { names: { secretName: 'api' } })],
    ['a status', { ...object('apps.example.org/v1', 'App', {}), status: { secretName: 'api' } }],
    [
      'a text without end',
      object('argoproj.io/v1alpha1', 'Application', { source: { helm: { values: `a:\n${' - '.repeat(9_000)}x` } } }),
    ],
  ])('is %s', (_, other) => {
    expect(usesIn(other)).toEqual([]);
  });

  test('is what an alias has put into itself, again and again', () => {
    const endless: Record<string, unknown> = { secretName: 'api' };
    endless.self = endless;
    endless.list = [endless, endless];
    expect(usesIn(object('apps.example.org/v1', 'App', endless)).length).toBeLessThan(9);
  });
});
