import { Call, type Code, Imported, Member, NewExpression, Variable } from '../../typescript/code';
import { Names, pascalCase } from '../../typescript/names';
import { SourceFile } from '../../typescript/source-file';
import { ChartClass, Constant } from '../../typescript/statement';
import { cdk8s, library, THIS } from '../draft/expressions';
import { withAlikeTogether } from './alike-charts';
import { chartBody, codesIn, type PlannedBody } from './chart-body';
import { declarationsOf, type PlannedChart } from './declarations';
import { withDefaults } from './defaults';
import {
  type CommonValue,
  commonFile,
  importCommon,
  moduleOf,
  ownConstants,
  type ProgramFiles,
  type ProgramOptions,
} from './files';
import { Ids } from './ids';
import { withLoops } from './loops';
import { type SharedValue, sharedValues } from './values-in-common';

type Chart = PlannedBody & Pick<PlannedChart, 'name' | 'namespace'>;

/** The program that declares the charts: one file for a single chart, else one for each. */
export function programOf(planned: readonly PlannedChart[], { extension }: ProgramOptions): ProgramFiles {
  const charts = bodiesOf(planned);
  const shared = sharedValues(charts.map(({ blocks }) => codesIn(blocks)));
  if (charts.length === 1) return new Map([['main.ts', singleFile(charts[0], shared)]]);
  const files = new Map<string, string>();
  const names = new Names();
  const common = shared
    .filter(({ users }) => users.size > 1)
    .map((value) => ({ ...value, name: names.take(...value.names) }));
  const classes = new Names();
  const parts = charts.map((chart) => ({ chart, className: classes.take(`${pascalCase(chart.name)}Chart`) }));
  files.set('main.ts', mainFile(parts, extension));
  for (const [index, { chart, className }] of parts.entries()) {
    const own = shared.filter(({ users }) => users.size === 1 && users.has(index));
    files.set(`${moduleOf(chart)}.ts`, chartFile(chart, className, own, common, extension));
  }
  if (common.length > 0) files.set('infisical.ts', commonFile(common));
  return files;
}

function bodiesOf(planned: readonly PlannedChart[]): Chart[] {
  const bodies = withAlikeTogether(planned).map(({ declared, ...chart }) => {
    const { ids, blocks } = declared ?? declaredBy(chart);
    return { ...chart, ids, blocks, conditional: [] };
  });
  const blocks = withDefaults(bodies.map((body) => body.blocks));
  return bodies.map((body, index) => ({ ...body, blocks: blocks[index] }));
}

function declaredBy(chart: PlannedChart) {
  const ids = new Ids();
  return { ids, blocks: withLoops(declarationsOf(chart, ids)) };
}

function singleFile(chart: Chart, shared: readonly SharedValue[]): string {
  const file = new SourceFile();
  file.nameVariable(THIS, 'chart');
  const constants = ownConstants(shared, file);
  const { constants: own, sections } = chartBody(chart, file);
  const start = [
    new Constant('app', APP_MADE),
    new Constant('chart', new NewExpression(cdk8s('Chart'), APP, ...nameAndOptions(chart))),
  ];
  return file.text([constants, ...own, start, ...sections, [SYNTH]]);
}

function chartFile(
  chart: Chart,
  className: string,
  own: readonly SharedValue[],
  common: readonly CommonValue[],
  extension: string,
): string {
  const file = new SourceFile();
  file.names.take(className);
  importCommon(common, file, `../infisical${extension}`);
  const constants = ownConstants(own, file);
  const body = chartBody(chart, file);
  const args = [new Variable('scope'), ...nameAndOptions(chart)] as const;
  const scope = { name: 'scope', type: new Imported('constructs', 'Construct') };
  const declared = new ChartClass(className, cdk8s('Chart'), [scope], args, body.sections);
  return file.text([constants, ...body.constants, [declared]]);
}

function mainFile(parts: readonly { chart: Chart; className: string }[], extension: string): string {
  const made = parts.map(
    ({ chart, className }) => new NewExpression(new Imported(`./${moduleOf(chart)}${extension}`, className), APP),
  );
  return new SourceFile().text([[new Constant('app', APP_MADE)], made, [SYNTH]]);
}

const APP = new Variable('app');
const APP_MADE = new NewExpression(library('GitOpsApp'));
const SYNTH = new Call(new Member(APP, 'synth'));

function nameAndOptions({ name, namespace }: Chart): Code[] {
  return namespace === undefined ? [name] : [name, { namespace }];
}
