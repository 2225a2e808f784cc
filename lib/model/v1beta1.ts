import { AUTH_METHODS, type Login } from './auth/auth-method';
import type { Field } from './field';
import type { OperatorKind } from './kinds';
import type { ManagedObject, OperatorResource, Source } from './operator-resource';
import { specOf } from './read-object';
import { keyReference, NOWHERE, objectReference } from './references-in';
import type { Resource } from './resource';

type Kind = Extract<OperatorKind, 'InfisicalConnection' | 'InfisicalAuth' | 'InfisicalStaticSecret'>;

/** Reads a resource of v1beta1: a sync, the login that it refers to, or the connection of that. */
export function readV1beta1(resource: Resource, kind: Kind): OperatorResource {
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
  const read = sources.map((field, i) => source(whole, sources.length > 1 ? `source sources[${i}]` : 'source', field));
  const managed = spec
    .at('targets')
    .items()
    .map((field) => target(whole, field));
  return Object.assign(whole, { sources: read, folders: read, managed });
}

function referenceOf(kind: Kind, spec: Field): Field {
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

function source(owner: OperatorResource, what: string, field: Field): Source {
  return {
    owner,
    what,
    field,
    projectId: field.text('projectId'),
    projectSlug: field.text('projectSlug'),
    environment: field.text('environmentSlug'),
    path: field.text('secretPath'),
    isRoot: false,
    recursive: field.flag('recursive'),
    secretName: NOWHERE.text(),
    tags: field.list('tagSlugs'),
  };
}

function target(owner: OperatorResource, field: Field): ManagedObject {
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
