import Table from 'cli-table3';
import { printable } from '../../terminal/printable';
import { type CheckReport, type EnvironmentReport, type KeyVerdict, STATUS_NAMES, STATUSES, userName } from '../report';

type Paint = (text: string) => string;

export interface Paints {
  readonly bold: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly dim: Paint;
}

/** What is to be looked at, by environment; keys that are fine are counted. */
export function table({ environments, failing }: CheckReport, paints: Paints): string {
  if (environments.length === 0) return 'no workload and no template needs a key of Infisical\n';
  return `${environments.map((environment) => section(environment, failing, paints)).join('\n\n')}\n`;
}

function section(report: EnvironmentReport, failing: CheckReport['failing'], paints: Paints): string {
  const { project, environment, host, keys } = report;
  const counts = STATUSES.flatMap((status) => {
    const count = keys.filter((key) => key.status === status).length;
    return count === 0 ? [] : [`${count} ${STATUS_NAMES[status]}`];
  });
  const heading = `${paints.bold(printable(`${environment} of project ${project}`))} ${paints.dim(printable(host))}`;
  const rows = keys
    .filter(({ status }) => status !== 'ok' && status !== 'unused')
    .map((key) => row(key, failing, paints));
  const unused = keys.filter(({ status }) => status === 'unused').map(({ key, wanted }) => `${wanted.join()} ${key}`);
  return [
    heading,
    counts.join(', ') || 'nothing could be checked',
    ...(rows.length > 0 ? [tableOf(rows)] : []),
    ...(unused.length > 0 ? [paints.dim(printable(`unused: ${unused.join(', ')}`))] : []),
    ...problemsOf(report).map((problem) => paints.red(printable(problem))),
  ].join('\n');
}

function row(verdict: KeyVerdict, failing: CheckReport['failing'], paints: Paints): string[] {
  const { status, key, wanted, found, users, hint = '' } = verdict;
  const paint = failing.includes(status) || status === 'unchecked' ? paints.red : paints.yellow;
  return [
    paint(STATUS_NAMES[status]),
    printable(key === '*' ? '(every key)' : key),
    lines(status === 'duplicate' ? found : wanted),
    lines(users.map((user) => `${user.file}:${user.line} ${userName(user)}`)),
    // Tells a bare problem once, below.
    printable(status === 'unchecked' ? '' : hint),
  ];
}

function lines(texts: readonly string[]): string {
  return texts.map(printable).join('\n');
}

/** Equal problems of many places in one line. */
function problemsOf({ problems }: EnvironmentReport): string[] {
  const paths = new Map<string, string[]>();
  for (const { message, path } of problems) paths.set(message, [...(paths.get(message) ?? []), path]);
  return [...paths].map(([message, at]) => `not checked: ${at.join(', ')}: ${message}`);
}

function tableOf(rows: string[][]): string {
  const head = ['', 'key', 'at', 'needed by', ''];
  const withHints = rows.some(([, , , , hint]) => hint !== '');
  const shown = (cells: string[]) => (withHints ? cells : cells.slice(0, 4));
  const printed = new Table({ head: shown(head), style: { head: [], border: [] } });
  printed.push(...rows.map(shown));
  return printed.toString();
}
