import { counted } from '../../lib/text/counted';
import { withConnection } from '../infisical-api/connect';
import { credentialsFrom } from '../infisical-api/credentials';
import type { Folder, Listing } from '../infisical-api/folder';
import type { HostPolicy } from '../infisical-api/hosts';
import { type AskedPlace, idOfPlace, namesOfPlaces } from '../infisical-cli/asked-place';
import { ExitCode } from '../terminal/exit-code';
import { ProblemsError } from '../terminal/failure-text';
import { lines, say } from '../terminal/terminal-text';
import { printSummary, tell } from '../terminal/writer';
import type { RunOptions } from './options';
import type { KeyNeed } from './selection';
import { type Known, missingKeys, placesOf } from './values';

/**
 * Tells which keys are missing, by their names alone: with credentials in the environment no value is asked for, so that
 * an identity that may not read any can find it out.
 *
 * @param throughCli how to find it out with the login of a person
 */
export async function checkNames(
  needs: readonly KeyNeed[],
  hosts: HostPolicy,
  options: RunOptions,
  throughCli: () => Promise<Known<unknown>>,
): Promise<void> {
  const places = placesOf(needs);
  const known = hasCredentials() ? await namesAt(places, hosts, options) : await throughCli();
  const missing = missingKeys(needs, known);
  tell(lines(missing));
  process.exitCode = missing.length > 0 ? ExitCode.FINDINGS : ExitCode.SUCCESS;
  if (missing.length > 0) return;
  const nameOf = namesOfPlaces(places);
  const keys = new Set(needs.map(({ key, places }) => JSON.stringify([key, places])));
  printSummary(say`${allThere(keys.size)} in ${places.map(nameOf).join(', ')}\n`);
}

function allThere(count: number): string {
  return count === 1 ? '1 key: it exists' : `${counted(count, 'key')}: all exist`;
}

function hasCredentials(): boolean {
  try {
    credentialsFrom(process.env);
    return true;
  } catch (error) {
    // What is there in part, or is none, is told by whoever asks with it.
    return !(error instanceof ProblemsError);
  }
}

async function namesAt(places: readonly AskedPlace[], hosts: HostPolicy, options: RunOptions): Promise<Known<unknown>> {
  const [caFile] = places.flatMap((place) => place.caFile ?? []);
  const folders = places.map(folderOf);
  const outcomes = await withConnection({ ...options, caFile }, hosts, (names, askForAll) =>
    askForAll(folders, (folder) => names.listing(folder)),
  );
  const nameOf = namesOfPlaces(places);
  const problems = outcomes.flatMap(({ problem, absent }, index) => {
    const what = problem ?? absent;
    return what === undefined ? [] : [`${nameOf(places[index])}: ${what}`];
  });
  if (problems.length > 0) throw new ProblemsError(problems);
  return new Map(places.map((place, index) => [idOfPlace(place), keysIn(outcomes[index].listing ?? [])]));
}

function folderOf({ host, projectId, projectSlug, environment, path, recursive, tags }: AskedPlace): Folder {
  return { host, projectId, projectSlug, environment, path, recursive, tags };
}

function keysIn(listing: Listing): Map<string, true> {
  return new Map(listing.flatMap(({ keys }) => keys.map((key) => [key, true as const])));
}
