import { AUTH_METHODS } from './auth';
import { isKnownTo, type Login, renderBlock, sourceFormOf } from './auth/auth-method';
import type {
  GeneratorDeclaration,
  HostDeclaration,
  LeaseDeclaration,
  LoginDeclaration,
  PushDeclaration,
  RenderedResource,
  SyncDeclaration,
  TargetDeclaration,
  TemplateDeclaration,
} from './declarations';
import { durationText } from './duration';
import { type Field, NOWHERE, rawIn } from './field';
import { hostApi } from './host';
import { type ManagedKind, type OperatorKind, render, type V1alpha1Kind } from './kinds';
import { secretReference } from './object-reference';
import type { ManagedObject, OperatorResource, Source } from './operator-resource';
import { readSource } from './read-source';
import { keyReference, objectReference } from './reference-field';
import { type Resource, specOf } from './resource';
import { DESTINATION, DYNAMIC_SECRET, renderSource, type SourceDeclaration } from './source-form';
import { orderedTargets } from './target-order';
import { withoutUndefined } from './without-undefined';

/** Reads a resource of v1alpha1, which logs in by itself. */
export function readV1alpha1(resource: Resource, kind: V1alpha1Kind): OperatorResource {
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
  return AUTH_METHODS.filter((method) => isKnownTo(kind, method)).map(({ v1alpha1 }) => v1alpha1);
}

function loginsIn(resource: Resource, kind: V1alpha1Kind, authentication: Field): Login[] {
  const logins: Login[] = [];
  for (const method of AUTH_METHODS) {
    const raw = rawIn(authentication.raw, method.v1alpha1);
    if (raw === undefined || raw === null || !isKnownTo(kind, method)) continue;
    logins.push({ resource, generation: 'v1alpha1', method, block: authentication.at(method.v1alpha1) });
  }
  return logins;
}

/** The operator ignores the flat fields of an InfisicalSecret beside `syncConfig`. */
function timingOf(kind: V1alpha1Kind, spec: Field): Pick<OperatorResource, 'interval' | 'instantUpdates'> {
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
  return readSource({ owner, what: 'source', login }, login.block, sourceFormOf(login.method));
}

function otherFolders(owner: OperatorResource): Source[] {
  const { kind, spec } = owner;
  if (kind === 'InfisicalPushSecret') return [readSource({ owner, what: 'destination' }, spec, DESTINATION)];
  if (kind === 'InfisicalDynamicSecret') return [readSource({ owner, what: 'dynamic secret' }, spec, DYNAMIC_SECRET)];
  return [];
}

function managedIn(owner: OperatorResource): ManagedObject[] {
  const { kind, spec } = owner;
  const single = spec.at('managedSecretReference');
  const first = single.isGiven ? [managedObjectOf(owner, 'Secret', single)] : [];
  if (kind === 'InfisicalDynamicSecret') return first;
  if (kind !== 'InfisicalSecret') return [];
  const many = (name: string, of: ManagedKind) =>
    spec
      .at(name)
      .items()
      .map((field) => managedObjectOf(owner, of, field));
  return [
    ...first,
    ...many('managedKubeSecretReferences', 'Secret'),
    ...many('managedKubeConfigMapReferences', 'ConfigMap'),
  ];
}

function managedObjectOf(owner: OperatorResource, kind: ManagedKind, field: Field): ManagedObject {
  const prefix = prefixOf(kind);
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

/** A sync; it reads from the first source only. */
export function renderInfisicalSecret(sync: SyncDeclaration): RenderedResource {
  const targets = orderedTargets(sync);
  const ofKind = (kind: ManagedKind) => targets.filter((target) => target.kind === kind).map(renderTarget);
  const configMaps = ofKind('ConfigMap');
  return render('InfisicalSecret', {
    ...renderLogin('InfisicalSecret', sync, sync.sources[0]),
    syncConfig: renderTiming(sync),
    managedKubeSecretReferences: ofKind('Secret'),
    managedKubeConfigMapReferences: configMaps.length > 0 ? configMaps : undefined,
  });
}

export function renderPushSecret(push: PushDeclaration): RenderedResource {
  const { destination, secret, template, generators, updatePolicy, deletionPolicy, resyncInterval } = push;
  return render('InfisicalPushSecret', {
    ...renderLogin('InfisicalPushSecret', push),
    ...renderSource(destination, DESTINATION),
    push: withoutUndefined({
      secret:
        secret && withoutUndefined({ ...secretReference(secret, push.namespace), template: renderTemplate(template) }),
      generators: generators?.map(({ key, name, kind }) => ({
        destinationSecretName: key,
        generatorRef: { name, kind },
      })),
    }),
    updatePolicy,
    deletionPolicy,
    resyncInterval: renderDuration(resyncInterval),
  });
}

export function renderDynamicSecret(lease: LeaseDeclaration): RenderedResource {
  return render('InfisicalDynamicSecret', {
    ...renderLogin('InfisicalDynamicSecret', lease),
    ...renderSource(lease.dynamicSecret, DYNAMIC_SECRET),
    leaseTTL: renderDuration(lease.leaseTtl) ?? '',
    leaseRevocationPolicy: lease.leaseRevocationPolicy,
    managedSecretReference: renderTarget(lease.target),
  });
}

export function renderGenerator({ kind, options }: GeneratorDeclaration): RenderedResource {
  const name = kind === 'Password' ? 'passwordSpec' : 'uuidSpec';
  return render('ClusterGenerator', { kind, generator: { [name]: options } });
}

/** Where Infisical runs, and how to log in: in an InfisicalSecret with what is read. */
function renderLogin(
  kind: Exclude<V1alpha1Kind, 'ClusterGenerator'>,
  { host, auth, namespace }: LoginDeclaration,
  source?: SourceDeclaration,
): object {
  const scope = source && auth ? renderSource(source, sourceFormOf(auth.method)) : {};
  const block =
    auth && isKnownTo(kind, auth.method)
      ? { [auth.method.v1alpha1]: { ...renderBlock(auth, { kind, namespace }), ...scope } }
      : {};
  return { hostAPI: hostApi(host.url), tls: renderCertificate(host, namespace), authentication: block };
}

function renderCertificate({ ca }: HostDeclaration, namespace: string | undefined): object | undefined {
  return ca && { caRef: withoutUndefined({ ...secretReference(ca, namespace), key: ca.key }) };
}

function renderTiming({ resyncInterval, instantUpdates }: SyncDeclaration): object | undefined {
  if (resyncInterval === undefined && instantUpdates === undefined) return undefined;
  return withoutUndefined({ resyncInterval: renderDuration(resyncInterval), instantUpdates });
}

function renderDuration(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : durationText(seconds);
}

function renderTarget({ kind, name, namespace, type, creationPolicy, template, metadata }: TargetDeclaration): object {
  const prefix = prefixOf(kind);
  return withoutUndefined({
    [`${prefix}Name`]: name,
    [`${prefix}Namespace`]: namespace,
    secretType: kind === 'Secret' ? type : undefined,
    creationPolicy,
    template: renderTemplate(template, metadata),
  });
}

/** The operator reads the metadata override inside a template, and a template without contents writes an empty object. */
function renderTemplate(
  template: TemplateDeclaration | undefined,
  metadata?: TargetDeclaration['metadata'],
): object | undefined {
  if (template === undefined) return metadata && { includeAllSecrets: true, metadata };
  return withoutUndefined({ includeAllSecrets: template.includeAll || undefined, data: template.data, metadata });
}

/** What the names of the fields of a managed object begin with. */
function prefixOf(kind: ManagedKind): string {
  return kind === 'Secret' ? 'secret' : 'configMap';
}
