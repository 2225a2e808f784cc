import { type Fields, fields, list, text } from '../json/json';
import { LEGACY_METHODS, loginsOf } from './authentication';
import type { Resource } from './resource';
import { isPlain } from './written-keys';

/** A place in Infisical that a resource reads from or writes to. */
export interface Scope {
  readonly resource: Resource;
  /** For messages: `source`, or which of several. */
  readonly what: string;
  /** The v1alpha1 authentication block that it stands in. */
  readonly method?: string;
  readonly projectId?: string;
  readonly projectSlug?: string;
  readonly environment?: string;
  readonly path?: string;
  readonly recursive: boolean;
  readonly secretName?: string;
  /** Whether a part of it becomes a value only when the app is rendered. */
  readonly deferred: boolean;
}

/** What a resource reads into managed objects. */
export function scopesOf(resource: Resource): Scope[] {
  const { kind, spec } = resource.manifest;
  if (kind === 'InfisicalSecret')
    return loginsOf(resource).map(({ method, block }) => inlineScope(resource, method, block));
  const sources = kind === 'InfisicalStaticSecret' ? list(fields(spec).sources) : [];
  return sources.map((source, i) => {
    const what = sources.length > 1 ? `source sources[${i}]` : 'source';
    return scope({ resource, what }, source, 'environmentSlug', 'secretPath');
  });
}

/** The same, and what it pushes to or leases from. */
export function placesOf(resource: Resource): Scope[] {
  const { kind, spec } = resource.manifest;
  const { destination, dynamicSecret } = fields(spec);
  switch (resource.failure === undefined ? kind : undefined) {
    case 'InfisicalPushSecret':
      return [scope({ resource, what: 'destination' }, fields(destination), 'environmentSlug', 'secretsPath')];
    case 'InfisicalDynamicSecret':
      return [scope({ resource, what: 'dynamic secret' }, fields(dynamicSecret), 'environmentSlug', 'secretsPath')];
    default:
      return scopesOf(resource);
  }
}

function inlineScope(resource: Resource, method: string, block: Fields): Scope {
  const about = { resource, what: 'source', method };
  // The operator reads an Infisical service account's secrets from the root.
  if (method === LEGACY_METHODS.serviceAccount) {
    return scope(about, { ...block, secretsPath: '/' }, 'environmentName', 'secretsPath');
  }
  return scope(about, isPlain(block) ? fields(block.secretsScope) : block, 'envSlug', 'secretsPath');
}

function scope(
  about: Pick<Scope, 'resource' | 'what' | 'method'>,
  raw: Fields,
  environment: string,
  path: string,
): Scope {
  const { projectId, projectSlug, recursive, secretName } = raw;
  return {
    ...about,
    projectId: text(projectId),
    projectSlug: text(projectSlug),
    environment: text(raw[environment]),
    path: text(raw[path]),
    recursive: recursive === true,
    secretName: text(secretName),
    deferred: ![raw, projectId, projectSlug, raw[environment], raw[path]].every(isPlain),
  };
}
