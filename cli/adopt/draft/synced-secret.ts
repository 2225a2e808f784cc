import type { OperatorResource } from '../../../lib/model/operator-resource';
import { durationCode, library, type Props, props } from './expressions';
import { hostCode, loginCode } from './login';
import { namespaceProps, type TargetChart, writtenMetadata } from './metadata';
import { isDeclarable, sourceProps } from './source';
import { targetProps, targetsOf } from './target';

/** The props of a `SyncedSecret` for an InfisicalSecret in canonical form; undefined where it is beyond that. */
export function infisicalSecretProps(resource: OperatorResource, chart: TargetChart): Props | undefined {
  const { sources, interval, instantUpdates } = resource;
  const { manifest } = resource.resource;
  const auth = loginCode(resource);
  const written = targetProps(targetsOf(resource));
  if (auth === undefined || written === undefined || !sources.every(isDeclarable)) return undefined;
  return props({
    ...namespaceProps(manifest, chart),
    host: hostCode(resource),
    auth,
    source: sourceProps(sources[0]),
    ...written,
    ...writtenMetadata(manifest),
    resyncInterval: durationCode(interval),
    instantUpdates: instantUpdates.value === true ? true : undefined,
  });
}

/** The props of a `SyncedSecret` for an InfisicalStaticSecret, whose login is told elsewhere. */
export function staticSecretProps(resource: OperatorResource, chart: TargetChart, login: Props): Props | undefined {
  const { sources, interval, instantUpdates } = resource;
  const { manifest } = resource.resource;
  const written = targetProps(targetsOf(resource));
  if (sources.length === 0 || written === undefined || !sources.every(isDeclarable)) return undefined;
  const [source, ...additionalSources] = sources.map(sourceProps);
  const byDefault = instantUpdates.value === true ? '1h' : '5m';
  return props({
    ...namespaceProps(manifest, chart),
    generation: library('ApiGeneration.V1BETA1'),
    ...login,
    source,
    additionalSources: additionalSources.length > 0 ? additionalSources : undefined,
    ...written,
    ...writtenMetadata(manifest),
    resyncInterval: interval.value === byDefault ? undefined : durationCode(interval),
    instantUpdates: instantUpdates.value === true ? true : undefined,
  });
}
