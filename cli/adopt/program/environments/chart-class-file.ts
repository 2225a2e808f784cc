import { type Code, Imported, Member, Variable } from '../../../typescript/code';
import { camelCase } from '../../../typescript/names';
import { SourceFile } from '../../../typescript/source-file';
import {
  ChartClass,
  Interface,
  type InterfaceMember,
  type MemberType,
  type Parameter,
  PropType,
} from '../../../typescript/statement';
import { cdk8s, library, plus } from '../../draft/expressions';
import { chartBody, columnNames, type PlannedBody } from '../chart-body';
import type { Column } from '../columns';
import { type CommonValue, importCommon, ownConstants } from '../files';
import { PROP, TEXTS } from '../hole';
import type { SharedValue } from '../values-in-common';

/** A chart that environments have, as it is to be written. */
export interface EnvironmentChart {
  readonly name: string;
  readonly className: string;
  readonly body: PlannedBody;
  readonly columns: readonly Column[];
  /** What owns each column: the name of a construct. */
  readonly ownerOf: (column: Column) => string;
  /** Undefined for that of the environment. */
  readonly namespace: { readonly code: Code } | undefined;
}

export interface ClassFile {
  readonly text: string;
  /** The names of the props, by columns. */
  readonly props: ReadonlyMap<Column, string>;
}

/** The file with the class of a chart: what differs between environments is its props. */
export function chartClassFile(
  chart: EnvironmentChart,
  own: readonly SharedValue[],
  common: readonly CommonValue[],
  extension: string,
): ClassFile {
  const { className, columns } = chart;
  const file = new SourceFile();
  file.names.take(className);
  importCommon(common, file, `../infisical${extension}`);
  const environment = file.names.take('environment');
  const props = propNames(chart, file);
  const propsName = file.names.take(`${className.replace(/Chart(?=\d*$)/, '')}Props`);
  const constants = ownConstants(own, file);
  const body = chartBody(chart.body, file);
  const scope = new Variable(environment);
  const namespace = chart.namespace === undefined ? new Member(scope, 'namespace') : chart.namespace.code;
  const options = namespace === undefined ? [] : [{ namespace }];
  const members = columns.map((column) => memberOf(column, props.get(column) ?? ''));
  const parameters: Parameter[] = [
    { name: environment, type: library('ProjectEnvironment') },
    ...(members.length > 0 ? [{ name: members.map(({ name }) => name), type: propsName }] : []),
  ];
  const declared = new ChartClass(
    className,
    cdk8s('Chart'),
    parameters,
    [scope, chart.name, ...options],
    body.sections,
  );
  const differs = new Interface(propsName, 'What differs between environments.', members);
  const text = file.text([constants, ...body.constants, ...(members.length > 0 ? [[differs]] : []), [declared]]);
  return { text, props };
}

/** A prop is called after what it is, and after whose it is where several have one. */
function propNames({ columns, ownerOf }: EnvironmentChart, file: SourceFile): Map<Column, string> {
  const wanted = columns.map((column) => columnNames(column.at));
  return new Map(
    columns.map((column, index) => {
      const [last, further] = wanted[index];
      const isAmbiguous = wanted.filter(([name]) => name === last).length > 1 || last === 'name';
      const owned = camelCase(`${ownerOf(column)}-${last}`);
      const name = file.names.take(...(isAmbiguous ? [owned, `${owned}Of`] : [last, owned]), further);
      file.nameVariable(column.variable, name);
      return [column, name];
    }),
  );
}

/** What a factory makes that is not of its own class. */
const MADE: ReadonlyMap<string, Imported> = new Map([['ContainerProbe', plus('Probe')]]);

function memberOf({ type, values }: Column, name: string): InterfaceMember {
  return { name, type: memberType(type), isOptional: values.includes(undefined) };
}

function memberType(type: string): MemberType {
  if (type === 'string' || type === 'number' || type === 'boolean' || type === 'string[]') return type;
  if (type.startsWith(TEXTS)) return 'texts';
  if (type.startsWith(PROP)) {
    const [module, construct, prop] = type.slice(PROP.length).split(' ');
    return new PropType(new Imported(module, construct), prop);
  }
  const [module, name] = type.split(' ');
  return MADE.get(name) ?? new Imported(module, name);
}
