import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Manifest } from '../../../lib/model/manifest';

const RECORDED = join(__dirname, '..', '..', 'argocd', 'fixtures');
const GROUP = 'secrets.infisical.com';

/** Never to be seen anywhere. */
export const CANARY = 'canary-s3cr3t-value';

/** An object as an operator wrote it, under another name. */
export function recorded(fixture: string, name: string, namespace = 'shop'): Manifest {
  const { metadata, ...object } = parse(readFileSync(join(RECORDED, `${fixture}.yaml`), 'utf8'));
  return { ...object, metadata: { ...metadata, name, namespace } };
}

/** An InfisicalSecret that was synced, of a folder. */
export function syncedSecret(name: string, { namespace = 'shop', path = '/' } = {}): Manifest {
  return { ...declaredSecret(name, { namespace, path }), status: { conditions: [condition('ReadyToSyncSecrets')] } };
}

/** The same as dist has it. */
export function declaredSecret(name: string, { namespace = 'shop', path = '/', env = 'prod' } = {}): Manifest {
  return {
    apiVersion: `${GROUP}/v1alpha1`,
    kind: 'InfisicalSecret',
    metadata: { name, namespace },
    spec: {
      hostAPI: 'https://app.infisical.com/api',
      authentication: {
        universalAuth: {
          credentialsRef: { secretName: 'infisical-login', secretNamespace: namespace },
          secretsScope: { projectSlug: 'shop', envSlug: env, secretsPath: path },
        },
      },
      managedKubeSecretReferences: [{ secretName: name, secretNamespace: namespace, creationPolicy: 'Owner' }],
    },
  };
}

export function condition(type: string, status = 'True', message = '') {
  return { type: `${GROUP}/${type}`, status, reason: 'OK', message, lastTransitionTime: '2030-01-01T12:00:00Z' };
}

/** A Deployment as dist has it. */
export function deployment(name: string, { image = `registry.example/${name}:1.4.2`, replicas = 6 } = {}): Manifest {
  const labels = { 'app.kubernetes.io/name': name };
  const container = { name, image, env: [{ name: 'PASSWORD', value: CANARY }] };
  return {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' } },
    spec: {
      ...{ replicas, selector: { matchLabels: labels } },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  };
}

/** A pod of a Deployment that waits. */
export function waitingPod(
  workload: string,
  message: string,
  index = 1,
  reason = 'CreateContainerConfigError',
): Manifest {
  const hash = '5d8f9c7b6';
  return {
    ...{ apiVersion: 'v1', kind: 'Pod' },
    metadata: {
      ...{ name: `${workload}-${hash}-${index}`, namespace: 'shop', labels: { 'pod-template-hash': hash } },
      ownerReferences: [{ kind: 'ReplicaSet', name: `${workload}-${hash}`, controller: true }],
    } as Manifest['metadata'],
    spec: { containers: [{ name: workload, image: workload }] },
    status: {
      containerStatuses: [{ name: workload, state: { waiting: { reason, message } } }],
    },
  };
}

/** A Secret as an export has it. */
export function exportedSecret(name: string): Manifest {
  return {
    ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'shop' } },
    data: { STRIPE_KEY: btoa(CANARY) },
  } as Manifest;
}

/** As `kubectl get -o json` prints several kinds. */
export function asExport(items: readonly Manifest[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 2);
}
