import { resolve } from 'node:path';
import pLimit from 'p-limit';
import { grouped } from '../../lib/collections/grouped';
import { ProblemsError } from '../terminal/failure-text';
import { say } from '../terminal/terminal-text';
import { tellNote } from '../terminal/writer';
import { type AskedPlace, idOfPlace, namesOfPlaces } from './asked-place';
import type { InfisicalCli } from './cli';
import { CliRefusal, exportedValues, type FolderValues } from './exported-values';
import { folderNames, foldersBelow } from './folders-below';
import { loggedInVariables } from './login';

export interface Reading {
  readonly cli: InfisicalCli;
  readonly env: NodeJS.ProcessEnv;
  /** How many calls of the CLI there may be at a time. */
  readonly concurrency: number;
}

/** The values of each place, by `idOfPlace`. */
export type PlaceValues = ReadonlyMap<string, FolderValues>;

/**
 * The values of all places, which are asked for at the same time; a folder that several of them have, once.
 *
 * @throws ProblemsError with what is wrong at each place
 */
export async function readPlaces(places: readonly AskedPlace[], reading: Reading): Promise<PlaceValues> {
  const all = [...new Map(places.map((place) => [idOfPlace(place), place])).values()];
  const variables = await variablesByHost(all, reading);
  const reader = new PlaceReader(reading, (host) => variables.get(host) ?? {});
  const nameOf = namesOfPlaces(all);
  const outcomes = await Promise.all(
    all.map(async (place) => {
      try {
        return { place, values: await reader.values(place) };
      } catch (error) {
        if (!(error instanceof CliRefusal)) throw error;
        return { place, problem: error.message };
      }
    }),
  );
  const failed = outcomes.flatMap(({ place, problem }) => (problem === undefined ? [] : [{ place, problem }]));
  if (failed.length > 0) {
    // What is wrong with the host is wrong at each place of it.
    const byProblem = grouped(failed, ({ problem }) => problem);
    throw new ProblemsError(
      [...byProblem].map(([problem, at]) => `${at.map(({ place }) => nameOf(place)).join(', ')}: ${problem}`),
    );
  }
  for (const host of reader.old) {
    tellNote(say`${host} cannot be reached: these are the values that the Infisical CLI got some other time\n`);
  }
  return new Map(outcomes.flatMap(({ place, values }) => (values === undefined ? [] : [[idOfPlace(place), values]])));
}

/** What the CLI is told for each host: its certificates and its login. */
async function variablesByHost(places: readonly AskedPlace[], { cli, env }: Reading) {
  const hosts = [...new Map(places.map((place) => [place.host, place])).values()];
  return new Map(
    await Promise.all(
      hosts.map(async ({ host, caFile }): Promise<[string, NodeJS.ProcessEnv]> => {
        const certificates = caFile === undefined ? {} : { SSL_CERT_FILE: resolve(caFile) };
        tellReplaced(caFile, env);
        return [host, { ...certificates, ...(await loggedInVariables(cli, { host, certificates }, env)) }];
      }),
    ),
  );
}

function tellReplaced(caFile: string | undefined, { SSL_CERT_FILE: own }: NodeJS.ProcessEnv): void {
  if (caFile === undefined || !own || resolve(own) === resolve(caFile)) return;
  tellNote(say`${caFile} counts for Infisical, in place of SSL_CERT_FILE\n`);
}

class PlaceReader {
  /** The hosts that were not reached. */
  public readonly old = new Set<string>();
  private readonly limit;
  private readonly folders = new Map<string, Promise<FolderValues>>();

  public constructor(
    private readonly reading: Reading,
    private readonly variablesFor: (host: string) => NodeJS.ProcessEnv,
  ) {
    this.limit = pLimit(reading.concurrency);
  }

  public async values(place: AskedPlace): Promise<FolderValues> {
    if (!place.recursive) return this.folder(place);
    const { cli } = this.reading;
    const ask = (one: AskedPlace) => this.limit(() => folderNames(cli, one, this.variablesFor(one.host)));
    const below = await foldersBelow(place, ask);
    const values = await Promise.all(below.map((folder) => this.folder(folder)));
    // The first folder that has a key wins.
    return new Map(values.toReversed().flatMap((one) => [...one]));
  }

  private folder(place: AskedPlace): Promise<FolderValues> {
    const id = idOfPlace({ ...place, recursive: false });
    const asked = this.folders.get(id) ?? this.limit(() => this.exported(place));
    this.folders.set(id, asked);
    return asked;
  }

  private async exported(place: AskedPlace): Promise<FolderValues> {
    const { values, isOld } = await exportedValues(this.reading.cli, place, this.variablesFor(place.host));
    if (isOld) this.old.add(place.host);
    return values;
  }
}
