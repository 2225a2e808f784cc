import { realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { grouped } from '../../../lib/collections/grouped';
import { fields } from '../../../lib/json/json';
import { groupOf } from '../../../lib/model/cluster-scoped-kinds';
import type { Manifest } from '../../../lib/model/manifest';
import { bytesOf } from '../../manifests/file-bytes';
import { manifestsInBytes } from '../../manifests/read-files';
import type { RealPlace } from '../../manifests/read-manifests';
import { kustomizedFiles } from './kustomization-tree';

/**
 * Where the object stands of which kustomize has made one, if just one of its kind and name is there: kustomize may have
 * changed the name, and made it of something else.
 *
 * @param rendered the folder as the user would write it
 * @param at where it is
 */
export function kustomizedObjects(
  rendered: string,
  at: string,
  project: string,
): (manifest: Manifest) => RealPlace | undefined {
  const folder = realpathSync(at);
  const objects = kustomizedFiles(folder, project).flatMap((path) => {
    const bytes = bytesOf(path);
    const file = join(rendered, relative(folder, path));
    return typeof bytes === 'string' ? [] : manifestsInBytes(bytes, { file, folder: rendered }).manifests;
  });
  const byName = grouped(objects, ({ manifest }) => nameOf(manifest));
  return (manifest) => {
    const [first, ...others] = byName.get(nameOf(manifest)) ?? [];
    if (first === undefined || others.length > 0) return undefined;
    const { file, line, column } = first;
    return { file, line, column };
  };
}

function nameOf({ apiVersion, kind, metadata }: Manifest): string {
  return JSON.stringify([groupOf(String(apiVersion)), kind, fields(metadata).name]);
}
