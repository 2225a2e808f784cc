import { type AppModel, perApp } from '../../app-model';
import type { Field } from '../../field';
import type { ExternalSecretsKind, Kind } from '../../kinds';
import type { Manifest } from '../../manifest';
import { isUnplaced, type Resource, specOf } from '../../resource';
import { namespacesSelectedBy } from './selected-namespaces';
import { mayServe } from './versions';

/** The API group of External Secrets Operator. */
export const EXTERNAL_SECRETS_GROUP = 'external-secrets.io';

/** Which versions of its API each kind is read in. */
const VERSIONS: Readonly<Record<ExternalSecretsKind, readonly string[]>> = {
  SecretStore: ['v1', 'v1beta1'],
  ClusterSecretStore: ['v1', 'v1beta1'],
  ExternalSecret: ['v1', 'v1beta1'],
  ClusterExternalSecret: ['v1', 'v1beta1'],
  PushSecret: ['v1alpha1'],
  ClusterPushSecret: ['v1alpha1'],
};

/** The kinds, in each version that is read and that an operator of this version may serve. */
export function servedExternalSecrets(
  operatorVersion: string | undefined,
): { apiVersion: string; kind: ExternalSecretsKind }[] {
  return Object.entries(VERSIONS).flatMap(([kind, versions]) =>
    versions
      .filter((version) => mayServe(operatorVersion, version))
      .map((version) => ({ apiVersion: `${EXTERNAL_SECRETS_GROUP}/${version}`, kind: kind as ExternalSecretsKind })),
  );
}

/** The kind of an object of External Secrets Operator, and the version of its API. */
export interface ExternalSecretsType {
  readonly kind: ExternalSecretsKind;
  readonly version: string;
  /** Whether a version is written of which nothing here knows what it means. */
  readonly isUnread: boolean;
}

function externalSecretsTypeOf({ apiVersion, kind }: Manifest): ExternalSecretsType | undefined {
  const [group, version = ''] = apiVersion.split('/');
  if (group !== EXTERNAL_SECRETS_GROUP || !isRead(kind)) return undefined;
  return { kind, version, isUnread: !VERSIONS[kind].includes(version) };
}

function isRead(kind: Kind): kind is ExternalSecretsKind {
  return Object.hasOwn(VERSIONS, kind);
}

/** What asks stores for secrets, or gives them some: an object, once for each namespace in which it is. */
export interface Request {
  readonly resource: Resource;
  /** The spec of the ExternalSecret or PushSecret, which a cluster-wide one holds in a field of its own. */
  readonly spec: Field;
  /** The name of the ExternalSecret or PushSecret. */
  readonly name: string;
  /** Absent where nobody knows. */
  readonly namespace?: string;
}

/** The objects of the kinds that are read. */
export const externalSecretsObjects = perApp(({ resources }) =>
  resources.flatMap((resource) => {
    const type = externalSecretsTypeOf(resource.manifest);
    return type === undefined ? [] : [{ resource, ...type }];
  }),
);

export const externalSecretRequests = perApp((app): Request[] =>
  requestsOf(app, 'ExternalSecret', 'ClusterExternalSecret', 'externalSecretSpec', 'externalSecretName'),
);

export const pushSecretRequests = perApp((app): Request[] =>
  requestsOf(app, 'PushSecret', 'ClusterPushSecret', 'pushSecretSpec', 'pushSecretName'),
);

function requestsOf(
  app: AppModel,
  single: ExternalSecretsKind,
  clusterWide: ExternalSecretsKind,
  specName: string,
  nameField: string,
): Request[] {
  return externalSecretsObjects(app).flatMap(({ resource, kind, isUnread }): Request[] => {
    if (isUnread || resource.failure !== undefined) return [];
    const { name = '' } = resource.manifest.metadata;
    const spec = specOf(resource);
    if (kind === single) return [{ resource, spec, name, ...namespaceOf(resource) }];
    if (kind !== clusterWide) return [];
    const inner = { resource, spec: spec.at(specName), name: spec.text(nameField).value || name };
    const namespaces = namespacesSelectedBy(app, spec);
    return namespaces === undefined ? [inner] : namespaces.map((namespace) => ({ ...inner, namespace }));
  });
}

/** The namespace of an object, where anybody knows it. */
export function namespaceOf(resource: Resource): { namespace?: string } {
  const { namespace } = resource.manifest.metadata;
  return namespace && !isUnplaced(resource) ? { namespace } : {};
}
