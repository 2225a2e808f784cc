import type { AccessReport } from '../access-report/access-report';
import { isBetween, objectName } from '../access-report/access-row';
import { projectFolderName } from '../access-report/folder';

export interface Counts {
  readonly environments: number;
  readonly workloads: number;
  readonly keys: number;
  readonly folders: number;
}

/** A workload that is in two environments counts once, a key of one name in two folders twice. */
export function countsOf({ rows, wholeFolders }: AccessReport): Counts {
  const holders = rows.filter((row) => !isBetween(row)).map(({ holder }) => objectName(holder));
  const keys = rows.flatMap(({ key, folders }) =>
    key === undefined ? [] : `${folders.map(projectFolderName).join()} ${key}`,
  );
  const folders = [...rows, ...wholeFolders].flatMap(({ folders }) => folders.map(projectFolderName));
  const environments = [...rows, ...wholeFolders].map(({ environment }) => environment);
  return {
    environments: new Set(environments).size,
    workloads: new Set(holders).size,
    keys: new Set(keys).size,
    folders: new Set(folders).size,
  };
}
