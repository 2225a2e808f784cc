import type { Folder } from '../../../access-report/folder';
import type { FolderNames } from '../../../access-report/folder-names';
import type { Column } from '../../side-by-side/columns';
import { holdersIn, type NumberedTable } from '../numbered';
import { type Overview, overviewPicture } from './pictures';

/** A picture for each environment; no box or line of one has the number of one of another. */
export function overviewsOf(
  columns: readonly Column[],
  tables: readonly NumberedTable[],
  names: FolderNames,
): Overview[] {
  let parts = 0;
  return columns.map((column) => {
    const nameOf = (folder: Folder) => names.within(column.environment, folder);
    const overview = overviewPicture(column.title, holdersIn(column, tables), parts, nameOf);
    parts += overview.count;
    return overview;
  });
}
