import { grouped } from '../../lib/collections/grouped';
import type { HealthState } from '../../lib/model/health/resource-health';
import { counted } from '../../lib/text/counted';
import type { colours } from '../terminal/colours';
import { printable } from '../terminal/printable';
import type { DistDifference } from './differences';
import { type ResourceRow, STATES, type StatusGroup, type StatusReport } from './status-report';
import type { WaitingWorkload } from './waiting-pods';
import { wrapped } from './wrapped';

export type Style = typeof colours;

const MOST_NAMES = 6;
const MOST_FIELDS = 8;
const INDENT = '    ';

/** What runs, for people: a line for each environment, then what is wrong, then what is well. */
export function statusText(report: StatusReport, style: Style): string {
  const summaries = report.groups.map((group) => summaryLine(group, style));
  const blocks = report.groups.flatMap((group) => groupBlocks(group, report.groups.length > 1, style));
  const unknown = report.notKnown.map((text) => toldLines(`not known: ${printable(text)}`, style.yellow('?')));
  const notes = notesOf(report).map((text) => wrapped(printable(text), '  ', '').map((line) => style.dim(line)));
  const head =
    summaries.length === 0 ? [`no resource of the Infisical operator is in ${printable(report.from)}`] : summaries;
  const parts = [head, ...unknown, ...blocks, ...notes];
  return parts.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

const WORDS: Readonly<Record<HealthState, string>> = {
  failed: 'failed',
  stale: 'stale',
  deleting: 'being deleted',
  waiting: 'waiting',
  'not known': 'not known',
  ok: 'ok',
};

function summaryLine({ name, rows, workloads, differences, folder }: StatusGroup, style: Style): string {
  const counts = [...STATES].reverse().flatMap((state) => {
    const count = rows.filter(({ health }) => health.state === state).length;
    return count === 0 ? [] : [paint(state, style)(`${count} ${WORDS[state]}`)];
  });
  const different = differences.filter(({ is }) => is === 'different' || is === 'missing').length;
  const parts = [
    rows.length === 0 ? 'no syncs' : `${counted(rows.length, 'resource')}: ${counts.join(', ')}`,
    ...(workloads.length === 0 ? [] : [style.red(`${counted(workloads.length, 'workload')} waiting`)]),
    ...(folder === undefined
      ? []
      : [
          different === 0
            ? `as ${printable(folder)} says`
            : style.yellow(`${counted(different, 'object')} not as ${printable(folder)} says`),
        ]),
  ];
  return `${style.bold(printable(name))}: ${parts.join('; ')}`;
}

function paint(state: HealthState, style: Style): (text: string) => string {
  if (state === 'ok') return style.green;
  return state === 'failed' ? style.red : style.yellow;
}

function groupBlocks(
  { name, rows, workloads, differences }: StatusGroup,
  hasOthers: boolean,
  style: Style,
): string[][] {
  const bad = rows.filter(({ health }) => health.state !== 'ok');
  const good = rows.filter(({ health }) => health.state === 'ok');
  const alike = grouped(bad, (row) => JSON.stringify([row.kind, factsOf(row)]));
  const where = hasOthers ? ` ${style.dim(`(${printable(name)})`)}` : '';
  return [
    ...[...alike.values()].map((group) => rowBlock(group, where, style)),
    ...workloads.map((one) => workloadBlock(one, where, style)),
    ...differenceBlocks(differences, where, style),
    ...(good.length === 0 ? [] : [goodLines(good, where, style)]),
  ];
}

/** What is alike in resources that have failed for one reason. */
function factsOf({ health, refersTo }: ResourceRow) {
  const { state, words, cause, next, rule, unknownMessage } = health;
  return { state, words, because: cause?.words, next, rule, unknownMessage, refersTo };
}

function rowBlock(rows: readonly ResourceRow[], where: string, style: Style): string[] {
  const { state, words, because, next, rule, unknownMessage, refersTo } = factsOf(rows[0]);
  const told = because === undefined ? words : `${words}: ${because}`;
  const about = refersTo === undefined ? '' : ` (${refersTo})`;
  const unknown =
    unknownMessage === undefined
      ? []
      : wrapped(
          printable(
            unknownMessage === ''
              ? 'The operator gives a reason that is not known, and is not shown.'
              : `The operator says what is not known: ${unknownMessage}`,
          ),
          INDENT,
        );
  return [
    `${paint(state, style)(WORDS[state])} ${namesOf(rows, style)}${where}`,
    ...wrapped(printable(`${told}${about}.`), INDENT),
    ...unknown,
    ...(next === undefined ? [] : nextLines(next, rule, style)),
  ];
}

function nextLines(next: string, rule: string | undefined, style: Style): string[] {
  const explained = rule === undefined ? '' : `; npx cdk8s-infisical explain ${rule}`;
  return wrapped(printable(`next: ${next}${explained}`), INDENT).map((line) => style.cyan(line));
}

function namesOf(rows: readonly Pick<ResourceRow, 'kind' | 'namespace' | 'name'>[], style: Style): string {
  const shown = rows
    .slice(0, rows.length > MOST_NAMES ? 3 : MOST_NAMES)
    .map(({ namespace, name }) => printable(placed(namespace, name)));
  const more = rows.length > shown.length ? ` and ${rows.length - shown.length} more` : '';
  return `${printable(rows[0].kind)} ${style.bold(shown.join(', '))}${more}`;
}

function placed(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

function workloadBlock({ pods, words, ...workload }: WaitingWorkload, where: string, style: Style): string[] {
  return [
    `${style.red('waiting')} ${namesOf([workload], style)}${where}`,
    ...wrapped(printable(`${counted(pods, 'pod')} ${pods === 1 ? 'does' : 'do'} not start: ${words}.`), INDENT),
    ...nextLines(
      'npx cdk8s-infisical check tells whether the key is in Infisical; the pod starts by itself once it is there',
      'C2',
      style,
    ),
  ];
}

const DIFFERS: Readonly<Record<DistDifference['is'], string>> = {
  missing: 'missing',
  different: 'differs',
  'only there': 'not in dist',
  'not known': 'not known',
};
const EXPLAINED: Readonly<Record<DistDifference['is'], ((folder: string) => string) | undefined>> = {
  missing: (folder) => `${folder} has it, and the cluster does not: apply it, or see why Argo CD or Flux does not.`,
  different: undefined,
  'only there': (folder) => `It runs in a namespace of ${folder}, which does not have it: nobody deletes it.`,
  'not known': (folder) => `${folder} has it; what was given has nothing of its kind there, and tells nothing of it.`,
};

function differenceBlocks(differences: readonly DistDifference[], where: string, style: Style): string[][] {
  const order = ['missing', 'different', 'only there', 'not known'] as const;
  const alike = grouped(differences, ({ is, kind, fields }) => JSON.stringify([order.indexOf(is), kind, fields]));
  return [...alike]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => {
      const { is, folder, fields } = group[0];
      const explained = EXPLAINED[is]?.(folder);
      const more = fields.length > MOST_FIELDS ? [`${INDENT}and ${fields.length - MOST_FIELDS} more fields`] : [];
      return [
        `${style.yellow(DIFFERS[is])} ${namesOf(group, style)}${where}`,
        ...(explained === undefined ? [] : wrapped(printable(explained), INDENT)),
        ...fields.slice(0, MOST_FIELDS).flatMap((field) => wrapped(printable(field), `${INDENT}  `, INDENT)),
        ...more,
      ];
    });
}

function goodLines(rows: readonly ResourceRow[], where: string, style: Style): string[] {
  return [...grouped(rows, ({ kind }) => kind).values()].map(
    (group) => `${style.green('ok')} ${namesOf(group, style)}${where}`,
  );
}

function toldLines(text: string, mark: string): string[] {
  return wrapped(text, '  ', '  ').map((line, index) => (index === 0 ? `${mark} ${line.trimStart()}` : line));
}

/** What is said well of, and may still be otherwise. */
function notesOf({ groups, notes }: StatusReport): string[] {
  const good = groups.flatMap(({ rows }) => rows).filter(({ health }) => health.state === 'ok');
  const hasOld = good.some(({ kind }) => kind === 'InfisicalSecret');
  return [
    ...notes,
    ...(hasOld ? ['An InfisicalSecret does not say when it last ran: ok is what its last run said.'] : []),
  ];
}
