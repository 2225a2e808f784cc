import type { Field } from './field';
import { isNoNamespace } from './kubernetes-names';
import { operatorVersionProblem } from './operator-version';
import { clusterOfApplication, OPERATOR_CHART, type Release, releasesIn } from './releases-in';
import { type Resource, specOf } from './resource';

/** What is told of an operator that its release says, too. */
interface ToldOperator {
  readonly operatorVersion?: string;
  readonly watchedNamespaces?: readonly string[];
}

/** What somebody tells of the operator, and where it is not told, what its release says. */
export function withReleasedOperator<T extends ToldOperator>(settings: T, resources: readonly Resource[]): T {
  if (settings.operatorVersion !== undefined && settings.watchedNamespaces !== undefined) return settings;
  const releases = releasesIn(resources).filter(({ chart }) => chart === OPERATOR_CHART);
  if (releases.length === 0) return settings;
  const operatorVersion = settings.operatorVersion ?? versionOfAll(releases);
  const watchedNamespaces =
    settings.watchedNamespaces ?? (isOfOneCluster(releases, resources) ? namespacesWatchedBy(releases[0]) : undefined);
  return {
    ...settings,
    ...(operatorVersion !== undefined && { operatorVersion }),
    ...(watchedNamespaces !== undefined && { watchedNamespaces }),
  };
}

/** The version of the operator that a release installs; undefined where that is a range, or none. */
export function versionOf({ version: { value } }: Release): string | undefined {
  return operatorVersionProblem(value) === undefined ? value : undefined;
}

/** The namespaces that the operator of a release watches; undefined for all of them, or where that is not known. */
export function namespacesWatchedBy({ values, mayHave }: Release): readonly string[] | undefined {
  const told = ['scopedNamespaces', 'scopedNamespace', 'scopedRBAC'];
  if (values.at('scopedRBAC').raw !== true || told.some((name) => values.at(name).isUnresolved)) return undefined;
  const names = namesIn(values.at('scopedNamespaces')) ?? namesIn(values.at('scopedNamespace'));
  if (names === undefined || mayHave('scopedNamespace') || names.some(isNoNamespace)) return undefined;
  return names;
}

/** A list, or a text with commas, as the chart takes both. */
function namesIn({ raw }: Field): readonly string[] | undefined {
  const names = typeof raw === 'string' ? raw.split(',') : Array.isArray(raw) ? raw.map(String) : [];
  return names.length === 0 || raw === '' ? undefined : names;
}

/** Several that differ may be those of several clusters: then nobody knows which one is meant. */
function versionOfAll(releases: readonly Release[]): string | undefined {
  const versions = new Set(releases.map(versionOf));
  return versions.size === 1 ? [...versions][0] : undefined;
}

/** Whether all that there is goes where the one release goes, as far as that is said. */
function isOfOneCluster(releases: readonly Release[], resources: readonly Resource[]): boolean {
  return releases.length === 1 && releases[0].cluster === '' && !resources.some(namesOtherCluster);
}

function namesOtherCluster(resource: Resource): boolean {
  const kind: string = resource.manifest.kind;
  if (kind === 'ApplicationSet') return true;
  const spec = specOf(resource);
  if (kind === 'Kustomization' || kind === 'HelmRelease') return spec.at('kubeConfig').isGiven;
  return kind === 'Application' && clusterOfApplication(resource) !== '';
}
