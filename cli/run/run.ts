import { addressFromHere } from '../infisical-api/hosts';
import { idOfPlace } from '../infisical-cli/asked-place';
import { installedCli } from '../infisical-cli/cli';
import { type PlaceValues, readPlaces } from '../infisical-cli/read-places';
import { refuseNamesInEnvFiles } from '../record/env-file-beside';
import { recordsFor } from '../record/find-record';
import type { LocalRecord } from '../record/record';
import { ExitCode } from '../terminal/exit-code';
import { failureText } from '../terminal/failure-text';
import { showProgress } from '../terminal/progress';
import { lines, say } from '../terminal/terminal-text';
import { print, tell, tellNote } from '../terminal/writer';
import { checkNames } from './check-names';
import { ChildRunner, statusOf } from './child';
import { childVariables } from './child-variables';
import type { GivenWords } from './given-words';
import { hostsOfRun, refuseUnknownHosts } from './hosts';
import { nameTable } from './name-table';
import type { RunOptions } from './options';
import { NOT_STARTED } from './run-status';
import {
  type KeyNeed,
  lacksIn,
  needsIn,
  type Selection,
  selectionOfApps,
  selectionOfStack,
  stackRecords,
} from './selection';
import { lackLines } from './told-lacks';
import { placesOf, type Variables, variablesOf } from './values';
import { runWatched } from './watched-child';

/** Never throws: what ends this command before the other one begins has a code of its own. */
export async function runWithKeys(given: GivenWords, options: RunOptions): Promise<void> {
  const isAsking = options.check === true || options.printNames === true;
  try {
    requireSense(given, options);
    if (isAsking) await tellNames(given, options);
    else process.exitCode = await statusOfCommand(given, options);
  } catch (error) {
    tell(failureText(error));
    process.exitCode = isAsking ? ExitCode.FAILURE : NOT_STARTED;
  }
}

function requireSense({ apps, command }: GivenWords, { stack, check, printNames, watch }: RunOptions): void {
  if (stack && apps.length > 0) throw new Error('--stack is about all applications: name none beside it');
  if (check && printNames) throw new Error('take one of --check and --print-names');
  if (check || printNames) {
    if (command.length > 0) throw new Error(`${check ? '--check' : '--print-names'} starts no command: write none`);
    if (watch) throw new Error('--watch needs a command behind --');
    return;
  }
  if (command.length === 0) throw new Error(`write the command behind --, for example: ${exampleFor(apps, stack)}`);
}

function exampleFor([app = 'orders', ...words]: readonly string[], isStack = false): string {
  if (isStack) return 'npx cdk8s-infisical run --stack -- docker compose up';
  const isPlain = words.length > 0 && [app, ...words].every((word) => /^[\w./:@-]+$/.test(word));
  return `npx cdk8s-infisical run ${app} -- ${isPlain ? words.join(' ') : 'npm start'}`;
}

async function tellNames({ apps }: GivenWords, options: RunOptions): Promise<void> {
  const records = recordsOf(options);
  const needs = apps.length > 0 ? checkedNeeds(records, apps, options) : needsIn(records, placingOf(options));
  if (options.printNames) return print(lines(nameTable(needs, lacksIn(records, apps.length > 0 ? apps : undefined))));
  const policy = hostsOfRun(options, hostsIn(records), process.env);
  const throughCli = () => valuesAt(needs, records, options);
  await checkNames(needs, policy, options, throughCli);
}

function checkedNeeds(records: readonly LocalRecord[], apps: readonly string[], options: RunOptions): KeyNeed[] {
  const placing = placingOf(options);
  // Says which application there is not.
  selectionOfApps(records, apps, placing);
  return needsIn(records, placing, apps);
}

async function statusOfCommand({ apps, command }: GivenWords, options: RunOptions): Promise<number> {
  const records = recordsOf(options);
  const selection = selectionIn(records, apps, options);
  const variables = async (until?: AbortSignal) =>
    variablesOf(selection, await valuesAt(selection.needs, records, options, until));
  const environment = (own: Variables) => childVariables(process.env, own);
  const first = await variables();
  if (options.stack) refuseNamesInEnvFiles(absentIn(first), records);
  const env = environment(first);
  for (const line of lackLines(selection, process.env)) tellNote(say`${line}\n`);
  const runner = new ChildRunner(command);
  try {
    const milliseconds = options.watchInterval * 1_000;
    const end = options.watch
      ? await runWatched(runner, first, { variables, environment, milliseconds })
      : await runner.start(env);
    return statusOf(end, command, first);
  } finally {
    runner.release();
  }
}

function absentIn(variables: Variables): string[] {
  return [...variables].flatMap(([name, value]) => (value === undefined ? name : []));
}

function selectionIn(records: readonly LocalRecord[], apps: readonly string[], options: RunOptions): Selection {
  if (options.stack) return selectionOfStack(records, placingOf(options));
  if (apps.length > 0) return selectionOfApps(records, apps, placingOf(options));
  const names = records.flatMap(({ services }) => services.map(({ name }) => name));
  throw new Error(`name an application (${names.join(', ')}), or take --stack`);
}

function recordsOf({ compose, stack }: RunOptions): LocalRecord[] {
  const all = recordsFor(process.cwd(), compose);
  const records = stack && compose === undefined ? stackRecords(all) : all;
  if (records.length > 0) return records;
  throw new Error('--stack needs the compose.yaml of a LocalStack: LocalRun has none');
}

function hostsIn(records: readonly LocalRecord[]): string[] {
  return [...new Set(records.map(({ host }) => host))];
}

function placingOf({ environment, caFile }: RunOptions) {
  return { folder: process.cwd(), environment, caFile };
}

async function valuesAt(
  needs: readonly KeyNeed[],
  records: readonly LocalRecord[],
  options: RunOptions,
  until?: AbortSignal,
): Promise<PlaceValues> {
  const { env } = process;
  const places = placesOf(needs);
  if (places.length === 0) return new Map();
  const policy = hostsOfRun(options, hostsIn(records), env);
  const cli = installedCli(env, options.timeout, until);
  const progress = showProgress();
  progress.step('asking Infisical for the keys');
  try {
    refuseUnknownHosts(places, policy, env);
    const here = places.map((place) => ({ ...place, host: addressFromHere(place.host, policy) }));
    const values = await readPlaces(here, { cli, env, concurrency: options.concurrency });
    return new Map(places.map((place, index) => [idOfPlace(place), values.get(idOfPlace(here[index])) ?? new Map()]));
  } finally {
    progress.end();
  }
}
