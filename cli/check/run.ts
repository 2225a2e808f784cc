import type { Catalogue } from '../../lib/infisical/catalogue';
import { whyNotAsked } from '../access/filled-in-later';
import { type FolderToAsk, foldersToAsk } from '../access/folders-to-ask';
import { askVerified } from '../access/named-projects';
import { toldIn } from '../access/unknown-host';
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
import { unusedJson, unusedText } from './unused/formats';
import { cataloguedFolders, unseenLines, wholeEnvironments } from './unused/other-folders';
import { exitCodeOfUnused, viewOf } from './unused/run-unused';

export async function runCheck(paths: readonly string[], options: CheckOptions): Promise<void> {
  if (options.unused) return runUnused(paths, options);
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

/** The other side: what is in Infisical, and in no declaration. */
async function runUnused(paths: readonly string[], options: CheckOptions): Promise<void> {
  const format = formatOf(options);
  if (format !== 'table' && format !== 'json')
    throw new Error('--unused shows what nobody declares, and is no finding by itself: take --format table or json');
  const read = await readForCheck(paths, options);
  const found = { ...(await askedFor(read, options)), unread: read.unread };
  const configuration = configurationHere();
  const settings = { paths: read.paths, projects: configuration.projects, told: toldIn(configuration) };
  const view = await viewOf(found, settings, options);
  const isFile = options.output !== undefined;
  write(format === 'json' ? unusedJson(view) : unusedText(view, isFile ? noColours : colours), options);
  process.exitCode = exitCodeOfUnused(found, options);
}

async function environmentsOf(read: ReadForCheck, options: CheckOptions): Promise<EnvironmentReport[]> {
  return (await askedFor(read, options)).environments;
}

interface Asked {
  readonly environments: EnvironmentReport[];
  /** What was not seen of folders that nothing reads, where these were asked for. */
  readonly unseen: readonly string[];
}

async function askedFor({ uses, unknown }: ReadForCheck, options: CheckOptions): Promise<Asked> {
  const hosts = options.offline ? offlineHosts(options) : hostsFor(options, process.env);
  const folders = foldersToAsk(uses, hosts.assumed);
  const others = options.unused ? otherFolders(folders, hosts, options) : [];
  const all = await outcomesOfKnown([...others, ...folders], hosts, options);
  const [beside, answers] = [all.slice(0, others.length), all.slice(others.length)];
  const { canary } = options;
  const outcomes = canary === undefined ? answers : answers.map((outcome) => withCanary(outcome, canary));
  const { projects } = configurationHere();
  const seen = others.flatMap((folder, i) => (beside[i].listing === undefined ? [] : [{ folder, outcome: beside[i] }]));
  const environments = evaluate({
    uses,
    // What is read by somebody is told with who reads it.
    folders: [...seen.map(({ folder }) => folder), ...folders],
    outcomes: [...seen.map(({ outcome }) => outcome), ...outcomes],
    assumedHost: hosts.assumed,
    unread: unknown,
    projects,
  });
  return { environments, unseen: unseenLines(others, beside) };
}

function otherFolders(folders: readonly FolderToAsk[], hosts: HostPolicy, options: CheckOptions): FolderToAsk[] {
  return options.offline ? cataloguedFolders(folders, cataloguesFromHere(hosts, options)) : wholeEnvironments(folders);
}

/** The key catalogues, with their hosts as they are called from here. */
function cataloguesFromHere(hosts: HostPolicy, { catalogue }: CheckOptions): Catalogue[] {
  return [...readLocks(catalogue).values()].map((one) => ({ ...one, host: hostFromHere(one.host, hosts) }));
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
    const locks = cataloguesFromHere(hosts, options);
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
  write(reportText(report, formatOf(options), options.output !== undefined), options);
}

function write(text: string, options: CheckOptions): void {
  const { output } = options;
  if (output !== undefined) writeOutputFile(output, text);
  else if (formatOf(options) === 'table') print(asTerminalText(text));
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
