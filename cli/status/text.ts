import { grouped } from '../../lib/collections/grouped';
import type { HealthState } from '../../lib/model/health/resource-health';
import { counted } from '../../lib/text/counted';
import type { colours } from '../terminal/colours';
import { printable } from '../terminal/printable';
import type { DistDifference } from './differences';
import type { ResourceRow } from './resource-row';
import { STATES, type StatusGroup, type StatusReport } from './status-report';
import type { WorkloadFault } from './workload-faults';
import { COLUMNS, wrappedText } from './wrapped-text';

export type Style = typeof colours;

const MOST_NAMES = 6;
const MOST_FIELDS = 8;
const INDENT = '    ';

/** What runs, for people: a line for each environment, then what is wrong, then what is well. */
export function statusText(report: StatusReport, style: Style, keepsQuiet = false): string {
  const summaries = report.groups.flatMap((group) => summaryLines(group, style));
  const blocks = report.groups.flatMap((group) =>
    groupBlocks(keepsQuiet ? withoutGood(group) : group, report.groups.length > 1, style),
  );
  const unknown = report.notKnown.map((text) => toldLines(`not known: ${printable(text)}`, style.yellow('?')));
  const notes = notesOf(report).map((text) => wrappedText(printable(text), '  ', '').map((line) => style.dim(line)));
  const head =
    summaries.length === 0 ? [`no resource of the Infisical operator is in ${printable(report.from)}`] : summaries;
  const parts = keepsQuiet ? [...unknown, ...blocks] : [head, ...unknown, ...blocks, ...notes];
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

const SUMMED: readonly HealthState[] = ['ok', ...STATES.filter((state) => state !== 'ok')];

interface Part {
  readonly text: string;
  readonly paint: (text: string) => string;
}

function summaryLines({ name, rows, workloads, differences, folder }: StatusGroup, style: Style): string[] {
  const states = SUMMED.flatMap((state): Part[] => {
    const count = rows.filter(({ health }) => health.state === state).length;
    return count === 0 ? [] : [{ text: `${count} ${WORDS[state]}`, paint: paint(state, style) }];
  });
  const different = differences.filter(({ is }) => is === 'different' || is === 'missing').length;
  const isAlike = folder !== undefined && different === 0 && differences.every(({ is }) => is === 'only there');
  const parts: Part[] = [
    ...(states.length === 0 ? [{ text: 'no resource of the operator', paint: style.dim }] : states),
    ...workloadParts(workloads, style),
    ...(different === 0 ? [] : [{ text: `${counted(different, 'object')} not as in ${folder}`, paint: style.yellow }]),
    ...(isAlike ? [{ text: `all as in ${folder}`, paint: style.green }] : []),
  ];
  return joinedParts(printable(name), parts, style);
}

function workloadParts(workloads: readonly WorkloadFault[], style: Style): Part[] {
  return (['waiting', 'unavailable'] as const).flatMap((word) => {
    const places = workloads.flatMap(({ is, kind, namespace, name }) =>
      is === word ? placeText({ kind, namespace, name }) : [],
    );
    const count = new Set(places).size;
    return count === 0 ? [] : [{ text: `${counted(count, 'workload')} ${word}`, paint: style.red }];
  });
}

/** In lines of a terminal, divided between parts only. */
function joinedParts(name: string, parts: readonly Part[], style: Style): string[] {
  const lines = [style.bold(name)];
  let length = name.length;
  for (const [index, { text, paint: painted }] of parts.entries()) {
    const shown = printable(text);
    const between = index === 0 ? ': ' : ', ';
    const fits = length + between.length + shown.length < COLUMNS;
    lines[lines.length - 1] += fits ? between : between.trimEnd();
    if (!fits) lines.push('  ');
    lines[lines.length - 1] += painted(shown);
    length = fits ? length + between.length + shown.length : 2 + shown.length;
  }
  return lines;
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
  const undeclared = new Set(differences.flatMap((one) => (one.is === 'only there' ? placeText(one) : [])));
  const good = rows.filter((row) => row.health.state === 'ok' && !undeclared.has(placeText(row)));
  const alike = grouped(bad, (row) => JSON.stringify([row.kind, factsOf(row)]));
  const where = hasOthers ? ` ${style.dim(`(${printable(name)})`)}` : '';
  return [
    ...[...alike.values()].map((group) => rowBlock(group, where, style)),
    ...workloads.map((one) => workloadBlock(one, where, style)),
    ...differenceBlocks(differences, where, style),
    ...(good.length === 0 ? [] : [goodLines(good, where, style)]),
  ];
}

function withoutGood(group: StatusGroup): StatusGroup {
  return { ...group, rows: group.rows.filter(({ health }) => health.state !== 'ok') };
}

/** What is alike in resources that have failed for one reason. */
function factsOf({ health, refersTo }: ResourceRow) {
  const { state, words, cause, next, rule, unknownMessage, lastSuccess } = health;
  return { state, words: cause?.words ?? words, next, rule, unknownMessage, lastSuccess, refersTo };
}

function rowBlock(rows: readonly ResourceRow[], where: string, style: Style): string[] {
  const { state, words, next, rule, unknownMessage, lastSuccess, refersTo } = factsOf(rows[0]);
  const about = refersTo === undefined ? '' : ` (${refersTo})`;
  const before = lastSuccess === undefined ? '' : ` It last succeeded ${lastSuccess} before.`;
  const unknown =
    unknownMessage === undefined
      ? []
      : wrappedText(
          printable(
            unknownMessage === ''
              ? 'The operator gives a reason that is not known, and is not shown.'
              : `The operator says what is not known: ${unknownMessage}`,
          ),
          INDENT,
        );
  return [
    `${paint(state, style)(WORDS[state])} ${namesOf(rows, style)}${where}`,
    ...wrappedText(printable(`${words[0].toUpperCase()}${words.slice(1)}${about}.${before}`), INDENT),
    ...unknown,
    ...(next === undefined ? [] : nextLines(next, rule, style)),
  ];
}

function nextLines(next: string, rule: string | undefined, style: Style): string[] {
  const why = rule === undefined ? [] : [`${INDENT}why:  npx cdk8s-infisical explain ${rule}`];
  const lines = [...wrappedText(printable(next), `${INDENT}      `, `${INDENT}next: `), ...why];
  return lines.map((line) => `${line.slice(0, 10)}${style.cyan(line.slice(10))}`);
}

function namesOf(rows: readonly Pick<ResourceRow, 'kind' | 'namespace' | 'name'>[], style: Style): string {
  const shown = rows
    .slice(0, rows.length > MOST_NAMES ? 3 : MOST_NAMES)
    .map(({ namespace, name }) => printable(placedName(namespace, name)));
  const more = rows.length > shown.length ? ` and ${rows.length - shown.length} more` : '';
  return `${printable(rows[0].kind)} ${style.bold(shown.join(', '))}${more}`;
}

function placeText({ kind, namespace, name }: Pick<ResourceRow, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace}/${name}`;
}

function placedName(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

function workloadBlock(fault: WorkloadFault, where: string, style: Style): string[] {
  const { is, pods, words, next, rule } = fault;
  const about = pods === undefined ? '' : `${counted(pods, 'pod')} ${pods === 1 ? 'does' : 'do'} not start: `;
  return [
    `${style.red(is)} ${namesOf([fault], style)}${where}`,
    ...wrappedText(printable(`${about}${words}.`), INDENT),
    ...nextLines(next, rule, style),
  ];
}

const DIFFERS: Readonly<Record<DistDifference['is'], string>> = {
  missing: 'missing',
  different: 'differs',
  'only there': 'not in dist',
  'not known': 'not known',
  'not given': 'not given',
};
const EXPLAINED: Readonly<Record<DistDifference['is'], ((folder: string) => string) | undefined>> = {
  missing: (folder) => `${folder} has it, and the cluster does not: apply it, or see why Argo CD or Flux does not.`,
  different: undefined,
  'only there': (folder) => `It is in a namespace of ${folder}, which does not have it. It may be somebody else's.`,
  'not known': (folder) => `${folder} has it; what was given has nothing of its kind there, and tells nothing of it.`,
  'not given': undefined,
};

function differenceBlocks(differences: readonly DistDifference[], where: string, style: Style): string[][] {
  const order: readonly string[] = ['missing', 'different', 'only there', 'not known'];
  const told = differences.filter(({ is }) => is !== 'not given');
  const alike = grouped(told, ({ is, kind, fields }) => JSON.stringify([order.indexOf(is), kind, fields]));
  return [...alike]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => {
      const { is, folder, fields } = group[0];
      const explained = EXPLAINED[is]?.(folder);
      const more = fields.length > MOST_FIELDS ? [`${INDENT}and ${fields.length - MOST_FIELDS} more fields`] : [];
      return [
        `${style.yellow(DIFFERS[is])} ${namesOf(group, style)}${where}`,
        ...(explained === undefined ? [] : wrappedText(printable(explained), INDENT)),
        ...fields.slice(0, MOST_FIELDS).flatMap((field) => wrappedText(printable(field), `${INDENT}  `, INDENT)),
        ...more,
        ...(is === 'different'
          ? nextLines(`apply ${folder} (Argo CD: sync), or change the program and synth`, undefined, style)
          : []),
      ];
    });
}

function goodLines(rows: readonly ResourceRow[], where: string, style: Style): string[] {
  return [...grouped(rows, ({ kind }) => kind).values()].map(
    (group) => `${style.green('ok')} ${namesOf(group, style)}${where}`,
  );
}

function toldLines(text: string, mark: string): string[] {
  return wrappedText(text, '  ', '  ').map((line, index) => (index === 0 ? `${mark} ${line.trimStart()}` : line));
}

/** What is said well of, and may still be otherwise. */
function notesOf({ groups, notes }: StatusReport): string[] {
  const good = groups.flatMap(({ rows }) => rows).filter(({ health }) => health.state === 'ok');
  const hasOld = good.some(({ kind }) => kind === 'InfisicalSecret');
  return [
    ...notes,
    ...untold(groups),
    ...(hasOld ? ['An InfisicalSecret does not say when it last ran: ok is what its last run said.'] : []),
  ];
}

/** What was not given, of kinds that are not the operator's. */
function untold(groups: readonly StatusGroup[]): string[] {
  return groups.flatMap(({ folder, differences }) => {
    const kinds = new Map<string, number>();
    for (const { is, kind } of differences) if (is === 'not given') kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const shown = [...kinds].map(([kind, count]) => `${kind} (${count})`).join(', ');
    return shown === ''
      ? []
      : [`${folder} also has ${shown}: nothing of it was given, or it names no namespace, so it is not compared.`];
  });
}
