import { normalize } from 'node:path';
import type { ReadManifests } from './read-manifests';
import { PATCH } from './rendered-folders';

/** Without what a kustomization says are patches: they look like objects that lack much. */
export function withoutPatches(read: ReadManifests): ReadManifests {
  const patches = new Set((read.patches ?? []).map((file) => normalize(file)));
  if (patches.size === 0) return read;
  const isPatch = ({ file }: { readonly file: string }) => patches.has(normalize(file));
  const files = new Map(read.manifests.filter(isPatch).map((one) => [one.file, one]));
  const problems = [...files.values()].map(({ file, placeAt }) => ({ file, ...placeAt([]), message: PATCH }));
  return {
    ...read,
    manifests: read.manifests.filter((one) => !isPatch(one)),
    problems: [...read.problems, ...problems],
  };
}
