import { dirname, join, relative } from 'node:path';
import { counted } from '../../../lib/text/counted';
import type { ComposeOptions } from '../../access/compose-options';
import { topLevel } from '../../git/git';
import { commitsNaming, headCommit, type Naming, type SearchedHistory } from '../../git/history/naming-commits';
import type { HistoryCommit } from '../../git/history/patch-lines';
import { failureText } from '../../terminal/failure-text';
import { printable } from '../../terminal/printable';
import { showProgress } from '../../terminal/progress';
import { type KeyAt, type PastSettings, type PastUser, PastUses } from './past-uses';
import { type SearchedFiles, searchedFiles } from './searched-files';
import type { LastUse, UnusedPlace, UnusedView } from './unused-view';

/** So many states of the manifests are read. */
const MOST_STATES = 100;

export interface HistoryRequest extends Omit<PastSettings, 'top'> {
  /** Of the manifests that are checked. */
  readonly paths: readonly string[];
  readonly compose: ComposeOptions;
  /** The folder of the key catalogue. */
  readonly catalogue: string;
}

type WithLastUses = Pick<UnusedView, 'places' | 'history' | 'notLookedAt'>;

/** The places with who used their keys last, as far as git tells it. */
export async function withLastUses(places: readonly UnusedPlace[], request: HistoryRequest): Promise<WithLastUses> {
  if (places.length === 0) return { places, history: 'none', notLookedAt: [] };
  const progress = showProgress();
  progress.step('searching the history of git');
  try {
    return await searchedPlaces(places, request);
  } catch (error) {
    // The keys are unused all the same.
    const reason = failureText(error).text.trimEnd();
    return { places, history: 'none', notLookedAt: [`the history of git, which tells who used them last: ${reason}`] };
  } finally {
    progress.end();
  }
}

async function searchedPlaces(places: readonly UnusedPlace[], request: HistoryRequest): Promise<WithLastUses> {
  if (request.paths.includes('-')) throw new Error('standard input has no past in git');
  const cwd = process.cwd();
  const top = topLevel(cwd, '--unused');
  const files = searchedFiles(request.paths, request.compose, request.catalogue, top);
  const names = new Set(places.flatMap(({ keys }) => keys.map(({ key }) => key)));
  const head = headCommit(cwd);
  const history = await commitsNaming(names, files.pathspecs, cwd);
  const search = new Search(history, files, new PastUses({ ...request, top }, MOST_STATES), {
    ...request,
    top,
    head,
  });
  const found = places.map((place) => ({
    ...place,
    keys: place.keys.map((one) => {
      const lastUse = search.lastUse({
        ...place,
        path: place.folder.slice(place.environment.length + 1),
        key: one.key,
      });
      return { ...one, ...(lastUse !== undefined && { lastUse }) };
    }),
  }));
  const cutOff = [
    ...(history.cutOff === undefined ? [] : [`all of the past: ${history.cutOff}`]),
    ...files.submodules.map((one) => `the past of ${one}: it is a submodule, with a history of its own`),
  ];
  return {
    places: found,
    history: cutOff.length === 0 ? 'whole' : head === undefined ? 'none' : 'part',
    notLookedAt: [
      ...cutOff,
      ...(search.past.isLimited
        ? [`who used them in more than ${counted(MOST_STATES, 'state')} of the manifests`]
        : []),
    ],
  };
}

interface Around {
  readonly paths: readonly string[];
  readonly top: string;
  /** Absent where nothing is committed. */
  readonly head?: HistoryCommit;
}

class Search {
  public constructor(
    private readonly history: SearchedHistory,
    private readonly files: SearchedFiles,
    public readonly past: PastUses,
    private readonly around: Around,
  ) {}

  public lastUse(wanted: KeyAt): LastUse | undefined {
    const namings = this.history.namings.get(wanted.key) ?? [];
    return this.untilNow(wanted, namings) ?? this.proven(wanted, namings) ?? lastNaming(namings);
  }

  /** What was taken away here, and is not committed. */
  private untilNow(wanted: KeyAt, [newest]: readonly Naming[]): LastUse | undefined {
    const { head, paths } = this.around;
    if (head === undefined || newest === undefined) return undefined;
    const users = this.past.of(wanted, head.hash, paths);
    return users.length === 0 ? undefined : lastUseOf({ commit: head, file: newest.file }, 'until-now', users);
  }

  private proven(wanted: KeyAt, namings: readonly Naming[]): LastUse | undefined {
    for (const naming of namings) {
      const { commit, file, isRemoved } = naming;
      const [state] = isRemoved ? commit.parents : [commit.hash];
      if (state === undefined || !this.files.isChecked(file)) continue;
      const users = this.past.of(wanted, state, this.pathsOf(file));
      if (users.length > 0) return lastUseOf(naming, isRemoved ? 'removed' : 'used', users);
    }
    return undefined;
  }

  /** The folder of the file: what stands beside it may say where its keys come from. */
  private pathsOf(file: string): string[] {
    const { top, paths } = this.around;
    const folder = relative(process.cwd(), dirname(join(top, file))) || '.';
    return folder === '.' ? [...paths] : [folder];
  }
}

/** A change in a program comes after nothing that is known, one that takes the name away before. */
function lastNaming(namings: readonly Naming[]): LastUse | undefined {
  const [newest] = namings;
  return newest && lastUseOf(newest, 'named', []);
}

function lastUseOf(
  { commit, file }: Pick<Naming, 'commit' | 'file'>,
  kind: LastUse['kind'],
  users: readonly PastUser[],
): LastUse {
  const { hash, date, author, subject } = commit;
  // The name may have gone from the record of a laptop, or a program beside, in the same commit.
  const own = users.some((user) => user.file === file) ? file : (users[0]?.file ?? file);
  const shown = { author: printable(author), subject: printable(subject), file: printable(own) };
  return { commit: hash.slice(0, 10), date, ...shown, kind, users: users.map((user) => shownUser(user, own)) };
}

function shownUser({ object, container, as, file }: PastUser, own: string): LastUse['users'][number] {
  return {
    object: printable(object),
    ...(container !== undefined && { container: printable(container) }),
    as: printable(as),
    ...(file !== own && { file: printable(file) }),
  };
}
