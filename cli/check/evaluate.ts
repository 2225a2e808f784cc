import { grouped } from '../../lib/collections/grouped';
import { lastOfEach } from '../../lib/collections/last-of-each';
import { byName, byText } from '../../lib/collections/order';
import { withTexts } from '../../lib/json/json';
import { managedObjectsOf } from '../../lib/model/app-model';
import { configMapKeyProblem } from '../../lib/model/kubernetes-names';
import { isLease } from '../../lib/model/operator-resource';
import { withoutCredentials } from '../../lib/text/credential-text';
import type { FolderToAsk } from '../access/folders-to-ask';
import type { KeyUse } from '../access/key-use';
import { copiesKeys } from '../access/managed-keys';
import type { Outcome } from '../infisical-api/ask-all';
import { type Folder, projectOf } from '../infisical-api/folder';
import type { ReadManifest } from '../manifests/read-manifests';
import { printable } from '../terminal/printable';
import { type FolderKeyStatus, folderKeysName, statusesOf, usedId } from './key-status';
import type { EnvironmentReport, FolderProblem, KeyStatus } from './report';
import { type KnownUses, unusedKeys } from './unused-keys';
import { locationsOf } from './users';

export interface CheckInput {
  readonly uses: readonly KeyUse[];
  readonly folders: readonly FolderToAsk[];
  /** In the order of the folders. */
  readonly outcomes: readonly Outcome[];
  readonly assumedHost?: string;
  /** Of which nobody knows what it uses, allowed or not. */
  readonly unread?: KnownUses['unread'];
  readonly projects?: KnownUses['projects'];
}

/** The status of every key that is used, and on those that are not, by environment. */
export function evaluate(input: CheckInput): EnvironmentReport[] {
  const { uses, folders, outcomes, assumedHost, unread = [], projects = [] } = input;
  const asked = folders.map((folder, index) => ({ folder, outcome: outcomes[index] }));
  const byId = new Map(asked.map(({ folder, outcome }) => [folder.id, outcome]));
  const statuses = statusesOf(uses, { outcomes: byId, assumedHost });
  const invalid = asked.flatMap(({ folder, outcome }) => invalidAt(folder, outcome));
  const unused = unusedKeys(asked, { statuses: [...statuses, ...invalid], unread, projects });
  const problems = asked.flatMap(({ folder, outcome: { problem } }) =>
    problem === undefined ? [] : [{ folder, path: folder.path, message: problem, locations: locationsOf(folder) }],
  );
  // A recursive folder shows the keys of others too.
  const idOf = ({ folder, key, found }: FolderKeyStatus) => environmentId(folder) + JSON.stringify([key, found]);
  const items = [...statuses, ...lastOfEach(invalid, idOf), ...lastOfEach(unused, idOf), ...problems];
  const environments = grouped(items, ({ folder }) => environmentId(folder));
  const reports = [...environments].sort(byName).map(([, items]) => environmentReport(items));
  // The report is read by people, whatever its format: names are as they may be shown.
  return withTexts(reports, printable) as EnvironmentReport[];
}

type Item = FolderKeyStatus | (FolderProblem & { readonly folder: Folder });

function environmentReport(items: readonly Item[]): EnvironmentReport {
  const [{ folder }] = items;
  const keys = items.flatMap((item): KeyStatus[] => {
    if (!('status' in item)) return [];
    const { folder: _, uses: __, ...status } = item;
    return [status];
  });
  const problems = items.flatMap((item): FolderProblem[] => {
    if ('status' in item) return [];
    const { folder: _, ...problem } = item;
    return [problem];
  });
  return {
    host: withoutCredentials(folder.host),
    project: projectOf(folder),
    environment: folder.environment,
    keys: keys.sort(byText(({ key, wanted, status }) => JSON.stringify([key, wanted, status]))),
    problems,
  };
}

/** Keys that no Secret can have, at folders that somebody copies whole: the API server refuses all of it. */
function invalidAt(folder: FolderToAsk, { listing = [] }: Outcome): FolderKeyStatus[] {
  const readers = folder.readers.filter(copiesFolder);
  if (readers.length === 0) return [];
  return listing
    .filter(({ imported, path }) => imported || folder.recursive || path === folder.path)
    .flatMap((found) =>
      found.keys.flatMap((key): FolderKeyStatus[] => {
        const problem = configMapKeyProblem(key);
        if (problem === undefined) return [];
        const at = [folderKeysName(found)];
        const hint = `a key of a Secret ${problem}, so that no sync succeeds. Rename it in Infisical, or pick keys with a template`;
        const uses = [usedId(folder, found, key)];
        const locations = locationsOf({ readers });
        return [{ status: 'invalid', key, wanted: at, found: at, hint, users: [], uses, locations, folder }];
      }),
    );
}

function copiesFolder(read: ReadManifest): boolean {
  return managedObjectsOf(read).some((object) => !isLease(object) && copiesKeys(object));
}

function environmentId(folder: Folder): string {
  return JSON.stringify([folder.host, projectOf(folder), folder.environment]);
}
