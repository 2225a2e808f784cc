import type { LocalContainerProps } from '../../../lib/local/local-container';
import { containersOf, type PodContainer } from '../../../lib/local/pod/pod-containers';
import { fieldValueIn } from '../../../lib/local/pod/pod-fields';
import { PodObjects } from '../../../lib/local/pod/pod-objects';
import { isKey, type LocalValue } from '../../../lib/local/stack/local-value';
import { modelOf } from '../../../lib/model/app-model';
import type { Manifest } from '../../../lib/model/manifest';

/** A sync of the folder `/api` into the Secret `keys`. */
export function syncOf(changes: object = {}): object {
  return {
    apiVersion: 'secrets.infisical.com/v1alpha1',
    kind: 'InfisicalSecret',
    metadata: { name: 'keys', namespace: 'shop' },
    spec: {
      hostAPI: 'https://app.infisical.com/api',
      authentication: {
        universalAuth: {
          credentialsRef: { secretName: 'login', secretNamespace: 'shop' },
          secretsScope: { projectSlug: 'shop', envSlug: 'prod', secretsPath: '/api' },
        },
      },
      managedKubeSecretReferences: [
        { secretName: 'keys', secretNamespace: 'shop', creationPolicy: 'Owner', ...changes },
      ],
    },
  };
}

export const configMap = (data: object, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'shop' },
  data,
  ...more,
});

export const fromKey = (name: string, key: string, more: object = {}) => ({
  name,
  valueFrom: { secretKeyRef: { name: 'keys', key, ...more } },
});

/** The containers of a Deployment `api`, with what else is in its namespace. */
export function containersIn(
  spec: object,
  others: readonly object[] = [syncOf()],
  own: { readonly [container: string]: LocalContainerProps } = {},
): PodContainer[] {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace: 'shop' },
    spec: { template: { metadata: { labels: { team: 'pay' } }, spec } },
  };
  const app = modelOf([deployment, ...others].map((manifest) => ({ manifest: manifest as Manifest })));
  const [workload] = app.workloads;
  const objects = new PodObjects(workload, app, ({ sources }) =>
    sources.map(({ projectId: id, projectSlug: slug, environment, path = '/', recursive }) => ({
      ...{ project: { id, slug }, environment, path },
      ...(recursive && { recursive }),
    })),
  );
  return containersOf(workload, { objects, fieldValue: fieldValueIn(workload, 'api') }, (name) => own[name]);
}

/** The one container `api`, which has nothing but what is given. */
export function containerOf(
  container: object,
  others?: readonly object[],
  own: LocalContainerProps = {},
): PodContainer {
  return containersIn({ containers: [{ name: 'api', image: 'api:1', ...container }] }, others, { api: own })[0];
}

/** A value as a text, in which `<KEY>` stands for a key. */
export const shownValue = (value: LocalValue) =>
  value.map((part) => (isKey(part) ? `<${part.key}${part.isOptional ? '?' : ''}>` : part.text)).join('');

/** The variables in their order. */
export const variablesOf = ({ variables }: PodContainer) =>
  variables.map(({ name, value }) => `${name}=${shownValue(value)}`);

export const gapsOf = ({ gaps }: PodContainer) =>
  gaps.map(({ rule, subject, name, origin }) => `${rule} ${subject} ${name}: ${origin}`);
