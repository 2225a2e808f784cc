import { AUTH_METHODS } from './auth';
import { type AuthDeclaration, type Login, renderBlock } from './auth/auth-method';
import type { HostDeclaration, RenderedResource, SyncDeclaration, TargetDeclaration } from './declarations';
import { DEFAULT_INTERVAL, durationText, INSTANT_INTERVAL } from './duration';
import { type Field, NOWHERE } from './field';
import { render, type V1beta1Kind } from './kinds';
import { type ObjectReference, type SecretKeyReference, withNamespace } from './object-reference';
import type { ManagedObject, OperatorResource } from './operator-resource';
import { readSource } from './read-source';
import { keyReference, objectReference } from './reference-field';
import { type Resource, specOf } from './resource';
import { renderSource, STATIC_SOURCE } from './source-form';
import { orderedTargets } from './target-order';
import { withoutUndefined } from './without-undefined';

/** The kinds whose fields upstream has published. */
type PublishedKind = Exclude<V1beta1Kind, 'InfisicalStaticSecretPush'>;

/** Reads a resource of v1beta1: a sync, the login that it refers to, or the connection of that. */
export function readV1beta1(resource: Resource, kind: PublishedKind): OperatorResource {
  const spec = specOf(resource);
  const parts: Pick<OperatorResource, 'sources' | 'folders' | 'managed'> = { sources: [], folders: [], managed: [] };
  const whole = {
    resource,
    kind,
    generation: 'v1beta1' as const,
    spec,
    host: kind === 'InfisicalConnection' ? spec.text('address') : NOWHERE.text(),
    certificate: keyReference(kind === 'InfisicalConnection' ? spec.at('tls', 'caCertificate') : NOWHERE),
    logins: kind === 'InfisicalAuth' ? loginsIn(resource, spec) : [],
    logsInWith: objectReference(referenceOf(kind, spec)),
    interval: spec.text('syncOptions', 'refreshInterval'),
    instantUpdates: spec.flag('syncOptions', 'instantUpdates'),
    ...parts,
  };
  if (kind !== 'InfisicalStaticSecret') return whole;
  const sources = spec.at('sources').items();
  const read = sources.map((field, i) =>
    readSource({ owner: whole, what: sources.length > 1 ? `source sources[${i}]` : 'source' }, field, STATIC_SOURCE),
  );
  const managed = spec
    .at('targets')
    .items()
    .map((field) => targetOf(whole, field));
  return Object.assign(whole, { sources: read, folders: read, managed });
}

function referenceOf(kind: PublishedKind, spec: Field): Field {
  if (kind === 'InfisicalStaticSecret') return spec.at('infisicalAuthRef');
  return kind === 'InfisicalAuth' ? spec.at('infisicalConnectionRef') : NOWHERE;
}

function loginsIn(resource: Resource, spec: Field): Login[] {
  const name = spec.text('method').value;
  return AUTH_METHODS.flatMap((method) => {
    if (method.v1beta1 === undefined || method.name !== name || !spec.at(method.v1beta1).isGiven) return [];
    return [{ resource, generation: 'v1beta1' as const, method, block: spec.at(method.v1beta1) }];
  });
}

function targetOf(owner: OperatorResource, field: Field): ManagedObject {
  return {
    owner,
    field,
    kind: field.text('kind').value === 'ConfigMap' ? 'ConfigMap' : 'Secret',
    name: field.text('name'),
    namespace: field.text('namespace'),
    creationPolicy: field.text('creationPolicy'),
    secretType: field.text('secretType'),
    template: field.at('template'),
    data: field.at('template', 'data'),
    includesAll: false,
    metadata: field.at('metadata'),
  };
}

/** A sync that logs in as an InfisicalAuth says. */
export function renderStaticSecret(sync: SyncDeclaration, infisicalAuth: ObjectReference): RenderedResource {
  return render('InfisicalStaticSecret', {
    infisicalAuthRef: withoutUndefined(withNamespace(infisicalAuth, sync.namespace)),
    sources: sync.sources.map((source) => renderSource(source, STATIC_SOURCE)),
    targets: orderedTargets(sync).map(renderTarget),
    syncOptions: withoutUndefined({ refreshInterval: renderInterval(sync), instantUpdates: sync.instantUpdates }),
  });
}

export function renderConnection({ url, ca }: HostDeclaration, namespace: string | undefined): RenderedResource {
  const caCertificate = ca && withoutUndefined({ ...withNamespace(ca, namespace), key: ca.key });
  return render('InfisicalConnection', { address: url, tls: caCertificate && { caCertificate } });
}

/** How to log in there, where the model knows how. */
export function renderAuth(
  auth: AuthDeclaration,
  connection: ObjectReference | undefined,
  identity: SecretKeyReference,
): RenderedResource {
  const { method } = auth;
  const { namespace } = identity;
  return render('InfisicalAuth', {
    infisicalConnectionRef: connection && withoutUndefined(withNamespace(connection, namespace)),
    method: method.name,
    ...(method.v1beta1 && { [method.v1beta1]: renderBlock(auth, { kind: 'InfisicalAuth', namespace, identity }) }),
  });
}

function renderTarget({ kind, name, namespace, creationPolicy, type, template, metadata }: TargetDeclaration): object {
  return withoutUndefined({
    kind,
    name,
    namespace,
    creationPolicy,
    secretType: type,
    metadata,
    template: template && { engineVersion: 'v1', data: template.data },
  });
}

/** What v1alpha1 assumes by itself. */
function renderInterval({ resyncInterval, instantUpdates }: SyncDeclaration): string {
  return durationText(resyncInterval ?? (instantUpdates ? INSTANT_INTERVAL : DEFAULT_INTERVAL));
}
