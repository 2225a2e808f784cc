import { distinct } from '../../lib/collections/order';
import { folderPath, isBelow, projectOf } from '../../lib/model/folder';
import { didYouMean } from '../../lib/text/did-you-mean';
import { fewOf } from '../../lib/text/few-of';
import { keyNameProblem, quotedText } from '../../lib/text/key-name';
import { folderName, projectFolderName } from '../access-report/folder';
import { ProblemsError } from '../terminal/failure-text';
import type { Need } from './role';

/** A key that the value of another key refers to with `${...}`: no manifest names it. */
export interface ReferredKey {
  readonly key: string;
  /** Absent where it is meant for every folder that is read by names. */
  readonly folder?: AskedFolder;
}

interface AskedFolder {
  /** The slug or the id; absent for any. */
  readonly project?: string;
  readonly environment: string;
  readonly path: string;
  /** Whether it is meant with the folders below it, as a role names it: `/orders/**`. */
  readonly recursive: boolean;
}

/** `DB_USER`, `prod:/orders:DB_USER`, `shop prod:/orders:DB_USER`: Infisical allows no colon in any of these names. */
const IN_A_FOLDER = /^(?:(?<project>\S+) )?(?<environment>[^\s:/]+):(?<path>\/[^:]*):(?<key>[^:]*)$/;

/**
 * The keys that `--also` names.
 *
 * @throws ProblemsError if one of them is none
 */
export function referredKeys(texts: readonly string[]): ReferredKey[] {
  const problems: string[] = [];
  const keys = texts.map((text): ReferredKey => {
    const { key = text, environment, path, project } = IN_A_FOLDER.exec(text)?.groups ?? {};
    const isForm = environment !== undefined || !text.includes(':');
    const problem = isForm
      ? keyNameProblem(key)
      : `is no name of a key, with or without its folder: ${quotedText(text)}; write DB_USER, or prod:/orders:DB_USER`;
    if (problem !== undefined) problems.push(`--also: ${isForm ? 'the key ' : 'what is given '}${problem}`);
    if (environment === undefined) return { key };
    const recursive = path.endsWith('/**');
    return { key, folder: { project, environment, path: folderPath(recursive ? path.slice(0, -2) : path), recursive } };
  });
  if (problems.length > 0) throw new ProblemsError(problems);
  return keys;
}

/**
 * What the operator has to read beside what the manifests name, so that Infisical can put it into the values.
 *
 * @throws ProblemsError if one is in a folder that no role reads
 */
export function referredNeeds(needs: readonly Need[], keys: readonly ReferredKey[]): Need[] {
  const reading = needs.filter(({ subject, action }) => subject === 'secrets' && action.includes('readValue'));
  const problems: string[] = [];
  const found = keys.flatMap(({ key, folder }) => {
    const holding = folder === undefined ? reading : reading.filter((need) => holds(need, folder));
    if (holding.length === 0) problems.push(unknownProblem(reading, folder));
    return holding.flatMap((need) => (need.names === undefined ? [] : [needOf(key, need, folder)]));
  });
  if (problems.length > 0) throw new ProblemsError(distinct(problems));
  return found;
}

function holds(need: Need, { project, environment, path, recursive }: AskedFolder): boolean {
  if (environment !== need.environment) return false;
  if (project !== undefined && project !== need.projectSlug && project !== need.projectId) return false;
  if (path === need.path) return need.recursive || !recursive;
  return need.recursive && isBelow(path, need.path) && FOLDERS.test(path);
}

/** What Infisical allows in the names of folders: no pattern, as which a role would not take it. */
const FOLDERS = /^[\w/-]+$/;

function needOf(key: string, need: Need, folder?: AskedFolder): Need {
  const { path, recursive } = folder ?? need;
  const where = folderName({ ...need, path, recursive });
  return {
    ...need,
    path,
    recursive,
    names: [key],
    notes: [`${key} of ${where}: --also names it, for a value that refers to it.`],
  };
}

function unknownProblem(reading: readonly Need[], folder?: AskedFolder): string {
  if (folder === undefined)
    return '--also: no role for these manifests reads a secret, so that it needs no further key';
  const { project } = folder;
  const known = distinct(
    reading.map((need) =>
      projectFolderName({ ...need, project: project === undefined ? '' : (projectOf(need) ?? '') }),
    ),
  );
  const name = projectFolderName({ ...folder, project: project ?? '' });
  const remedy = known.length === 0 ? 'they read none' : `they read ${fewOf(known)}`;
  return `--also: no role for these manifests reads the folder ${quotedText(name)}: ${didYouMean(name, known, remedy)}`;
}
