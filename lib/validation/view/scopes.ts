import { type Fields, fields, list, text } from '../manifest';
import type { Subject } from '../subject';
import { LEGACY_METHODS, loginsOf } from './authentication';
import { isPlain } from './written-keys';

/** A place in Infisical that a resource reads from or writes to. */
export interface Scope {
  readonly subject: Subject;
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
export function scopesOf(subject: Subject): Scope[] {
  const { kind, spec } = subject.manifest;
  if (kind === 'InfisicalSecret')
    return loginsOf(subject).map(({ method, block }) => inlineScope(subject, method, block));
  const sources = kind === 'InfisicalStaticSecret' ? list(fields(spec).sources) : [];
  return sources.map((source, i) => {
    const what = sources.length > 1 ? `source sources[${i}]` : 'source';
    return scope({ subject, what }, source, 'environmentSlug', 'secretPath');
  });
}

/** The same, and what it pushes to or leases from. */
export function placesOf(subject: Subject): Scope[] {
  const { kind, spec } = subject.manifest;
  const { destination, dynamicSecret } = fields(spec);
  switch (subject.failure === undefined ? kind : undefined) {
    case 'InfisicalPushSecret':
      return [scope({ subject, what: 'destination' }, fields(destination), 'environmentSlug', 'secretsPath')];
    case 'InfisicalDynamicSecret':
      return [scope({ subject, what: 'dynamic secret' }, fields(dynamicSecret), 'environmentSlug', 'secretsPath')];
    default:
      return scopesOf(subject);
  }
}

function inlineScope(subject: Subject, method: string, block: Fields): Scope {
  const about = { subject, what: 'source', method };
  // The operator reads an Infisical service account's secrets from the root.
  if (method === LEGACY_METHODS.serviceAccount) {
    return scope(about, { ...block, secretsPath: '/' }, 'environmentName', 'secretsPath');
  }
  return scope(about, isPlain(block) ? fields(block.secretsScope) : block, 'envSlug', 'secretsPath');
}

function scope(
  about: Pick<Scope, 'subject' | 'what' | 'method'>,
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
