import { nodesIn, Shared } from '../../typescript/code';
import { indented, printed } from '../../typescript/print';
import { LIBRARY } from '../draft/words';
import { type ChartBody, chartBody, type PlannedChart } from './chart-body';
import { camelCase, constantCase, Names, pascalCase } from './names';
import { SourceFile, textOf } from './source-file';

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
    files.set(`charts/${chart.name}.ts`, chartFile(chart, className, own, named, extension));
  }
  if (named.length > 0) files.set('infisical.ts', commonFile(named));
  return files;
}

/** A value that occurs more than once. */
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
  const text = printed(code, Number.POSITIVE_INFINITY);
  const [, method = name] = /^\w+\.(\w+)\(/.exec(text) ?? [];
  const [, principal = method] = /name: '([^']+)'/.exec(text) ?? /'(?:https?:\/\/)?([^'/:]+)/.exec(text) ?? [];
  const base = name.toUpperCase();
  return [base, `${constantCase(camelCase(principal))}_${base}`, `${constantCase(method)}_${base}`];
}

/** Constants of the file, in the order of their use. */
function ownConstants(values: readonly SharedValue[], file: SourceFile, names: Names): string[] {
  return values.map(({ shared, text, names: candidates }) => {
    const name = names.take(...candidates);
    const line = `const ${name} = ${file.print(shared.code, name.length + 9)};`;
    file.shareConstant(text, name);
    return line;
  });
}

function singleFile(chart: PlannedChart, shared: readonly SharedValue[]): string {
  const file = new SourceFile();
  const names = new Names();
  file.call('this', 'chart');
  const constants = ownConstants(shared, file, names);
  const body = chartBody(chart, file, names);
  file.use('cdk8s', 'Chart');
  file.use(LIBRARY, 'GitOpsApp');
  const start = `const app = new GitOpsApp();\nconst chart = new Chart(app, '${chart.name}'${optionsOf(chart)});`;
  return sections([file.importLines(), lines(constants), ...body.constants, start, ...body.statements, 'app.synth();']);
}

function chartFile(
  chart: PlannedChart,
  className: string,
  own: readonly SharedValue[],
  common: readonly (SharedValue & { readonly name: string })[],
  extension: string,
): string {
  const file = new SourceFile(114);
  const names = new Names();
  names.take(className);
  for (const { text, name } of common) {
    names.take(name);
    file.shareConstant(text, name, `../infisical${extension}`);
  }
  const constants = ownConstants(own, file, names);
  const body = chartBody(chart, file, names);
  file.use('cdk8s', 'Chart');
  file.use('constructs', 'type Construct');
  return sections([file.importLines(), lines(constants), ...body.constants, classOf(chart, className, body)]);
}

function classOf(chart: PlannedChart, className: string, { statements }: ChartBody): string {
  const start = `super(scope, '${chart.name}'${optionsOf(chart)});`;
  const body = [start, ...statements].map((statement) => indented(indented(statement))).join('\n\n');
  return [
    `export class ${className} extends Chart {`,
    '  public constructor(scope: Construct) {',
    body,
    '  }',
    '}',
  ].join('\n');
}

function mainFile(parts: readonly { chart: PlannedChart; className: string }[], extension: string): string {
  const file = new SourceFile();
  file.use(LIBRARY, 'GitOpsApp');
  for (const { chart, className } of parts) file.use(`./charts/${chart.name}${extension}`, className);
  const made = parts.map(({ className }) => `new ${className}(app);`).join('\n');
  return sections([file.importLines(), 'const app = new GitOpsApp();', made, 'app.synth();']);
}

function commonFile(values: readonly (SharedValue & { readonly name: string })[]): string {
  const file = new SourceFile();
  const constants = values.map(
    ({ shared, name }) => `export const ${name} = ${file.print(shared.code, name.length + 16)};`,
  );
  return sections([file.importLines(), lines(constants)]);
}

function optionsOf({ namespace }: PlannedChart): string {
  return namespace === undefined ? '' : `, { namespace: '${namespace}' }`;
}

function lines(all: readonly string[]): string {
  return all.join('\n');
}

function sections(all: readonly string[]): string {
  return `${all.filter((section) => section !== '').join('\n\n')}\n`;
}
