import Table from 'cli-table3';
import { grouped } from '../../../lib/collections/grouped';
import { counted } from '../../../lib/text/counted';
import { printable } from '../../terminal/printable';
import {
  type CheckReport,
  type EnvironmentReport,
  type KeyStatus,
  STATUS_NAMES,
  STATUSES,
  type Status,
} from '../report';
import { fewNames } from './few-names';
import { isToldBy, ownLines, type SharedReason, sharedLines, sharedReasons, untoldKeys } from './unanswered';
import { shownKey, userLines } from './user-lines';

type Paint = (text: string) => string;

export interface Paints {
  readonly bold: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly dim: Paint;
}

/** What is to be looked at, by environment; keys that are fine are counted. */
export function table(report: CheckReport, paints: Paints, isQuiet = false): string {
  const { failing, unread } = report;
  const environments = isQuiet ? report.environments.filter((one) => !isFine(one, failing)) : report.environments;
  if (isQuiet && environments.length === 0 && unread.length === 0) return '';
  const places = unread.map(({ file, line }) => `${file}:${line}`);
  const unknown = unread.length === 0 ? [] : [paints.red(printable(`unread, and so not checked: ${fewNames(places)}`))];
  const shared = sharedReasons(environments);
  const sections =
    environments.length === 0
      ? isQuiet
        ? []
        : [`no workload and no template${unread.length > 0 ? ' that is read' : ''} needs a key of Infisical`]
      : environments
          .filter((report) => !isToldBy(shared, report))
          .map((report) => section(report, { failing, lines: ownLines(report, shared) }, paints));
  return `${[...unknown, ...sections, ...shared.map((reason) => sharedSection(reason, paints))].join('\n\n')}\n`;
}

/** Whether every key is where it is needed, and what is not needed is nobody's concern. */
function isFine({ keys, problems }: EnvironmentReport, failing: CheckReport['failing']): boolean {
  return problems.length === 0 && keys.every(({ status }) => isGood(status) && !failing.some((one) => one === status));
}

function isGood(status: Status): boolean {
  return status === 'ok' || status === 'unused' || status === 'perhaps-unused';
}

interface Telling {
  readonly failing: CheckReport['failing'];
  /** Why folders could not be asked. */
  readonly lines: readonly string[];
}

function section(report: EnvironmentReport, { failing, lines }: Telling, paints: Paints): string {
  const { project, environment, host, keys } = report;
  const counts = STATUSES.flatMap((status) => {
    const count = keys.filter((key) => key.status === status).length;
    return count === 0 ? [] : [`${count} ${STATUS_NAMES[status]}`];
  });
  const heading = `${paints.bold(printable(`${environment} of project ${project}`))} ${paints.dim(printable(host))}`;
  const untold = untoldKeys(report);
  const rows = keys
    .filter((one) => SHOWN.includes(one.status) || untold.includes(one))
    .map((key) => row(key, failing, paints));
  const unused = keys
    .filter(({ status }) => status === 'unused')
    .map(({ key, wanted }) => `${key} at ${wanted.join()}`);
  return [
    heading,
    counts.join(', ') || 'nothing could be checked',
    ...(rows.length > 0 ? [tableOf(rows)] : []),
    ...(unused.length > 0 ? [paints.dim(printable(`unused: ${fewNames(unused)}`))] : []),
    ...perhapsUnused(keys).map((line) => paints.dim(printable(line))),
    ...lines.map((problem) => paints.red(printable(problem))),
  ].join('\n');
}

/** By the reason for which nobody knows it. */
function perhapsUnused(keys: readonly KeyStatus[]): string[] {
  const unknown = keys.filter(({ status }) => status === 'perhaps-unused');
  return [...grouped(unknown, ({ hint = '' }) => hint)].map(
    ([hint, alike]) =>
      `perhaps unused: ${fewNames(alike.map(({ key, wanted }) => `${key} at ${wanted.join()}`))}: ${hint}`,
  );
}

function sharedSection(reason: SharedReason, { bold, dim, red }: Paints): string {
  const heading = `${bold(counted(reason.environments.length, 'environment'))} ${dim(printable(reason.host))}`;
  return [heading, ...sharedLines(reason).map((line) => red(printable(line)))].join('\n');
}

const SHOWN: readonly Status[] = ['missing', 'invalid', 'optional-missing', 'duplicate'];

function row(keyStatus: KeyStatus, failing: CheckReport['failing'], paints: Paints): string[] {
  const { status, wanted, found, hint = '' } = keyStatus;
  const paint = failing.includes(status) ? paints.red : paints.yellow;
  return [
    paint(STATUS_NAMES[status]),
    printable(shownKey(keyStatus)),
    textLines(status === 'duplicate' ? found : wanted),
    textLines(userLines(keyStatus)),
    printable(hint),
  ];
}

function textLines(texts: readonly string[]): string {
  return texts.map(printable).join('\n');
}

const NO_LINES = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid', 'middle']
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`, `mid-mid`])
    .map((side) => [side, '']),
);

function tableOf(rows: string[][]): string {
  const printed = new Table({
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 2, 'padding-right': 0 },
  });
  for (const cells of rows) printed.push(cells);
  return printed.toString().replaceAll(/ +$/gm, '');
}
