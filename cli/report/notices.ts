import { grouped } from '../../lib/collections/grouped';
import { lastOfEach } from '../../lib/collections/last-of-each';
import { nameInAnyEnvironment } from '../../lib/text/name-in-any-environment';
import { type AccessReport, projectsIn, type WholeFolder } from '../access-report/access-report';
import { type AccessRow, isEveryKey, keyName, qualifiedName } from '../access-report/access-row';
import type { Folder } from '../access-report/folder';
import { FolderNames } from '../access-report/folder-names';
import { type Push, pushText } from '../access-report/pushes';
import { titleIn } from '../access-report/scopes';

/** Something that a reviewer should know, in one environment. */
interface Told {
  readonly scope: string;
  readonly text: string;
  /** The same for each environment of which only its name is another. */
  readonly common: string;
}

/** Something that a reviewer should see first. */
export interface Notice extends Told {
  /** A note is what our own default does: nobody gets more than it names. */
  readonly level: 'attention' | 'note';
}

/** What all the notes have in common. */
export const NOTES_REMEDY =
  'Who may read Secrets in such a namespace can read the whole folder. To keep a Secret to the keys in use, give its SyncedSecret `projection: SecretProjection.SELECTED`.';

/** How a name is written. */
type NameText = (name: string) => string;
const AS_IT_IS: NameText = (name) => name;

/** Who gets more than it names, and which objects hold more than is used. */
export function noticesOf(report: AccessReport): Notice[] {
  const titleOf = titleIn(report);
  const names = new FolderNames(projectsIn(report));
  const takers = report.rows.filter(isEveryKey).map((row): Notice => {
    const common = everyKey(row, names, commonIn(row));
    return { level: 'attention', scope: titleOf(row), text: everyKey(row, names, AS_IT_IS), common };
  });
  const objects = report.wholeFolders.map((folder): Notice => {
    const level = folder.takenByName ? 'note' : 'attention';
    const common = wholeFolder(folder, names, commonIn(folder));
    return { level, scope: titleOf(folder), text: wholeFolder(folder, names, AS_IT_IS), common };
  });
  const notices = [...takers, ...objects];
  return lastOfEach(notices, ({ scope, text }) => `${scope}\0${text}`);
}

/** What a reviewer should see first, and what is only worth knowing, each text once. */
export function noticesByLevel(report: AccessReport): Record<Notice['level'], TextInScopes[]> {
  const all = noticesOf(report);
  const [attention, note] = (['attention', 'note'] as const).map((one) => all.filter(({ level }) => level === one));
  return { attention: scopesByText(attention), note: scopesByText(note) };
}

function commonIn({ environment }: { readonly environment: string }): NameText {
  return (name) => nameInAnyEnvironment(name, environment);
}

/** What goes into Infisical, a sentence each. */
export function pushNotices(report: AccessReport): Told[] {
  const titleOf = titleIn(report);
  const names = new FolderNames(projectsIn(report));
  return report.pushes.map((push: Push) => {
    const text = pushText(push, names);
    return { scope: titleOf(push), text, common: text };
  });
}

export interface TextInScopes {
  readonly text: string;
  readonly scopes: readonly string[];
}

/** The notices by environment, so that each text is there once. */
export function scopesByText(notices: readonly Told[]): TextInScopes[] {
  return [...grouped(notices, ({ common }) => common)].map(([common, alike]) => ({
    text: new Set(alike.map(({ text }) => text)).size === 1 ? alike[0].text : common,
    scopes: [...new Set(alike.map(({ scope }) => scope))],
  }));
}

function everyKey(row: AccessRow, names: FolderNames, shown: NameText): string {
  const { environment, holder, container, via, field, folders, managed } = row;
  const from = foldersIn(environment, folders, names);
  const who = `${holder.kind} ${shown(holder.name)}`;
  const object = `${managed.kind} ${shown(managed.name)}`;
  if (via === 'delivery') return `${who}: brings ${keyName(row)} of ${from} into the cluster`;
  if (field !== undefined) {
    return `${who}: may take any key of ${from}, as ${field} names the ${object}`;
  }
  const where = container === undefined || container === holder.name ? '' : `, container ${container}`;
  return `${who}${where}: gets ${keyName(row)} of ${from}, by ${via} from the ${object}`;
}

function wholeFolder(whole: WholeFolder, names: FolderNames, shown: NameText): string {
  const { environment, managed, folders, used } = whole;
  const part = used === 0 ? 'no key of it by name' : `${used} of them by name`;
  return `${managed.kind} ${shown(qualifiedName(managed))}: holds every key of ${foldersIn(environment, folders, names)}; these manifests use ${part}`;
}

/** The environment is told beside the text, so that it is the same for all that are alike. */
function foldersIn(environment: string, folders: readonly Folder[], names: FolderNames): string {
  return folders.map((folder) => names.within(environment, folder)).join(', ');
}
