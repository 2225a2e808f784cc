import { Call, type Code, Imported, Member, NewExpression, nodesIn, Variable } from '../../../typescript/code';
import { camelCase, Names, pascalCase } from '../../../typescript/names';
import { SourceFile } from '../../../typescript/source-file';
import { Constant, type Section } from '../../../typescript/statement';
import { library } from '../../draft/expressions';
import { codesIn } from '../chart-body';
import type { Column } from '../columns';
import { withDefaults } from '../defaults';
import {
  type CommonValue,
  commonFile,
  importCommon,
  moduleOf,
  ownConstants,
  type ProgramFiles,
  type ProgramOptions,
} from '../files';
import { Ids } from '../ids';
import { withLoops } from '../loops';
import { type SharedValue, sharedValues } from '../values-in-common';
import { type ClassFile, chartClassFile, type EnvironmentChart } from './chart-class-file';
import type { MergedChart } from './merged-chart';
import {
  CHART_NAMESPACE,
  type ChartApart,
  type PlannedEnvironment,
  type PlannedProject,
  plannedProject,
} from './planned-project';

/**
 * The program that declares several environments as one project: what is equal once, in the class of a chart, and what
 * differs as its props. A chart that differs by more than that has a class for each environment.
 */
export function programOfEnvironments(
  environments: readonly PlannedEnvironment[],
  { extension }: ProgramOptions,
): { readonly files: ProgramFiles; readonly apart: readonly ChartApart[] } {
  const project = plannedProject(environments);
  const charts = chartsOf(project);
  const parts = charts.map(({ body }) =>
    codesIn([...body.blocks, ...body.conditional.flatMap(({ blocks }) => blocks)]),
  );
  const props = [project.props.project, ...project.props.environments.values()];
  const values = project.charts.flatMap(({ columns }) => columns.flatMap((column) => column.values));
  const shared = sharedValues([...parts, [...props, ...values]]);
  const names = new Names();
  const common = shared
    .filter(({ users }) => users.size > 1)
    .map((value) => ({ ...value, name: names.take(...value.names) }));
  const ownOf = (index: number) => shared.filter(({ users }) => users.size === 1 && users.has(index));
  const written = charts.map((chart, index) => chartClassFile(chart, ownOf(index), common, extension));
  const classes = charts.map((chart, index) => ({ chart, merged: project.charts[index], file: written[index] }));
  const variable = projectVariable(project);
  const files = new Map([
    ['main.ts', mainFile(variable, extension)],
    ['project.ts', projectFile(project, { variable, classes, own: ownOf(charts.length), common, extension })],
    ...classes.map(({ chart, file }) => [`${moduleOf(chart)}.ts`, file.text] as const),
    ...(common.length > 0 ? [['infisical.ts', commonFile(common)] as const] : []),
  ]);
  return { files, apart: project.apart };
}

function chartsOf({ charts, props }: PlannedProject): EnvironmentChart[] {
  const names = new Names();
  const bodies = charts.map(({ declarations, conditions }) => {
    const partial = new Set(conditions.flatMap((condition) => condition.declarations));
    return [
      withLoops(declarations.filter((one) => !partial.has(one))),
      ...conditions.map((condition) => condition.declarations),
    ];
  });
  const written = withDefaults(bodies.flat());
  return charts.map((chart, index) => {
    const start = bodies.slice(0, index).flat().length;
    const [blocks, ...conditional] = written.slice(start, start + bodies[index].length);
    return {
      name: chart.name,
      className: names.take(`${pascalCase(chart.name)}Chart`),
      body: {
        blocks,
        conditional: conditional.map((own, at) => ({ tests: chart.conditions[at].columns.map(testOf), blocks: own })),
        ids: idsOf(chart),
      },
      columns: chart.columns,
      ownerOf: (column) => ownerOf(column, chart),
      namespace: namespaceOf(chart, props.environments),
    };
  });
}

function testOf({ variable, type, values }: Column) {
  return { variable, isSwitch: type === 'boolean' && values.every((value) => value !== false) };
}

function idsOf({ declarations }: MergedChart): Ids {
  const ids = new Ids();
  for (const { code } of declarations) {
    const [, id] = code.args;
    if (typeof id === 'string') ids.free([id]);
  }
  return ids;
}

function ownerOf({ variable }: Column, { declarations, name }: MergedChart): string {
  const isIn = (code: Code) => nodesIn(code).some((node) => node instanceof Variable && node.name === variable.name);
  return declarations.find(({ code, calls }) => isIn([code, ...calls]))?.name ?? name;
}

function namespaceOf(
  { namespaces, environments, columns }: MergedChart,
  known: PlannedProject['props']['environments'],
): EnvironmentChart['namespace'] {
  const isOfEnvironment = environments.every((name, index) => known.get(name)?.namespace === namespaces[index]);
  if (isOfEnvironment && namespaces[0] !== undefined) return undefined;
  return { code: columns.some(({ variable }) => variable === CHART_NAMESPACE) ? CHART_NAMESPACE : namespaces[0] };
}

function projectVariable({ name }: PlannedProject): string {
  return new Names().take(camelCase(name), `${camelCase(name)}Project`);
}

function mainFile(variable: string, extension: string): string {
  const project = new Imported(`./project${extension}`, variable);
  return new SourceFile().text([[new Call(new Member(project, 'synth'))]]);
}

interface ProjectParts {
  readonly variable: string;
  readonly classes: readonly {
    readonly chart: EnvironmentChart;
    readonly merged: MergedChart;
    readonly file: ClassFile;
  }[];
  readonly own: readonly SharedValue[];
  readonly common: readonly CommonValue[];
  readonly extension: string;
}

function projectFile({ props }: PlannedProject, { variable, classes, own, common, extension }: ProjectParts): string {
  const file = new SourceFile();
  importCommon(common, file, `./infisical${extension}`);
  file.names.take(variable);
  const constants = ownConstants(own, file);
  const project = new Constant(variable, new NewExpression(library('InfisicalProject'), props.project), true);
  const sections = [...props.environments].map(([name, options]): Section => {
    const environment = file.names.take(camelCase(name), `${camelCase(name)}Environment`);
    const args = Object.keys(options).length > 0 ? [options] : [];
    const added = new Call(new Member(new Variable(variable), 'addEnvironment'), name, ...args);
    const charts = classes.flatMap(({ chart, merged, file: { props: names } }) => {
      const index = merged.environments.indexOf(name);
      if (index < 0) return [];
      const type = new Imported(`./${moduleOf(chart)}${extension}`, chart.className);
      const given = Object.fromEntries([...names].map(([column, prop]) => [prop, column.values[index]]));
      return [new NewExpression(type, new Variable(environment), ...(names.size > 0 ? [given] : []))];
    });
    return [new Constant(environment, added), ...charts];
  });
  return file.text([constants, [project], ...sections]);
}
