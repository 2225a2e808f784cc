import { type AccessReport, projectsIn } from '../access-report/access-report';
import { FolderNames } from '../access-report/folder-names';
import { pushText } from '../access-report/pushes';
import { jsonText } from '../languages/json';
import { countsOf } from './counts';
import { noticesOf } from './notices';
import { sideBySide } from './side-by-side/side-by-side';
import { summaryOf } from './summary';

export function jsonReport(report: AccessReport): string {
  const { rows, wholeFolders, pushes, unread } = report;
  const names = new FolderNames(projectsIn(report));
  return jsonText({
    counts: countsOf(report),
    summary: report.rows.length === 0 ? undefined : summaryOf(report, sideBySide(report)),
    notices: noticesOf(report).map(({ common: _, ...notice }) => notice),
    rows: rows.map(withPlaces),
    wholeFolders: wholeFolders.map(withPlaces),
    pushes: pushes.map((push) => ({ ...withPlaces(push), sentence: pushText(push, names) })),
    unread,
  });
}

/** With the name that the JSON has for folders since its first version. */
export function withPlaces(part: object): object {
  return Object.fromEntries(
    Object.entries(part).map(([field, value]) => [field === 'folders' ? 'places' : field, value]),
  );
}
