import { grouped } from '../../lib/collections/grouped';
import { lastOfEach } from '../../lib/collections/last-of-each';
import { type AccessReport, projectsIn, type WholeFolder } from '../access-report/access-report';
import { type AccessRow, isEveryKey, keyName, objectName } from '../access-report/access-row';
import type { Folder } from '../access-report/folder';
import { FolderNames } from '../access-report/folder-names';
import { type Push, pushText } from '../access-report/pushes';
import { titleIn } from '../access-report/scopes';

/** Something that a reviewer should see first. */
export interface Notice {
  readonly scope: string;
  readonly text: string;
}

/** Who gets more than it names, and which objects hold more than is used. */
export function noticesOf(report: AccessReport): Notice[] {
  const titleOf = titleIn(report);
  const names = new FolderNames(projectsIn(report));
  const takers = report.rows.filter(isEveryKey).map((row) => ({ scope: titleOf(row), text: everyKey(row, names) }));
  const objects = report.wholeFolders.map((folder) => ({ scope: titleOf(folder), text: wholeFolder(folder, names) }));
  const notices = [...takers, ...objects];
  return lastOfEach(notices, ({ scope, text }) => `${scope}\0${text}`);
}

/** What goes into Infisical, a sentence each. */
export function pushNotices(report: AccessReport): Notice[] {
  const titleOf = titleIn(report);
  const names = new FolderNames(projectsIn(report));
  return report.pushes.map((push: Push) => ({ scope: titleOf(push), text: pushText(push, names) }));
}

/** The notices by environment, so that each text is there once. */
export function scopesByText(notices: readonly Notice[]): { text: string; scopes: string[] }[] {
  return [...grouped(notices, ({ text }) => text)].map(([text, alike]) => ({
    text,
    scopes: alike.map(({ scope }) => scope),
  }));
}

function everyKey(row: AccessRow, names: FolderNames): string {
  const { environment, holder, container, via, field, folders, managed } = row;
  const from = foldersIn(environment, folders, names);
  if (via === 'delivery') return `${holder.kind} ${holder.name}: brings ${keyName(row)} of ${from} into the cluster`;
  if (field !== undefined) {
    return `${holder.kind} ${holder.name}: may take any key of ${from}, as ${field} names the ${managed.kind} ${managed.name}`;
  }
  const where = container === undefined || container === holder.name ? '' : `, container ${container}`;
  return `${holder.kind} ${holder.name}${where}: gets ${keyName(row)} of ${from}, by ${via} from the ${managed.kind} ${managed.name}`;
}

function wholeFolder({ environment, managed, folders, used }: WholeFolder, names: FolderNames): string {
  const part = used === 0 ? 'no key of it by name' : `${used} of them by name`;
  return `${objectName(managed)}: holds every key of ${foldersIn(environment, folders, names)}; these manifests use ${part}`;
}

/** The environment is told beside the text, so that it is the same for all that are alike. */
function foldersIn(environment: string, folders: readonly Folder[], names: FolderNames): string {
  return folders.map((folder) => names.within(environment, folder)).join(', ');
}
