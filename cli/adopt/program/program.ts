import {
  Call,
  type Code,
  Imported,
  isNode,
  Member,
  NewExpression,
  nodesIn,
  Shared,
  Variable,
} from '../../typescript/code';
import { camelCase, constantCase, Names, pascalCase } from '../../typescript/names';
import { SourceFile, textOf } from '../../typescript/source-file';
import { ChartClass, Constant, type Section } from '../../typescript/statement';
import { cdk8s, library, THIS } from '../draft/expressions';
import { chartBody, type PlannedChart } from './chart-body';

/** The text of each file, by its path in the project. */
export type ProgramFiles = ReadonlyMap<string, string>;

export interface ProgramOptions {
  /** What the name of a file ends with where another one imports it: nothing, or `.js` in an ES module. */
  readonly extension: '' | '.js';
}

/** The program that declares the charts: one file for a single chart, else one for each. */
export function programOf(charts: readonly PlannedChart[], { extension }: ProgramOptions): ProgramFiles {
  const shared = sharedValues(charts);
  if (charts.length === 1) return new Map([['main.ts', singleFile(charts[0], shared)]]);
  const files = new Map<string, string>();
  const common = shared.filter(({ charts }) => charts.size > 1);
  const names = new Names();
  const named = common.map((value) => ({ ...value, name: names.take(...value.names) }));
  const classes = new Names();
  const parts = charts.map((chart) => ({ chart, className: classes.take(`${pascalCase(chart.name)}Chart`) }));
  files.set('main.ts', mainFile(parts, extension));
  for (const { chart, className } of parts) {
    const own = shared.filter((value) => value.charts.size === 1 && value.charts.has(chart));
    files.set(`${moduleOf(chart)}.ts`, chartFile(chart, className, own, named, extension));
  }
  if (named.length > 0) files.set('infisical.ts', commonFile(named));
  return files;
}

interface SharedValue {
  readonly shared: Shared;
  readonly text: string;
  readonly names: readonly [string, ...string[]];
  readonly charts: ReadonlySet<PlannedChart>;
}

function sharedValues(charts: readonly PlannedChart[]): SharedValue[] {
  const found = new Map<string, { shared: Shared; charts: PlannedChart[] }>();
  for (const chart of charts) {
    for (const draft of chart.drafts) {
      for (const node of nodesIn(draft.make('id'))) {
        if (!(node instanceof Shared)) continue;
        const text = textOf(node);
        const entry = found.get(text) ?? { shared: node, charts: [] };
        entry.charts.push(chart);
        found.set(text, entry);
      }
    }
  }
  return [...found].flatMap(([text, { shared, charts: users }]) =>
    users.length > 1 ? [{ shared, text, names: namesOf(shared), charts: new Set(users) }] : [],
  );
}

/** `AUTH`, or told apart by the method and what it logs in with. */
function namesOf({ name, code }: Shared): [string, ...string[]] {
  const [, method = name] = code instanceof Call && code.callee instanceof Imported ? code.callee.path.split('.') : [];
  const texts = textsIn(code);
  const { text: principal = method } = texts.find(({ property }) => property === 'name') ?? texts[0] ?? {};
  const base = name.toUpperCase();
  return [base, `${constantCase(camelCase(hostOf(principal)))}_${base}`, `${constantCase(method)}_${base}`];
}

/** The texts in a piece of code, with the properties that they are of. */
function textsIn(code: Code, property?: string): { readonly text: string; readonly property?: string }[] {
  if (typeof code === 'string') return [{ text: code, property }];
  if (code instanceof Call) return code.args.flatMap((arg) => textsIn(arg));
  if (typeof code !== 'object' || code === null || isNode(code)) return [];
  return Object.entries(code).flatMap(([name, item]) => textsIn(item, name));
}

/** Of a URL its host; any other text as it is. */
function hostOf(text: string): string {
  return text.replace(/^https?:\/\//, '').replace(/[/:].*$/s, '');
}

/** Constants of the file, in the order of their use. */
function ownConstants(values: readonly SharedValue[], file: SourceFile): Section {
  return values.map(({ shared, text, names }) => {
    const name = file.names.take(...names);
    file.shareConstant(text, name);
    return new Constant(name, shared.code);
  });
}

function singleFile(chart: PlannedChart, shared: readonly SharedValue[]): string {
  const file = new SourceFile();
  file.nameVariable(THIS, 'chart');
  const constants = ownConstants(shared, file);
  const { constants: keys, sections } = chartBody(chart, file);
  const start = [
    new Constant('app', APP_MADE),
    new Constant('chart', new NewExpression(cdk8s('Chart'), APP, ...nameAndOptions(chart))),
  ];
  return file.text([constants, ...keys.map((one) => [one]), start, ...sections, [SYNTH]]);
}

function chartFile(
  chart: PlannedChart,
  className: string,
  own: readonly SharedValue[],
  common: readonly (SharedValue & { readonly name: string })[],
  extension: string,
): string {
  const file = new SourceFile(114);
  file.names.take(className);
  for (const { text, name } of common) {
    file.names.take(name);
    file.shareConstant(text, name, `../infisical${extension}`);
  }
  const constants = ownConstants(own, file);
  const { constants: keys, sections } = chartBody(chart, file);
  const args = [new Variable('scope'), ...nameAndOptions(chart)] as const;
  const declared = new ChartClass(className, cdk8s('Chart'), args, sections);
  return file.text([constants, ...keys.map((one) => [one]), [declared]]);
}

function mainFile(parts: readonly { chart: PlannedChart; className: string }[], extension: string): string {
  const made = parts.map(
    ({ chart, className }) => new NewExpression(new Imported(`./${moduleOf(chart)}${extension}`, className), APP),
  );
  return new SourceFile().text([[new Constant('app', APP_MADE)], made, [SYNTH]]);
}

function commonFile(values: readonly (SharedValue & { readonly name: string })[]): string {
  const file = new SourceFile();
  const constants = values.map(({ shared, name }) => new Constant(file.names.take(name), shared.code, true));
  return file.text([constants]);
}

const APP = new Variable('app');
const APP_MADE = new NewExpression(library('GitOpsApp'));
const SYNTH = new Call(new Member(APP, 'synth'));

/** The path of a chart's file in the project, without what its name ends with. */
function moduleOf({ name }: PlannedChart): string {
  return `charts/${name}`;
}

function nameAndOptions({ name, namespace }: PlannedChart): Code[] {
  return namespace === undefined ? [name] : [name, { namespace }];
}
