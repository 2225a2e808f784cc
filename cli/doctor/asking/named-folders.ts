import { lastOfEach } from '../../../lib/collections/last-of-each';
import type { Configuration } from '../../../lib/configuration/configuration';
import { folderOf, foldersToAsk, idOf, withoutTags } from '../../access/folders-to-ask';
import { accessIn } from '../../access/key-uses';
import { foldersWithLogins } from '../../access/shared-logins';
import { sourcesOf } from '../../access/source';
import { toldIn } from '../../access/unknown-host';
import type { Folder } from '../../infisical-api/folder';
import type { ReadManifest } from '../../manifests/read-manifests';

/** Every folder of Infisical that the manifests name, whether a workload uses what comes from it or not. */
export function foldersNamed(
  manifests: readonly ReadManifest[],
  configuration: Configuration,
  assumedHost: string | undefined,
): Folder[] {
  const { projects } = configuration;
  const told = toldIn(configuration);
  const used = foldersToAsk(accessIn(manifests, projects, told).uses, assumedHost);
  const named = foldersWithLogins(manifests, told).flatMap(({ app }) =>
    app.operator.flatMap((owner) => sourcesOf(owner, app, projects)),
  );
  const all = [...used, ...named.map((source) => folderOf(source, assumedHost))].map(withoutTags);
  return lastOfEach(all, idOf).map((folder) => ({ ...folder, recursive: false }));
}
