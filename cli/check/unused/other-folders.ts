import { lastOfEach } from '../../../lib/collections/last-of-each';
import type { Catalogue } from '../../../lib/infisical/catalogue';
import { folderText, ROOT } from '../../../lib/model/folder';
import { whyNotAsked } from '../../access/filled-in-later';
import type { FolderToAsk } from '../../access/folders-to-ask';
import { isOf } from '../../import/offline';
import type { Outcome } from '../../infisical-api/ask-all';
import { projectOf } from '../../infisical-api/folder';

/** Whole environments of which something is read: one request tells all folders that this identity sees, and their keys. */
export function wholeEnvironments(folders: readonly FolderToAsk[]): FolderToAsk[] {
  const known = folders.filter((folder) => whyNotAsked(folder) === undefined);
  const whole = known.map((folder): FolderToAsk => {
    const { host, projectId, projectSlug, environment } = folder;
    const id = JSON.stringify(['all of', host, projectSlug, projectId, environment]);
    return { id, host, projectId, projectSlug, environment, path: ROOT, recursive: true, readers: [] };
  });
  return lastOfEach(whole, ({ id }) => id);
}

/** The folders of the same environments that key catalogues have, and nothing reads. */
export function cataloguedFolders(folders: readonly FolderToAsk[], catalogues: readonly Catalogue[]): FolderToAsk[] {
  const asked = new Set(folders.map(placeOf));
  const found = wholeEnvironments(folders).flatMap((whole) =>
    catalogues
      .filter((one) => isOf(one, whole))
      .flatMap((one) => one.folders.filter(({ environment }) => environment === whole.environment))
      .map(({ path, recursive }): FolderToAsk => ({ ...whole, id: `${whole.id} ${path}`, path, recursive })),
  );
  return lastOfEach(found, ({ id }) => id).filter((folder) => !asked.has(placeOf(folder)));
}

function placeOf({ host, projectId, projectSlug, environment, path }: FolderToAsk): string {
  return JSON.stringify([host, projectSlug, projectId, environment, path]);
}

/** What was not seen of the environments, as Infisical did not tell it: the folders that are read are told all the same. */
export function unseenLines(folders: readonly FolderToAsk[], outcomes: readonly Outcome[]): string[] {
  return folders.flatMap((folder, i) => {
    const { problem, absent } = outcomes[i];
    const reason = problem ?? absent;
    if (reason === undefined) return [];
    return [
      `folders of project ${projectOf(folder)} that nothing here reads, at ${folderText(folder)} and below: ${reason}`,
    ];
  });
}
