import { grouped } from '../../../lib/collections/grouped';
import { folderText } from '../../../lib/model/folder';
import { counted } from '../../../lib/text/counted';
import type { EnvironmentReport, KeyStatus } from '../report';
import { fewNames } from './few-names';
import { shownKey, userLines } from './user-lines';

/** Why folders of one host could not be asked, where several environments have the same reason. */
export interface SharedReason {
  readonly host: string;
  readonly message: string;
  readonly environments: readonly EnvironmentReport[];
}

export function sharedReasons(reports: readonly EnvironmentReport[]): SharedReason[] {
  const asked = reports.flatMap((report) => report.problems.map(({ message }) => ({ report, message })));
  return [...grouped(asked, ({ report, message }) => JSON.stringify([report.host, message])).values()]
    .map((same) => {
      const [{ report, message }] = same;
      return { host: report.host, message, environments: [...new Set(same.map((one) => one.report))] };
    })
    .filter(({ environments }) => environments.length > 1);
}

/** All folders with the reason in one line, and the keys that nobody knows about; where these are needed in lines of their own. */
export function sharedLines({ environments, message }: SharedReason): string[] {
  const places = environments.flatMap((report) =>
    foldersWith(report, message).map((folder) => `${folder} of project ${report.project}`),
  );
  const keys = environments.flatMap((report) => uncheckedAt(report, foldersWith(report, message)));
  return linesOf(places, keys, message);
}

/** The reasons that only this environment has. */
export function ownLines(report: EnvironmentReport, shared: readonly SharedReason[]): string[] {
  const told = new Set(shared.filter((one) => one.environments.includes(report)).map(({ message }) => message));
  const messages = new Set(report.problems.map(({ message }) => message).filter((message) => !told.has(message)));
  return [...messages].flatMap((message) => {
    const folders = foldersWith(report, message);
    return linesOf(folders, uncheckedAt(report, folders), message);
  });
}

/** Whether nothing is left to say of an environment beside the reasons that it shares. */
export function isToldBy(shared: readonly SharedReason[], report: EnvironmentReport): boolean {
  const { problems, keys } = report;
  const messages = shared.filter((one) => one.environments.includes(report)).map(({ message }) => message);
  const folders = messages.flatMap((message) => foldersWith(report, message));
  return (
    problems.length > 0 &&
    problems.every(({ message }) => messages.includes(message)) &&
    keys.every(({ status, wanted }) => status === 'unchecked' && wanted.some((one) => folders.includes(one)))
  );
}

function foldersWith({ problems, environment }: EnvironmentReport, message: string): string[] {
  return problems.filter((one) => one.message === message).map(({ path }) => folderText({ environment, path }));
}

/** The keys of which nobody knows for another reason than that their folder could not be asked. */
export function untoldKeys(report: EnvironmentReport): KeyStatus[] {
  const { keys, problems, environment } = report;
  const told = problems.map(({ path }) => folderText({ environment, path }));
  const known = uncheckedAt(report, told);
  return keys.filter((one) => one.status === 'unchecked' && !known.includes(one));
}

function uncheckedAt({ keys }: EnvironmentReport, folders: readonly string[]): KeyStatus[] {
  return keys.filter(({ status, wanted }) => status === 'unchecked' && wanted.some((one) => folders.includes(one)));
}

const MOST_PLACES = 12;

function linesOf(folders: readonly string[], keys: readonly KeyStatus[], message: string): string[] {
  const names = [...new Set(keys.map(({ key }) => (key === '*' ? 'every key' : key)))];
  const where = `${fewNames(folders)}${names.length > 0 ? ` (${fewNames(names)})` : ''}`;
  const needed = keys.flatMap((one) => userLines(one).map((line) => `  ${shownKey(one)}  ${line}`));
  const left = needed.length - MOST_PLACES;
  return [
    `not checked: ${where}: ${message}`,
    ...needed.slice(0, MOST_PLACES),
    ...(left > 0 ? [`  and ${counted(left, 'more place')}, see --json`] : []),
  ];
}
