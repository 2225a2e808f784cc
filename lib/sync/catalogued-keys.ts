import type { IConstruct } from 'constructs';
import type { PropsProblem } from '../evaluation/app-validation';
import { configuredHosts } from '../evaluation/configured-hosts';
import { declareToRules } from '../evaluation/declarations';
import type { InfisicalHost, InfisicalSource } from '../infisical';
import { isCataloguedList } from '../infisical/catalogued-keys';
import { folderPath, folderText, ROOT } from '../model/folder';
import { didYouMean } from '../text/did-you-mean';
import { namedKeys, quotedKey } from '../text/key-name';
import type { Complete } from './own-props';
import type { Surroundings } from './surroundings';

/**
 * Remembers on a construct which keys exist at its sources; where one source does not tell, there is nothing to remember.
 *
 * @param host as the construct itself gives it
 * @param hasProblems whether a prop is misspelt or of a wrong type: a path that is missing may be that
 * @returns what the catalogue lacks
 */
export function declareKeysOf(
  construct: IConstruct,
  sources: readonly Complete<InfisicalSource>[],
  surroundings: Surroundings,
  host: InfisicalHost | undefined,
  hasProblems: boolean,
): PropsProblem[] {
  const found = sources.map(
    (source): KeysOfSource =>
      hasProblems && source.path === undefined ? { problems: [] } : keysOfSource(source, surroundings, host),
  );
  if (found.every(({ declared, known }) => (declared ?? known) !== undefined)) {
    const all = (of: 'declared' | 'known') =>
      found.some((one) => one[of] !== undefined) ? [...new Set(found.flatMap((one) => one[of] ?? []))] : undefined;
    declareToRules(construct, { declaredKeys: all('declared'), knownKeys: all('known') });
    declareFolders(construct, found);
  }
  return found.flatMap(({ problems }) => problems);
}

/** A key that is nowhere at the sources of a construct may be elsewhere, where all of them are in a catalogue. */
function declareFolders(construct: IConstruct, found: readonly KeysOfSource[]): void {
  const looked = found.flatMap(({ folder }) => folder ?? []);
  if (looked.length < found.length) return;
  const own = looked.map(({ name }) => name);
  const others = (key: string) => looked.flatMap(({ othersWith }) => othersWith(key));
  const othersWith = (key: string) => [...new Set(others(key))].filter((name) => !own.includes(name));
  declareToRules(construct, { keyFolders: { own, othersWith } });
}

/** The keys of a source, as far as somebody wrote them down or a catalogue has them. */
interface KeysOfSource {
  readonly declared?: readonly string[];
  readonly known?: readonly string[];
  /** Where a catalogue has looked. */
  readonly folder?: { readonly name: string; readonly othersWith: (key: string) => readonly string[] };
  readonly problems: readonly PropsProblem[];
}

/**
 * The catalogue of the project tells the keys where the source is in that project and nobody wrote them down; a folder
 * that it lacks is a problem, with the command that brings it in.
 */
function keysOfSource(
  source: Complete<InfisicalSource>,
  surroundings: Surroundings,
  host: InfisicalHost | undefined,
): KeysOfSource {
  const { keys: declared, environment, path, recursive, secretName } = source;
  if (declared !== undefined) {
    return isCataloguedList(declared) ? { known: declared, problems: [] } : { declared, problems: [] };
  }
  const { catalogue } = surroundings;
  // An empty text is no path: rule S4 tells.
  if (catalogue === undefined || !environment || path === '' || !isCatalogued(source, surroundings, host)) {
    return { problems: [] };
  }
  const known = catalogue._knownKeysAt(environment, path, recursive);
  if (known === undefined) {
    // An environment with a host of its own may be that of another Infisical, and the catalogue is of one.
    const { environment: own, project } = surroundings;
    if (own !== undefined && own.host.url !== project?.host.url) return { problems: [] };
    return { problems: [s12Problem(catalogue._unknownFolder(environment, path, recursive, configuredHosts()))] };
  }
  if (secretName === undefined) {
    const othersWith = (key: string) => catalogue._otherFoldersWith(key, environment, path);
    return {
      known,
      folder: { name: folderText({ environment, path: folderPath(path ?? ROOT) }), othersWith },
      problems: [],
    };
  }
  if (known.includes(secretName)) return { known: [secretName], problems: [] };
  const remedy = didYouMean(secretName, namedKeys(known), 'correct it, or import the folder again');
  return {
    problems: [
      s12Problem(
        `the catalogue has no key ${quotedKey(secretName)} at ${folderText({ environment, path })}: ${remedy}`,
      ),
    ],
  };
}

/** Whether the catalogue is that of the source: another project of this name may be elsewhere. */
function isCatalogued(
  { projectSlug, projectId }: InfisicalSource,
  { project, host }: Surroundings,
  ownHost: InfisicalHost | undefined,
): boolean {
  if (ownHost !== undefined && ownHost.url !== host?.url) return false;
  if (projectId !== undefined) return projectId === project?.projectId;
  return projectSlug === undefined || projectSlug === project?.projectSlug;
}

function s12Problem(message: string): PropsProblem {
  return { rule: 'S12', message };
}
