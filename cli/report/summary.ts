import { counted } from '../../lib/text/counted';
import { listed } from '../../lib/text/listed';
import { type AccessReport, projectsIn } from '../access-report/access-report';
import { isBetween } from '../access-report/access-row';
import type { Folder } from '../access-report/folder';
import { FolderNames } from '../access-report/folder-names';
import { differencesIn, presenceText } from './side-by-side/differences';
import type { SideBySide, WorkloadTable } from './side-by-side/side-by-side';

/** What a reader should know before anything else. */
export interface Summary {
  /** How much there is: `12 workloads in staging and prod get 24 keys from 4 folders`. */
  readonly size: string;
  /** What is different between the environments, a sentence each. */
  readonly points: readonly string[];
}

/** @param shown how a name is written */
export function summaryOf(
  report: AccessReport,
  tables: SideBySide,
  shown: (name: string) => string = (name) => name,
): Summary {
  // One that is in several environments counts once, whatever its namespaces are called.
  const workloads = tables.workloads.filter(({ rows }) => rows.some(({ row }) => !isBetween(row))).length;
  const { keys, folders } = namesIn(report);
  const names = new FolderNames(projectsIn(report));
  // Those that are only written to are told with what is pushed.
  const projects = projectsIn({ ...report, pushes: [] }).filter(Boolean);
  const place =
    projects.length > 1
      ? counted(projects.length, 'project')
      : projects.map((project) => shown(names.ofProject(project))).join();
  const where = listed(tables.columns.map(({ title }) => shown(title)));
  const verb = workloads === 1 ? 'gets' : 'get';
  const size = `${counted(workloads, 'workload')} in ${where} ${verb} ${counted(keys, 'key')} from ${counted(folders, 'folder')}${place === '' ? '' : ` of ${place}`}`;
  const points = pointsOf(tables, shown);
  return { size, points: points.length > 0 ? points : evenText(tables) };
}

/** A key counts once, however many environments have it. */
function namesIn({ rows, wholeFolders }: AccessReport) {
  const name = ({ project, path }: Folder) => JSON.stringify([project, path]);
  const keys = rows.flatMap(({ key, folders }) => (key === undefined ? [] : `${folders.map(name).join()} ${key}`));
  const folders = [...rows, ...wholeFolders].flatMap((one) => one.folders.map(name));
  return { keys: new Set(keys).size, folders: new Set(folders).size };
}

const SHOWN = 5;

function pointsOf(tables: SideBySide, shown: (name: string) => string): string[] {
  const { different, absent } = differencesIn(tables);
  const told = (list: readonly WorkloadTable[], nameOf: (table: WorkloadTable) => string) =>
    `${list.slice(0, SHOWN).map(nameOf).join(', ')}${list.length > SHOWN ? ', …' : ''}`;
  const verb = (list: readonly WorkloadTable[]) => (list.length === 1 ? 'is' : 'are');
  return [
    ...(different.length > 0
      ? [
          `${counted(different.length, 'workload')} ${different.length === 1 ? 'differs' : 'differ'} between them: ${told(different, ({ holder }) => shown(holder.name))}`,
        ]
      : []),
    ...(absent.length > 0
      ? [
          `${counted(absent.length, 'workload')} ${verb(absent)} not in all of them: ${told(absent, (table) => `${shown(table.holder.name)} (${shown(presenceText(table))})`)}`,
        ]
      : []),
  ];
}

/** Where there are several environments, that nothing is different is worth knowing. */
function evenText({ columns }: SideBySide): string[] {
  return columns.length > 1 ? [`every workload gets the same in ${columns.length === 2 ? 'both' : 'all'}`] : [];
}
