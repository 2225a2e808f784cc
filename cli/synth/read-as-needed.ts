import { basename } from 'node:path';
import { IGNORE } from '../../lib/model/ignored-rules';
import type { Kind } from '../../lib/model/kinds';
import type { Resource } from '../../lib/model/resource';
import { type FolderResources, USUAL_SLUGS } from '../../lib/validation/across/between-folders';
import { placementsOf } from '../../lib/validation/across/placements';
import { manifestsIn } from '../manifests/read-manifests';
import type { ObjectName } from './objects-in-yaml';

/** One object of which only the lines are known that say who it is. */
export interface WrittenDocument extends ObjectName {
  readonly text: string;
  readonly file: string;
}

export interface WrittenFolder {
  readonly folder: string;
  readonly documents: readonly WrittenDocument[];
}

/**
 * The objects of folders as the rules between them need them. Thousands of applications are read in no time if all is
 * right: a document is parsed only where its lines, or where Argo CD puts the folder, leave room for a mistake.
 */
export function readAsNeeded(folders: readonly WrittenFolder[]): FolderResources[] {
  const isFlux = ({ apiVersion }: WrittenDocument) => apiVersion.startsWith('kustomize.toolkit.fluxcd.io/');
  const deploys = (one: WrittenDocument) => one.apiVersion.startsWith('argoproj.io/') || isFlux(one);
  const hasFlux = folders.some(({ documents }) => documents.some(isFlux));
  const light = folders.map(({ folder, documents }) => ({
    folder,
    resources: documents.flatMap((document) => (deploys(document) ? parseDocument(document) : namedResource(document))),
  }));
  const placements = [...placementsOf(light.map((one) => ({ ...one, environment: one.folder }))).values()];
  const isPlaced = placements.some((all) => all.length > 0);
  const namespaces = folders.map(
    ({ documents }) => new Set(isPlaced ? documents.flatMap(({ text }) => namespacesIn(text)) : []),
  );
  const isCrowded = (i: number) =>
    folders.some(
      (_, k) =>
        k !== i &&
        placements[i].some(({ cluster }) => placements[k].some((other) => other.cluster === cluster)) &&
        [...namespaces[i]].some((namespace) => namespaces[k].has(namespace)),
    );
  return folders.map((one, i) => {
    const others = new Set(placements.flatMap((all, k) => (k === i ? [] : all.map(({ namespace }) => namespace))));
    const namesOther = (text: string) =>
      others.size > 0 && namespacesIn(text).some((namespace) => others.has(namespace));
    const reads = readerOfOthers(one, folders);
    const crowded = isCrowded(i);
    const isNeeded = (document: WrittenDocument) =>
      deploys(document) ||
      document.text.includes(IGNORE) ||
      (hasFlux && (isInfisical(document) || document.text.includes('$'))) ||
      (isInfisical(document) && (crowded || namesOther(document.text) || reads(document))) ||
      (crowded && document.kind === 'Secret');
    const resources = one.documents.flatMap((document) =>
      isNeeded(document) ? parseDocument(document) : namedResource(document),
    );
    return { folder: one.folder, resources };
  });
}

function isInfisical({ apiVersion }: WrittenDocument): boolean {
  return apiVersion.startsWith('secrets.infisical.com/');
}

/** Whether a document names the slug of another folder; and one that names its own, by which the folder has a slug. */
function readerOfOthers(own: WrittenFolder, folders: readonly WrittenFolder[]): (document: WrittenDocument) => boolean {
  const slug = basename(own.folder);
  const others = new Set(folders.map(({ folder }) => basename(folder)).filter((name) => name !== slug));
  const first = own.documents.find((document) => isInfisical(document) && slugsIn(document.text).includes(slug));
  if (first === undefined && !USUAL_SLUGS.includes(slug)) return () => false;
  return (document) => document === first || slugsIn(document.text).some((name) => others.has(name));
}

function slugsIn(text: string): string[] {
  return valuesIn(text, /\b(?:envSlug|environmentSlug|environmentName)["']?: *["']?([^\s"',}#]+)/g);
}

function namespacesIn(text: string): string[] {
  return valuesIn(text, /(?:\bnamespace|Namespace)["']?: *["']?([^\s"',}#]+)/g);
}

function valuesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, value = '']) => value);
}

function parseDocument({ text, file }: WrittenDocument): Resource[] {
  return manifestsIn(text, file).manifests.map(({ manifest }) => ({ manifest, file }));
}

/** Who it is, and its text, by which two are told apart. */
function namedResource({ apiVersion, kind, name, namespace, text, file }: WrittenDocument): Resource[] {
  return [
    {
      manifest: {
        apiVersion,
        kind: kind as Kind,
        metadata: { name, ...(namespace !== undefined && { namespace }) },
        text,
      },
      file,
    },
  ];
}
