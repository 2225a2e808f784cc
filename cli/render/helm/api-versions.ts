import type { Settings } from '../../../lib/model/app-model';
import { customResourcesRead } from '../../../lib/model/custom-resources';
import { servedIn } from '../../../lib/schemas/served-by-cluster';

/** What of the cluster is told. */
export type ToldVersions = Pick<Settings, 'kubernetesVersion' | 'operatorVersion' | 'externalSecretsVersion'>;

/**
 * What a chart finds in `.Capabilities.APIVersions` beside what Helm knows, which are versions without kinds, and none of
 * a custom resource: a chart that asks would leave out what is to be looked at.
 */
export function apiVersionsFor(told: ToldVersions): readonly string[] {
  const kinds = [...servedIn(told.kubernetesVersion), ...customResourcesRead(told)];
  return [...new Set(kinds.flatMap(({ apiVersion, kind }) => [apiVersion, `${apiVersion}/${kind}`]))];
}

/** Those of custom resources, without kinds. */
export function customVersionsFor(told: ToldVersions): ReadonlySet<string> {
  return new Set(customResourcesRead(told).map(({ apiVersion }) => apiVersion));
}
