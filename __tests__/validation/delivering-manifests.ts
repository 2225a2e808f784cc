import type { Manifest } from '../../lib/model/manifest';

/*
 * Complete, valid objects of what brings keys into a cluster without the operator, which fit together, and workloads that
 * use them.
 */

type Part = Readonly<Record<string, unknown>>;

const NAMESPACE = 'shop';
const IDENTITY = '33333333-0000-4000-8000-000000000003';
const PROJECT = '44444444-0000-4000-8000-000000000004';

function object(apiVersion: string, kind: string, name: string, content: Part, namespace?: string): Manifest {
  return { apiVersion, kind, metadata: { name, ...(namespace && { namespace }) }, ...content } as unknown as Manifest;
}

const credentials = (namespace?: string) => ({
  universalAuthCredentials: {
    clientId: { name: 'login', key: 'id', namespace },
    clientSecret: { name: 'login', key: 'secret', namespace },
  },
});

const infisical = (path: string, namespace?: string) => ({
  provider: {
    infisical: {
      hostAPI: 'https://secrets.example.com',
      auth: credentials(namespace),
      secretsScope: { projectSlug: 'shop', environmentSlug: 'prod', secretsPath: path },
    },
  },
});

const ESO = 'external-secrets.io/v1';

export function secretStore(name = 'vault', path = '/web', namespace: string | undefined = NAMESPACE): Manifest {
  return object(ESO, 'SecretStore', name, { spec: infisical(path) }, namespace);
}

export function clusterSecretStore(name = 'shared'): Manifest {
  return object(ESO, 'ClusterSecretStore', name, { spec: infisical('/shared', 'eso') });
}

export function externalSecret(spec: Part, name = 'kettle', namespace: string | undefined = NAMESPACE): Manifest {
  return object(ESO, 'ExternalSecret', name, { spec: { secretStoreRef: { name: 'vault' }, ...spec } }, namespace);
}

export function clusterExternalSecret(name = 'everywhere', namespaces: readonly string[] = [NAMESPACE]): Manifest {
  const externalSecretSpec = {
    secretStoreRef: { name: 'shared', kind: 'ClusterSecretStore' },
    data: [fetched('MAIL')],
  };
  return object(ESO, 'ClusterExternalSecret', name, { spec: { namespaces, externalSecretSpec } });
}

export function namespace(name = NAMESPACE): Manifest {
  return object('v1', 'Namespace', name, {});
}

export function pushSecret(name = 'push', data: readonly Part[] = [pushed('PUSHED')]): Manifest {
  const secretStoreRefs = [{ name: 'vault' }];
  const selector = { secret: { name: 'kettle' } };
  return object(
    'external-secrets.io/v1alpha1',
    'PushSecret',
    name,
    { spec: { secretStoreRefs, selector, data } },
    NAMESPACE,
  );
}

export function pushed(key: string): Part {
  return { match: { secretKey: key, remoteRef: { remoteKey: key } } };
}

/** An entry of `data`. */
export function fetched(secretKey: string, key = secretKey): Part {
  return { secretKey, remoteRef: { key } };
}

/** An entry of `dataFrom` that drops a prefix. */
export function found(prefix: string): Part {
  return { find: { name: { regexp: `^${prefix}` } }, rewrite: [{ regexp: { source: `^${prefix}`, target: '' } }] };
}

export interface ListedSecret {
  readonly secretKey: string;
  readonly fileName: string;
}

export function providerClass(
  name = 'dock',
  secrets: readonly ListedSecret[] = [{ secretKey: 'PIN', fileName: 'pin' }],
) {
  const list = secrets.map(
    (one) => `- secretPath: /dock\n  secretKey: ${one.secretKey}\n  fileName: ${one.fileName}\n`,
  );
  const data = secrets.map(({ secretKey, fileName }) => ({ objectName: fileName, key: secretKey }));
  const parameters = {
    authMethod: 'kubernetes',
    identityId: IDENTITY,
    projectId: PROJECT,
    envSlug: 'prod',
    secrets: list.join(''),
  };
  const secretObjects = [{ secretName: `${name}-csi`, type: 'Opaque', data }];
  return object(
    'secrets-store.csi.x-k8s.io/v1',
    'SecretProviderClass',
    name,
    { spec: { provider: 'infisical', parameters, secretObjects } },
    NAMESPACE,
  );
}

export function agentConfiguration(name = 'agent', keys: readonly string[] = ['TOKEN']): Manifest {
  const templates = keys.map(
    (key) =>
      `  - destination-path: /run/api/${key}\n    template-content: '{{ (getSecretByName "${PROJECT}" "prod" "/api" "${key}").Value }}'\n`,
  );
  const text = `infisical:\n  auth:\n    type: kubernetes\n    config: { identity-id: ${IDENTITY} }\ntemplates:\n${templates.join('')}`;
  return object('v1', 'ConfigMap', name, { data: { 'config.yaml': text } }, NAMESPACE);
}

export interface DeliveredPod {
  readonly env?: readonly Part[];
  readonly envFrom?: readonly Part[];
  readonly command?: readonly string[];
  readonly classes?: readonly string[];
  readonly agent?: string;
  readonly namespace?: string;
}

/** A Deployment that takes keys from any of these. */
export function taker(
  name: string,
  { env, envFrom, command, classes = [], agent, namespace = NAMESPACE }: DeliveredPod,
): Manifest {
  const volumes = classes.map((secretProviderClass, i) => {
    return {
      name: `v-${i}`,
      csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { secretProviderClass } },
    };
  });
  const volumeMounts = volumes.map((volume) => ({
    name: volume.name,
    mountPath: `/run/${volume.name}`,
    readOnly: true,
  }));
  const containers = [{ name, image: 'app:1.0', env, envFrom, command, volumeMounts }];
  const annotations = { 'org.infisical.com/inject': 'true', 'org.infisical.com/agent-config-map': agent };
  const metadata = { labels: { app: name }, ...(agent && { annotations }) };
  const template = { metadata, spec: { containers, volumes } };
  return object(
    'apps/v1',
    'Deployment',
    name,
    { spec: { selector: { matchLabels: { app: name } }, template } },
    namespace,
  );
}

/** A variable with a key of a Secret. */
export function taken(key: string, secretName = 'kettle'): Part {
  return { name: `V_${key}`, valueFrom: { secretKeyRef: { name: secretName, key } } };
}

/** A container's command that asks Infisical by itself. */
export function asking(key: string): readonly string[] {
  return [
    'sh',
    '-c',
    `export A=$(infisical secrets get ${key} --env=prod --projectId=${PROJECT} --path=/api --plain)\nexec app`,
  ];
}
