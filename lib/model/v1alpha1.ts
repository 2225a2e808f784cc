import { AUTH_METHODS, type Login } from './auth/auth-method';
import type { Field } from './field';
import type { ManagedKind, OperatorKind } from './kinds';
import type { ManagedObject, OperatorResource, Source } from './operator-resource';
import { specOf } from './read-object';
import { keyReference, NOWHERE, objectReference } from './references-in';
import type { Resource } from './resource';

type Kind = Extract<
  OperatorKind,
  'InfisicalSecret' | 'InfisicalPushSecret' | 'InfisicalDynamicSecret' | 'ClusterGenerator'
>;

/** Reads a resource of v1alpha1, which logs in by itself. */
export function readV1alpha1(resource: Resource, kind: Kind): OperatorResource {
  const spec = specOf(resource);
  const owner = {
    resource,
    kind,
    generation: 'v1alpha1' as const,
    spec,
    host: spec.text('hostAPI'),
    certificate: keyReference(spec.at('tls', 'caRef'), 'secretName', 'secretNamespace'),
    logins: kind === 'ClusterGenerator' ? [] : loginsIn(resource, kind, spec.at('authentication')),
    logsInWith: objectReference(NOWHERE),
    ...timingOf(kind, spec),
  };
  const parts: Pick<OperatorResource, 'sources' | 'folders' | 'managed'> = { sources: [], folders: [], managed: [] };
  const whole = Object.assign(owner, parts);
  const sources = kind === 'InfisicalSecret' ? whole.logins.map((login) => inlineSource(whole, login)) : [];
  return Object.assign(whole, {
    sources,
    folders: [...sources, ...otherFolders(whole)],
    managed: managedIn(whole),
  });
}

/** The names of the blocks that the authentication of a kind may have. */
export function methodsOf(kind: OperatorKind): string[] {
  return AUTH_METHODS.flatMap(({ v1alpha1, legacy }) =>
    legacy === undefined || kind === 'InfisicalSecret' ? [v1alpha1] : [],
  );
}

function loginsIn(resource: Resource, kind: Kind, authentication: Field): Login[] {
  const known = methodsOf(kind);
  return AUTH_METHODS.flatMap((method) => {
    const block = authentication.at(method.v1alpha1);
    return known.includes(method.v1alpha1) && block.isGiven
      ? [{ resource, generation: 'v1alpha1' as const, method, block }]
      : [];
  });
}

/** The operator ignores the flat fields of an InfisicalSecret beside `syncConfig`. */
function timingOf(kind: Kind, spec: Field): Pick<OperatorResource, 'interval' | 'instantUpdates'> {
  if (kind !== 'InfisicalSecret') {
    return {
      interval: kind === 'InfisicalPushSecret' ? spec.text('resyncInterval') : NOWHERE.text(),
      instantUpdates: NOWHERE.flag(),
    };
  }
  const block = spec.at('syncConfig');
  return {
    interval: block.text('resyncInterval'),
    instantUpdates: (block.isGiven ? block : spec).flag('instantUpdates'),
  };
}

function inlineSource(owner: OperatorResource, login: Login): Source {
  const { block, method } = login;
  const about = { owner, what: 'source', login };
  // The operator reads what an Infisical service account can from the root.
  if (method.name === 'serviceAccount') return folder({ ...about, isRoot: true }, block, 'environmentName');
  return folder(about, block.at('secretsScope'), 'envSlug');
}

function otherFolders(owner: OperatorResource): Source[] {
  const { kind, spec } = owner;
  if (kind === 'InfisicalPushSecret') return [folder({ owner, what: 'destination' }, spec.at('destination'))];
  if (kind === 'InfisicalDynamicSecret') return [folder({ owner, what: 'dynamic secret' }, spec.at('dynamicSecret'))];
  return [];
}

function folder(
  about: Pick<Source, 'owner' | 'what' | 'login'> & { readonly isRoot?: boolean },
  field: Field,
  environment = 'environmentSlug',
): Source {
  return {
    isRoot: false,
    ...about,
    field,
    projectId: field.text('projectId'),
    projectSlug: field.text('projectSlug'),
    environment: field.text(environment),
    path: field.text('secretsPath'),
    recursive: field.flag('recursive'),
    secretName: field.text('secretName'),
    tags: NOWHERE.list(),
  };
}

function managedIn(owner: OperatorResource): ManagedObject[] {
  const { kind, spec } = owner;
  const single = spec.at('managedSecretReference');
  const first = single.isGiven ? [managed(owner, 'Secret', single)] : [];
  if (kind === 'InfisicalDynamicSecret') return first;
  if (kind !== 'InfisicalSecret') return [];
  const many = (name: string, of: ManagedKind) =>
    spec
      .at(name)
      .items()
      .map((field) => managed(owner, of, field));
  return [
    ...first,
    ...many('managedKubeSecretReferences', 'Secret'),
    ...many('managedKubeConfigMapReferences', 'ConfigMap'),
  ];
}

function managed(owner: OperatorResource, kind: ManagedKind, field: Field): ManagedObject {
  const prefix = kind === 'Secret' ? 'secret' : 'configMap';
  const template = field.at('template');
  return {
    owner,
    kind,
    field,
    name: field.text(`${prefix}Name`),
    namespace: field.text(`${prefix}Namespace`),
    creationPolicy: field.text('creationPolicy'),
    secretType: field.text('secretType'),
    template,
    data: template.at('data'),
    includesAll: template.flag('includeAllSecrets').value === true,
    // The operator reads the override inside of a template.
    metadata: template.at('metadata'),
  };
}
