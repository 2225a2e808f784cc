import { type AccessReport, projectsIn } from '../../access-report/access-report';
import { FolderNames } from '../../access-report/folder-names';

/** What the places are called: a key is changed at one Infisical, and where there are several, it is told at which. */
export function placeNamesIn(report: AccessReport): FolderNames {
  const folders = report.rows.flatMap((row) => row.origins ?? row.folders);
  const hosts = new Set(folders.flatMap(({ host }) => host ?? []));
  return new FolderNames(projectsIn(report), undefined, hosts);
}
