import { whyNotAsked } from '../access/filled-in-later';
import { type FolderToAsk, foldersToAsk } from '../access/folders-to-ask';
import { askVerified } from '../access/named-projects';
import { hostsFor } from '../configuration/committed-hosts';
import { configurationHere } from '../configuration/configuration';
import { writeOutputFile } from '../files/write-files';
import { readLocks } from '../import/lock-file';
import { askCatalogues } from '../import/offline';
import { askAll, type Outcome, withCanary } from '../infisical-api/ask-all';
import type { SecretNames } from '../infisical-api/client';
import type { AskForAll } from '../infisical-api/connect';
import { ValueReceived } from '../infisical-api/failure';
import { type HostPolicy, hostFromHere, hostPolicy } from '../infisical-api/hosts';
import { colours, noColours } from '../terminal/colours';
import { ExitCode } from '../terminal/exit-code';
import { failureText } from '../terminal/failure-text';
import { isQuiet } from '../terminal/quiet';
import { asTerminalText } from '../terminal/terminal-text';
import { print, printDocument } from '../terminal/writer';
import { evaluate } from './evaluate';
import { github } from './formats/github';
import { gitlab } from './formats/gitlab';
import { json } from './formats/json';
import { junit } from './formats/junit';
import { sarif } from './formats/sarif';
import { table } from './formats/table';
import type { CheckOptions, Format } from './options';
import { type ReadForCheck, readForCheck } from './read';
import { type CheckReport, type EnvironmentReport, isUnknownStatus } from './report';

export async function runCheck(paths: readonly string[], options: CheckOptions): Promise<void> {
  let unread: CheckReport['unread'] = [];
  let report: CheckReport;
  try {
    const read = await readForCheck(paths, options);
    unread = read.unread;
    report = { environments: await environmentsOf(read, options), unread, failing: options.failOn };
  } catch (error) {
    writeFailure(error, unread, paths, options);
    throw error;
  }
  writeReport(report, options);
  process.exitCode = unread.length === 0 ? exitCodeOf(report) : ExitCode.FAILURE;
}

async function environmentsOf({ uses, unknown }: ReadForCheck, options: CheckOptions): Promise<EnvironmentReport[]> {
  const hosts = options.offline ? offlineHosts(options) : hostsFor(options, process.env);
  const folders = foldersToAsk(uses, hosts.assumed);
  const answers = await outcomesOfKnown(folders, hosts, options);
  const { canary } = options;
  const outcomes = canary === undefined ? answers : answers.map((outcome) => withCanary(outcome, canary));
  const { projects } = configurationHere();
  return evaluate({ uses, folders, outcomes, assumedHost: hosts.assumed, unread: unknown, projects });
}

/**
 * A document for who reads nothing else, and would take none for a check that has passed. After a value nothing is
 * written any more.
 */
function writeFailure(
  error: unknown,
  unread: CheckReport['unread'],
  [path = 'dist']: readonly string[],
  options: CheckOptions,
): void {
  if (formatOf(options) === 'table' || error instanceof ValueReceived) return;
  const message = failureText(error).text.trimEnd();
  writeReport({ environments: [], unread, failing: options.failOn, failure: { message, path } }, options);
}

function formatOf({ format, json: asJson }: CheckOptions): Format {
  return asJson ? 'json' : format;
}

/** Offline nobody is asked: no host has to be trusted, no certificate read, and whose pull request it is does not matter. */
function offlineHosts({ host, hostMap }: CheckOptions): HostPolicy {
  const hosts = configurationHere().hosts.map(({ url, aliases }) => ({ url, aliases }));
  return hostPolicy(host, hostMap, process.env, { hosts });
}

/** Nobody is asked for what is filled in later: by that name, another folder could be meant. */
async function outcomesOfKnown(
  folders: readonly FolderToAsk[],
  hosts: HostPolicy,
  options: CheckOptions,
): Promise<Outcome[]> {
  const known = folders.filter((folder) => whyNotAsked(folder) === undefined);
  const answers = known.length === 0 ? [] : await outcomesOf(known, hosts, options);
  const byFolder = new Map(known.map((folder, index) => [folder, answers[index]]));
  return folders.map((folder) => byFolder.get(folder) ?? { problem: whyNotAsked(folder) });
}

async function outcomesOf(
  folders: readonly FolderToAsk[],
  hosts: HostPolicy,
  options: CheckOptions,
): Promise<Outcome[]> {
  const { projects } = configurationHere();
  if (options.offline) {
    const called = <T extends { readonly host: string }>(one: T) => ({ ...one, host: hostFromHere(one.host, hosts) });
    const locks = [...readLocks(options.catalogue).values()].map(called);
    const idOf = async (host: string, slug: string) =>
      locks.find((lock) => lock.host === host && lock.project.slug === slug)?.project.id;
    const ask = askVerified(askCatalogues(locks), idOf, projects);
    return askAll(folders.map(called), { ask, concurrency: options.concurrency, stop: new AbortController() });
  }
  const { withConnection } = await import('../infisical-api/connect.js');
  const work = (names: SecretNames, askForAll: AskForAll) => {
    const idOf = (host: string, slug: string) => names.projectId(host, slug);
    return askForAll(
      folders,
      askVerified((folder) => names.listing(folder), idOf, projects),
    );
  };
  return withConnection(options, hosts, work, ['or take `check --offline`, which asks the committed key catalogue']);
}

function writeReport(report: CheckReport, options: CheckOptions): void {
  const { output } = options;
  const used = formatOf(options);
  const text = reportText(report, used, output !== undefined);
  if (output !== undefined) writeOutputFile(output, text);
  else if (used === 'table') print(asTerminalText(text));
  else printDocument(text);
}

function reportText(report: CheckReport, format: Format, toFile: boolean): string {
  if (format === 'table') return table(report, toFile ? noColours : colours, isQuiet() && !toFile);
  return { json, sarif, junit, github, gitlab }[format](report);
}

function exitCodeOf({ environments, failing }: CheckReport): number {
  const statuses = environments.flatMap(({ keys }) => keys.map(({ status }) => status));
  const isUnknown =
    statuses.some((status) => isUnknownStatus(status, failing)) ||
    environments.some(({ problems }) => problems.length > 0);
  if (isUnknown) return ExitCode.FAILURE;
  return statuses.some((status) => failing.includes(status)) ? ExitCode.FINDINGS : ExitCode.SUCCESS;
}
