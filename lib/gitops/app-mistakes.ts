import { ApiObject, type Chart, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { repetitionsIn } from '../collections/repetitions';
import { environmentNameOf } from '../evaluation/environment-name';
import { fileNameProblem } from './file-names';

/** Mistakes that only whoever writes all charts can see, one line each. */
export function appMistakes(all: readonly IConstruct[], type: YamlOutputType): string[] {
  return [...duplicateObjects(all), ...duplicateResourceFiles(all, type), ...foreignDependencies(all)];
}

function duplicateObjects(all: readonly IConstruct[]): string[] {
  const identity = ({ kind, name, metadata: { namespace } }: ApiObject) =>
    `${kind} "${namespace === undefined ? '' : `${namespace}/`}${name}"`;
  return repetitionsIn(objectsOf(all), (object) => `${object.apiGroup} ${identity(object)}`).map(
    ([other, object]) =>
      `[${object.node.path}] the ${identity(object)} is also declared by [${other.node.path}]: give one of both another name`,
  );
}

function objectsOf(all: readonly IConstruct[]): ApiObject[] {
  return all.filter((construct) => construct instanceof ApiObject);
}

/** cdk8s does nothing about these but number the files of charts. */
function foreignDependencies(all: readonly IConstruct[]): string[] {
  return all.flatMap(({ node }) =>
    node.dependencies
      .filter((target) => target.node.root !== node.root)
      .map((target) => {
        const [what, name] = [target.node.path, environmentNameOf(target)];
        const of = name === undefined ? 'another app' : `the environment "${name}"`;
        return `[${node.path || 'app'}] it depends on ${what === '' ? of : `[${what}] of ${of}`}, and nothing keeps an order between apps: remove that`;
      }),
  );
}

/** With a file for each object, that of one namespace would overwrite that of another. */
function duplicateResourceFiles(all: readonly IConstruct[], type: YamlOutputType): string[] {
  if (type !== YamlOutputType.FILE_PER_RESOURCE && type !== YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE)
    return [];
  const file = ({ kind, name }: ApiObject) => `${kind}.${name}`;
  const folder = ({ chart }: ApiObject) => (type === YamlOutputType.FILE_PER_RESOURCE ? '' : chart.node.path);
  return repetitionsIn(objectsOf(all), (object) => `${folder(object)} ${file(object)}`).map(
    ([other, object]) =>
      `[${object.node.path}] the file "${file(object)}" is also that of [${other.node.path}]: use one file per chart`,
  );
}

/** Mistakes in the names of the files of charts, one line each. */
export function fileMistakes(files: readonly [string, Chart][]): string[] {
  const first = new Map<string, Chart>();
  return files.flatMap(([name, chart]) => {
    const other = first.get(name);
    first.set(name, other ?? chart);
    const problem = fileNameProblem(name);
    if (problem !== undefined) {
      return [`[${chart.node.path}] the chart would write the file ${JSON.stringify(name)}: ${problem}`];
    }
    if (other === undefined) return [];
    return [
      `[${chart.node.path}] the chart would write the file of [${other.node.path}], "${name}": give one another id`,
    ];
  });
}
