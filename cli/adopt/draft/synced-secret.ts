import { type Fields, fields, text } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import type { Code } from '../../typescript/code';
import { inlineHost, inlineLogin } from './login';
import { identity, type Place, writtenMetadata } from './metadata';
import {
  asWritten,
  furtherTarget,
  secretProps,
  type Target,
  type Values,
  v1alpha1Targets,
  v1beta1Targets,
} from './target';
import { duration } from './timing';
import { call, library, literal, props } from './words';

/** The props of a `SyncedSecret` for an InfisicalSecret in canonical form; undefined where it is beyond that. */
export function infisicalSecretProps(manifest: Manifest, place: Place): { [prop: string]: Code } | undefined {
  const spec = fields(manifest.spec);
  const { namespace } = manifest.metadata;
  const login = inlineLogin(spec.authentication, namespace);
  const written = targetProps(v1alpha1Targets(spec), manifest);
  if (login === undefined || written === undefined || !isPlaced(v1alpha1Source(login.method, login.block)))
    return undefined;
  const { resyncInterval, instantUpdates } = fields(spec.syncConfig);
  return props({
    ...identity(manifest, place),
    host: inlineHost(spec, namespace),
    auth: login.auth,
    source: v1alpha1Source(login.method, login.block),
    ...written,
    ...writtenMetadata(manifest),
    resyncInterval: duration(resyncInterval),
    instantUpdates: instantUpdates === true ? true : undefined,
  });
}

/** The props of a `SyncedSecret` for an InfisicalStaticSecret, whose login is told elsewhere. */
export function staticSecretProps(
  manifest: Manifest,
  place: Place,
  login: { [prop: string]: Code },
): { [prop: string]: Code } | undefined {
  const spec = fields(manifest.spec);
  const sources = Array.isArray(spec.sources) ? spec.sources.map(fields) : [];
  const written = targetProps(v1beta1Targets(spec), manifest);
  if (sources.length === 0 || written === undefined || !sources.map(v1beta1Source).every(isPlaced)) return undefined;
  const [source, ...additionalSources] = sources.map(v1beta1Source);
  const { refreshInterval, instantUpdates } = fields(spec.syncOptions);
  const byDefault = instantUpdates === true ? '1h' : '5m';
  return props({
    ...identity(manifest, place),
    generation: library('ApiGeneration.V1BETA1'),
    ...login,
    source,
    additionalSources: additionalSources.length > 0 ? additionalSources : undefined,
    ...written,
    ...writtenMetadata(manifest),
    resyncInterval: refreshInterval === byDefault ? undefined : duration(refreshInterval),
    instantUpdates: instantUpdates === true ? true : undefined,
  });
}

/** The first Secret is the managed Secret of the construct; a resource without one has no such construct. */
export function targetProps(
  targets: readonly Target[],
  { metadata: { name = '', namespace } }: Manifest,
  values: Values = asWritten,
): { [prop: string]: Code } | undefined {
  const [first, ...others] = targets;
  if (first === undefined || first.kind !== 'Secret' || targets.some((target) => target.name === '')) return undefined;
  const further = others.map((target) => furtherTarget(target, namespace, values));
  return {
    ...secretProps(first, { name, namespace }, values),
    ...(further.length > 0 && { additionalTargets: further }),
  };
}

/** What a v1alpha1 login reads. */
export function v1alpha1Source(method: string, block: Fields): Code {
  if (method === 'serviceAccount') {
    return props({ projectId: literal(block.projectId), environment: literal(block.environmentName) });
  }
  const { projectSlug, projectId, envSlug, secretsPath, recursive, secretName } = fields(block.secretsScope);
  return props({
    ...location({ projectSlug, projectId, environment: envSlug, path: secretsPath }),
    recursive: recursive === true ? true : undefined,
    secretName: literal(secretName),
  });
}

function v1beta1Source(source: Fields): Code {
  const { projectSlug, projectId, environmentSlug, secretPath, recursive, tagSlugs } = source;
  return props({
    ...location({ projectSlug, projectId, environment: environmentSlug, path: secretPath }),
    recursive: recursive === true ? true : undefined,
    tags: literal(tagSlugs),
  });
}

/** Whether a place can be one: an environment it has at least, and no part of it is anything but text. */
export function isPlaced(place: Code): boolean {
  const {
    environment,
    path = '/',
    projectSlug = '',
    projectId = '',
    secretName = '',
  } = place as { [prop: string]: Code };
  return [environment, path, projectSlug, projectId, secretName].every((part) => typeof part === 'string');
}

/** A folder in Infisical. */
export function location(place: { projectSlug: unknown; projectId: unknown; environment: unknown; path: unknown }) {
  return props({
    projectSlug: literal(place.projectSlug),
    projectId: literal(place.projectId),
    environment: literal(place.environment),
    path: place.path === '/' ? undefined : literal(place.path),
  });
}

/** A login by an InfisicalAuth that the construct does not make. */
export function existingLogin(reference: Fields, own: string | undefined): Code {
  const namespace = text(reference.namespace);
  return call(
    library('InfisicalAuth.existing'),
    props({ name: literal(reference.name), namespace: namespace === own ? undefined : namespace }),
  );
}
