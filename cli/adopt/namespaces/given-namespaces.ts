import { dirname, posix } from 'node:path';
import { distinct } from '../../../lib/collections/order';
import { namespacing } from '../../../lib/model/applied-namespace';
import { Field } from '../../../lib/model/field';
import { labelProblem } from '../../../lib/model/kubernetes-names';
import { isSubstituted } from '../../../lib/text/substitution';
import { isSameRepository } from '../../git/same-repository';
import type { ReadManifest } from '../../manifests/read-manifests';
import type { Kustomization } from '../../manifests/rendering-notes';

/** Objects that name no namespace, and the one that something beside them gives them for certain. */
interface GivenNamespace {
  readonly namespace: string;
  /** What says so: `overlays/prod/kustomization.yaml`, `Argo CD Application argocd/shop`. */
  readonly from: readonly string[];
  readonly objects: readonly ReadManifest[];
}

/** What became of the objects that name no namespace. */
export interface NamedNamespaces {
  readonly manifests: readonly ReadManifest[];
  readonly given: readonly GivenNamespace[];
  /** Those of which nobody knows it. */
  readonly unknown: readonly ReadManifest[];
}

/** Where things are, and what lies around them. */
export interface Surroundings {
  readonly kustomizations: readonly Kustomization[];
  /** The same text for the same file or folder, whatever way leads there. */
  readonly identityOf: (path: string) => string;
  /** A path from the root of the work tree that a file is in, with `/`; undefined for what is in none. */
  readonly pathInTree: (file: string) => string | undefined;
  /** The URLs of the remotes of that work tree; empty where nobody can tell. */
  readonly remotesOf: (file: string) => readonly string[];
}

interface Candidate {
  readonly namespace: string | undefined;
  readonly from: string;
}

/** Gives objects without a namespace the one that all agree on who deploy their file; where they do not, it stays unknown. */
export function withGivenNamespaces(manifests: readonly ReadManifest[], around: Surroundings): NamedNamespaces {
  const all = manifests.map(({ manifest }) => manifest);
  const inSome = namespacing(all, 'any');
  const lacking = new Set(manifests.filter(({ manifest }) => inSome(manifest) !== manifest));
  const deployers = manifests.flatMap(deployerIn);
  const byFile = new Map(
    distinct([...lacking].map(({ file }) => file)).map((file) => [
      file,
      agreedIn(candidatesFor(file, deployers, around)),
    ]),
  );
  const given = new Map<string, { namespace: string; from: readonly string[]; objects: ReadManifest[] }>();
  const unknown: ReadManifest[] = [];
  const named = manifests.map((read) => {
    if (!lacking.has(read)) return read;
    const agreed = byFile.get(read.file);
    if (agreed === undefined) {
      unknown.push(read);
      return read;
    }
    const placed = { ...read, manifest: namespacing(all, agreed.namespace)(read.manifest) };
    const key = JSON.stringify(agreed);
    const entry = given.get(key) ?? { ...agreed, objects: [] };
    given.set(key, entry);
    entry.objects.push(placed);
    return placed;
  });
  return { manifests: named, given: [...given.values()], unknown };
}

function agreedIn(candidates: readonly Candidate[]): Pick<GivenNamespace, 'namespace' | 'from'> | undefined {
  const [namespace, ...others] = new Set(candidates.map((one) => one.namespace));
  if (namespace === undefined || others.length > 0 || labelProblem(namespace) !== undefined) return undefined;
  return { namespace, from: distinct(candidates.map(({ from }) => from)) };
}

function candidatesFor(file: string, deployers: readonly Deployer[], around: Surroundings): Candidate[] {
  // What is piped in lies nowhere.
  if (file === '-') return [];
  const path = around.pathInTree(file);
  const deploying = deployers.filter(
    (one) => path !== undefined && isDeployedBy(path, one) && !isOfAnother(one, around.remotesOf(file)),
  );
  const kustomized = kustomizedNamespaces(file, around, new Set());
  // One that says nothing leaves it to whoever applies what it writes.
  const isSilent = kustomized.every(({ namespace }) => namespace === undefined);
  return isSilent ? deploying : [...kustomized, ...deploying];
}

/** What those kustomizations say that take a file or a folder: of one in another the outer one wins. */
function kustomizedNamespaces(path: string, around: Surroundings, above: ReadonlySet<Kustomization>): Candidate[] {
  const { kustomizations, identityOf } = around;
  const own = identityOf(path);
  const taking = kustomizations.filter(
    (one) => !above.has(one) && one.takes.some((taken) => identityOf(taken) === own),
  );
  return taking.flatMap((one) => {
    const outer = kustomizedNamespaces(dirname(one.file), around, new Set([...above, one]));
    const inner = { namespace: one.namespace, from: one.file };
    return outer.length === 0 ? [inner] : outer.map((each) => (each.namespace === undefined ? { ...inner } : each));
  });
}

/** An object that says where the manifests of a folder go. */
interface Deployer extends Candidate {
  /** From the root of its repository. */
  readonly folder: string;
  /** Whether it reads the folders below, too. */
  readonly isDeep: boolean;
  /** Its repository, where it names one. */
  readonly repository?: string;
}

function deployerIn({ manifest }: ReadManifest): Deployer[] {
  const spec = Field.of(manifest).at('spec');
  const { apiVersion } = manifest;
  const kind: string = manifest.kind;
  const name = `${kind} ${String(manifest.metadata?.name ?? '')}`;
  if (apiVersion.startsWith('argoproj.io/')) {
    if (kind === 'Application') return sourcesIn(spec, `Argo CD ${name}`);
    if (kind === 'ApplicationSet') return sourcesIn(spec.at('template', 'spec'), `Argo CD ${name}`);
  }
  if (kind === 'Kustomization' && apiVersion.startsWith('kustomize.toolkit.fluxcd.io/')) {
    const namespace = spec.text('targetNamespace').value;
    const folder = plainPath(spec.text('path').value ?? '.');
    return namespace === undefined ? [] : [{ namespace, from: `Flux ${name}`, folder, isDeep: true }];
  }
  return [];
}

/** The folders of an Argo CD Application; those of a set whose path is filled in later may be any below. */
function sourcesIn(spec: Field, from: string): Deployer[] {
  const destination = spec.text('destination', 'namespace').value;
  return [spec.at('source'), ...spec.at('sources').items()].flatMap((source) => {
    const [path, open] = (source.text('path').value ?? '').split('{{', 2);
    if (!source.at('path').isGiven) return [];
    const repository = source.text('repoURL').value;
    if (open !== undefined) {
      const folder = plainPath(path.slice(0, path.lastIndexOf('/') + 1));
      return [{ namespace: undefined, from, folder, isDeep: true, repository }];
    }
    const namespace = source.text('kustomize', 'namespace').value ?? destination;
    const isDeep = source.flag('directory', 'recurse').value === true;
    return [{ namespace, from, folder: plainPath(path), isDeep, repository }];
  });
}

/** `./apps/shop/` and `apps/../apps/shop` as `apps/shop`, the root as the empty text. */
function plainPath(path: string): string {
  return posix
    .normalize(path)
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** Whether it is known to read another repository: a template may become any. */
function isOfAnother({ repository }: Deployer, remotes: readonly string[]): boolean {
  if (repository === undefined || isSubstituted(repository) || remotes.length === 0) return false;
  return !remotes.some((remote) => isSameRepository(remote, repository));
}

function isDeployedBy(path: string, { folder, isDeep }: Deployer): boolean {
  const own = plainPath(dirname(path));
  return own === folder || (isDeep && (folder === '' || own.startsWith(`${folder}/`)));
}
