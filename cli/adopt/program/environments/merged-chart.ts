import { grouped } from '../../../../lib/collections/grouped';
import {
  type Call,
  type Code,
  Member,
  type NewExpression,
  type Node,
  nodesIn,
  Reference,
  rewritten,
  TextAround,
  Variable,
} from '../../../typescript/code';
import { Alike } from '../alike';
import { type Column, type Table, tableOf } from '../columns';
import { type Declaration, declarationsOf, type PlannedChart } from '../declarations';
import { Hole } from '../hole';
import { Ids } from '../ids';
import { withoutEnvironment } from './environment-name';

/** A chart as one environment has it. */
export interface ChartOfEnvironment {
  readonly environment: string;
  readonly namespace: string | undefined;
  readonly declarations: readonly Declaration[];
}

/** What is made only in some environments: where all of these props are given, or their switch is on. */
interface Condition {
  readonly columns: readonly Column[];
  readonly declarations: readonly Declaration[];
}

/** A chart that several environments have, with what differs between them as props. */
export interface MergedChart {
  readonly name: string;
  readonly environments: readonly string[];
  readonly namespaces: readonly (string | undefined)[];
  /** All, in their order. */
  readonly declarations: readonly Declaration[];
  readonly conditions: readonly Condition[];
  readonly columns: readonly Column[];
}

/** The declarations of a chart, with what they refer to called as it is called in all environments. */
export function declarationsIn(chart: PlannedChart, environment: string): Declaration[] {
  const own = declarationsOf(chart, new Ids());
  const names = new Map(
    own.map(({ reference, kind, name }) => [reference.text, commonReference(kind, name, environment)] as const),
  );
  const replace = (node: Node): Code => {
    if (node instanceof Reference && node.kind === 'keys') {
      const common = names.get(new Reference('managed', node.name, node.owner).text);
      return common && new Reference('keys', common.name, common.text);
    }
    if (node instanceof Reference) return names.get(node.text);
    const common = node instanceof Variable ? names.get(node.name) : undefined;
    return common && new Variable(common.text);
  };
  return own.map((one) => ({
    ...one,
    name: withoutEnvironment(one.name, environment),
    reference: names.get(one.reference.text) ?? one.reference,
    code: rewritten(one.code, replace) as NewExpression | Call,
    calls: rewritten([...one.calls], replace) as Call[],
  }));
}

function commonReference(kind: string, name: string, environment: string): Reference {
  const common = withoutEnvironment(name, environment) || name;
  return new Reference('declared', common, kind);
}

/** More props than this, and nobody sees what an environment is. */
const MOST_PROPS = 16;

/** The chart of all environments that have it; undefined where they differ by more than props. */
export function mergedChart(name: string, charts: readonly ChartOfEnvironment[]): MergedChart | undefined {
  const alike = new Alike(true);
  const own = charts.map(({ declarations }) => new Map(declarations.map((one) => [one.reference.text, one])));
  if (own.some((map, index) => map.size < charts[index].declarations.length)) return undefined;
  const texts = inOrder(charts.map(({ declarations }) => declarations.map(({ reference }) => reference.text)));
  const pieces = own.map((map) => texts.map((text) => codeOf(map.get(text))));
  const merged = texts.map((_, index) => {
    const [first, ...others] = pieces.flatMap((piece) => piece[index] ?? []).map((one) => one as Code);
    return others.reduce<Code>((code, other) => code && alike.merged(code, other), first);
  });
  if (merged.includes(undefined)) return undefined;
  const table = withNamesOfEnvironments(
    tableOf(merged, pieces),
    charts.map(({ environment }) => environment),
  );
  if (table.columns.length > MOST_PROPS) return undefined;
  return withProps({ name, charts, texts, own, table: { ...table, code: table.code as Code[] } });
}

const ENVIRONMENT = new Variable('environment');

/** What is the name of each environment is no prop: it is known. */
function withNamesOfEnvironments({ code, columns }: Table, names: readonly string[]): Table {
  const isInText = new Set(nodesIn(code).flatMap((node) => (node instanceof TextAround ? [node.variable.name] : [])));
  const isName = ({ values, variable }: Column) =>
    !isInText.has(variable.name) && values.every((value, index) => value === undefined || value === names[index]);
  const known = new Set(columns.filter(isName).map(({ variable }) => variable.name));
  const replace = (node: Node) =>
    node instanceof Variable && known.has(node.name) ? new Member(ENVIRONMENT, 'name') : undefined;
  return { code: rewritten(code, replace), columns: columns.filter((column) => !known.has(column.variable.name)) };
}

function codeOf(one: Declaration | undefined): Code {
  return one && { code: one.code, calls: [...one.calls] };
}

/** All texts, each behind that which it is behind in its own list. */
function inOrder(lists: readonly (readonly string[])[]): string[] {
  const all: string[] = [];
  for (const list of lists) {
    for (const [index, text] of list.entries()) {
      if (all.includes(text)) continue;
      const before = list[index - 1];
      all.splice(before === undefined ? 0 : all.indexOf(before) + 1, 0, text);
    }
  }
  return all;
}

interface Merging {
  readonly name: string;
  readonly charts: readonly ChartOfEnvironment[];
  readonly texts: readonly string[];
  readonly own: readonly ReadonlyMap<string, Declaration>[];
  readonly table: { readonly code: readonly Code[]; readonly columns: readonly Column[] };
}

function withProps({ name, charts, texts, own, table }: Merging): MergedChart | undefined {
  const settled = (code: Code) =>
    rewritten(code, (node) => (node instanceof Hole ? new Variable(`prop ${node.name}`) : undefined));
  const columns = table.columns.map((column) => ({
    ...column,
    variable: new Variable(`prop ${column.variable.name}`),
  }));
  const all = texts.map((text, index) => {
    const present = own.map((map) => map.has(text));
    const [first] = own.flatMap((map) => map.get(text) ?? []);
    const { code, calls } = settled(table.code[index]) as { code: NewExpression | Call; calls: Call[] };
    return { present, declaration: { ...first, code, calls } };
  });
  const partial = grouped(
    all.filter(({ present }) => !present.every(Boolean)),
    ({ present }) => present.join(),
  );
  const conditions = [...partial.values()].map((some) =>
    conditionOf(
      some.map(({ declaration }) => declaration),
      some[0].present,
      columns,
    ),
  );
  const declarations = all.map(({ declaration }) => declaration);
  const ids = new Set(declarations.map(({ code }) => JSON.stringify(code.args[1])));
  if (ids.size < declarations.length) return undefined;
  if (conditions.some((condition) => isUsedElsewhere(condition, declarations))) return undefined;
  return {
    name,
    environments: charts.map(({ environment }) => environment),
    namespaces: charts.map(({ namespace }) => namespace),
    declarations,
    conditions,
    columns: [...new Set([...columns, ...conditions.flatMap((condition) => condition.columns)])],
  };
}

function conditionOf(
  declarations: readonly Declaration[],
  present: readonly boolean[],
  columns: readonly Column[],
): Condition {
  const used = variablesIn(declarations);
  const given = columns.filter(
    ({ variable, values }) =>
      used.has(variable.name) && values.every((value, at) => (value !== undefined) === present[at]),
  );
  const name = declarations[declarations.length - 1].name;
  const flag: Column = {
    variable: new Variable(`prop has ${declarations[declarations.length - 1].reference.text}`),
    at: [`has-${name}`],
    type: 'boolean',
    values: present.map((is) => (is ? true : undefined)),
  };
  return { declarations, columns: given.length === 0 ? [flag] : given };
}

function variablesIn(declarations: readonly Declaration[]): ReadonlySet<string> {
  const nodes = nodesIn(declarations.flatMap(({ code, calls }) => [code, ...calls]));
  return new Set(nodes.flatMap((node) => (node instanceof Variable ? [node.name] : [])));
}

/** Whether something refers to what is not always there. */
function isUsedElsewhere({ declarations: own }: Condition, all: readonly Declaration[]): boolean {
  const names = new Set(own.map(({ reference }) => reference.text));
  const others = all.filter((one) => !own.includes(one)).flatMap(({ code, calls }) => [code, ...calls]);
  return nodesIn(others).some((node) => node instanceof Reference && names.has(node.text));
}
