import {
  type Application,
  applicationSourcesOf,
  applicationsIn,
  deployedApplications,
  generatorsOf,
  isTemplated,
} from '../../model/argo-cd';
import type { Field } from '../../model/field';
import { segmentsOf } from '../../model/flux';
import type { EnvironmentResources } from './environment';
import { endsAlike, folderOf } from './folder-path';
import { type Deployment, placementIn } from './placement';

/** What the Applications of Argo CD in a folder deploy. */
export function deploymentsByArgoCd(
  holder: EnvironmentResources,
  environments: readonly EnvironmentResources[],
): Deployment[] {
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

function nameOf(environment: EnvironmentResources): string | undefined {
  return segmentsOf(folderOf(environment)).at(-1);
}
