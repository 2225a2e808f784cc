import {
  type Application,
  applicationSourcesOf,
  applicationsIn,
  deployedApplications,
  generatorsOf,
  isTemplated,
} from '../../model/argo-cd';
import type { Field } from '../../model/field';
import type { EnvironmentResources } from './environment';

/** A cluster to which the objects of an environment go. */
export interface Placement {
  /** Tells it from all others. */
  readonly cluster: string;
  /** For messages. */
  readonly shown: string;
  /** Where objects go that name no namespace. */
  readonly namespace?: string;
}

export type Placements = ReadonlyMap<EnvironmentResources, readonly Placement[]>;

/** Where each environment goes, as far as that is known: what was told, and what the Applications of Argo CD say. */
export function placementsOf(environments: readonly EnvironmentResources[]): Placements {
  const deployments = environments.flatMap((holder) => deploymentsIn(holder, environments));
  return new Map(
    environments.map((environment) => [
      environment,
      [
        ...placementIn(environment.cluster, environment.namespace),
        ...deployments.flatMap((one) => (one.environment === environment ? [one.placement] : [])),
      ],
    ]),
  );
}

interface Deployment {
  readonly environment: EnvironmentResources;
  readonly placement: Placement;
}

function deploymentsIn(holder: EnvironmentResources, environments: readonly EnvironmentResources[]): Deployment[] {
  const single = deployedApplications(holder).flatMap(({ spec }) => {
    const found = environments.filter((environment) =>
      applicationSourcesOf(spec).some((source) => isSourceOf(source, environment)),
    );
    // A path that may mean several folders tells nothing.
    return found.length === 1 ? deploymentsBy(found[0], spec, holder) : [];
  });
  const byFolder = applicationsIn(holder).flatMap((application) =>
    environments.flatMap((environment) =>
      isGenerated(application, environment) ? deploymentsBy(environment, application.spec, holder) : [],
    ),
  );
  return [...single, ...byFolder];
}

function deploymentsBy(environment: EnvironmentResources, spec: Field, holder: EnvironmentResources): Deployment[] {
  const [server, name, namespace] = ['server', 'name', 'namespace'].map(
    (part) => spec.text('destination', part).value || undefined,
  );
  return placementIn(server ?? name, namespace, holder.environment).map((one) => ({ environment, placement: one }));
}

const OWN_CLUSTER = ['in-cluster', 'https://kubernetes.default.svc'];

/** Argo CD's own cluster is another one for each Argo CD, and who has its Applications in one folder has one. */
function placementIn(told: string | undefined, namespace: string | undefined, holder = ''): Placement[] {
  if (!told || isTemplated(told)) return [];
  const cluster = URL.canParse(told) ? new URL(told).href.replace(/\/+$/, '') : told;
  return OWN_CLUSTER.includes(cluster)
    ? [{ cluster: `${holder} in-cluster`, shown: 'in which Argo CD runs', namespace }]
    : [{ cluster, shown: `"${told}"`, namespace }];
}

function isSourceOf(source: Field, environment: EnvironmentResources): boolean {
  const folder = source.text('path').value ?? '';
  const parameters = source.at('plugin', 'parameters').items();
  return (
    (!isTemplated(folder) && endsAlike(segmentsOf(folder), segmentsOf(folderOf(environment)))) ||
    parameters.some((one) => one.at('name').raw === 'environment' && one.at('string').raw === nameOf(environment))
  );
}

/** Whether an ApplicationSet that looks for folders finds that of the environment. */
function isGenerated({ resource, spec }: Application, environment: EnvironmentResources): boolean {
  const isPath = applicationSourcesOf(spec).some((source) =>
    /^\{\{ *(\.path)?\.?path *\}\}$/.test(source.text('path').value ?? ''),
  );
  if (!isPath) return false;
  const directories = generatorsOf(resource).flatMap((generator) => generator.at('git', 'directories').items());
  const found = directories.filter((one) =>
    endsAlike(segmentsOf(one.text('path').value ?? ''), segmentsOf(folderOf(environment))),
  );
  const isExcluded = (one: Field) => one.flag('exclude').value === true;
  return found.length > 0 && !found.some(isExcluded);
}

function folderOf({ folder, environment }: EnvironmentResources): string {
  return folder ?? environment;
}

function nameOf(environment: EnvironmentResources): string | undefined {
  return segmentsOf(folderOf(environment)).at(-1);
}

function segmentsOf(path: string): string[] {
  return path.split(/[/\\]/).filter((name) => name !== '' && name !== '.');
}

/** Whether two paths can be one, where each may lack folders at its beginning. The first may have wildcards. */
function endsAlike(pattern: readonly string[], path: readonly string[]): boolean {
  const common = Math.min(pattern.length, path.length);
  if (common === 0) return false;
  const ending = path.slice(path.length - common);
  return pattern.slice(pattern.length - common).every((name, i) => matchesName(name, ending[i]));
}

function matchesName(pattern: string, name: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === name;
  const [first, last] = [parts[0], parts[parts.length - 1]];
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = name.indexOf(part, from);
    if (at < 0 || at + part.length > name.length - last.length) return false;
    from = at + part.length;
  }
  return true;
}
