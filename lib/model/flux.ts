import type { AppModel } from './app-model';
import type { Field } from './field';
import type { Manifest } from './manifest';
import { type Resource, specOf } from './resource';
import { resourcesOfKind } from './resources-of-kind';

type Resources = Pick<AppModel, 'resources'>;

/** The group of Flux in which a Kustomization applies a folder; that of kustomize itself is another one. */
const KUSTOMIZE_GROUP = 'kustomize.toolkit.fluxcd.io';

/** A Kustomization of Flux. */
export interface KustomizationOfFlux {
  readonly resource: Resource;
  readonly spec: Field;
}

/** As an environment names the cluster in which Flux runs, where no Kustomization is known. */
export const CLUSTER_OF_FLUX = 'in-cluster of Flux';

/** The kinds of a source. */
export const FLUX_SOURCES = ['GitRepository', 'OCIRepository', 'Bucket', 'ExternalArtifact'] as const;

export function kustomizationsIn(app: Resources): KustomizationOfFlux[] {
  return resourcesOfKind(app, 'Kustomization')
    .filter(({ manifest, failure }) => manifest.apiVersion.startsWith(`${KUSTOMIZE_GROUP}/`) && failure === undefined)
    .map((resource) => ({ resource, spec: specOf(resource) }));
}

/** The folders of a path; none for the root of the source. */
export function segmentsOf(path: string): string[] {
  return path.split(/[/\\]/).filter((name) => name !== '' && name !== '.');
}

/** The output folder of cdk8s, of this library too. */
export const OUTPUT_FOLDER = 'dist';

/**
 * The objects of an app that a Kustomization applies, as far as that can be told: by the file that they were read from, or
 * by the environment that declares them. The root of a source is that of any repository, and tells nothing.
 */
export function appliedBy(kustomization: KustomizationOfFlux, app: Resources): Resource[] {
  const path = pathOf(kustomization);
  if (path.length === 0) return [];
  const isOfGit = kustomization.spec.text('sourceRef', 'kind').value === 'GitRepository';
  const written = app.resources.filter(({ manifest, file }) => file === undefined && !isOfFlux(manifest));
  return [...below(path, isOfGit, app.resources), ...(written.length === 0 ? [] : writtenAt(path, written, app))];
}

/** What a program writes into a path, where others may write as well. */
function writtenAt(path: readonly string[], written: readonly Resource[], app: Resources): Resource[] {
  const isOutput = path.includes(OUTPUT_FOLDER);
  const outputs = kustomizationsIn(app)
    .map(pathOf)
    .filter((one) => one.includes(OUTPUT_FOLDER));
  const isOnly = outputs.every((one) => one.join('/') === path.join('/'));
  return written.filter(({ environment }) => {
    // What belongs to no environment is that of the one app that there is.
    if (environment === undefined) return isOutput && isOnly;
    return path.at(-1) === segmentsOf(environment).at(-1) && (isOutput || path.length === 1);
  });
}

/** The folders of the path of a Kustomization. */
export function pathOf({ spec }: KustomizationOfFlux): string[] {
  return segmentsOf(spec.text('path').value ?? '');
}

/** Whether it is an object that Flux reads. */
export function isOfFlux({ apiVersion }: Manifest): boolean {
  return /^[a-z]+\.toolkit\.fluxcd\.io\//.test(apiVersion);
}

/**
 * What was read from the path of a source, of which it is not known where it begins: nearest to where the reading began, as
 * a copy further down is another folder. One name says little by itself.
 */
function below(path: readonly string[], isOfGit: boolean, objects: readonly Resource[]): Resource[] {
  const found = objects.flatMap((resource) => {
    if (resource.file === undefined) return [];
    const folder = segmentsOf(resource.file).slice(0, -1);
    const starts = isOfGit && path.length < 2 ? [0] : folder.map((_, i) => i);
    const start = starts.find((one) => path.every((name, i) => folder[one + i] === name));
    return start === undefined ? [] : [{ resource, start }];
  });
  const nearest = Math.min(...found.map(({ start }) => start));
  return found.filter(({ start }) => start === nearest).map(({ resource }) => resource);
}

/** Whether an object says that Flux fills in nothing in it. */
export function keepsVariables({ manifest }: Resource): boolean {
  const { annotations, labels } = manifest.metadata as { readonly [field: string]: unknown };
  return [annotations, labels].some((one) => textIn(one, `${KUSTOMIZE_GROUP}/substitute`) === 'disabled');
}

function textIn(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null
    ? (holder as { readonly [name: string]: unknown })[name]
    : undefined;
}

/** What Flux fills in before it applies something. */
export interface Substitution {
  readonly at: Field;
  readonly variables: ReadonlySet<string>;
  /** Whether a ConfigMap or a Secret of the cluster may have others. */
  readonly hasOthers: boolean;
}

/** Absent where nothing is filled in: without variables only by the strategy `Always`. */
export function substitutionOf({ spec }: KustomizationOfFlux): Substitution | undefined {
  const at = spec.at('postBuild');
  const variables = new Set(
    at
      .at('substitute')
      .entries()
      .map(([name]) => name),
  );
  const hasOthers = at.at('substituteFrom').items().length > 0;
  const isAlways = at.text('substituteStrategy').value === 'Always';
  return variables.size > 0 || hasOthers || isAlways ? { at, variables, hasOthers } : undefined;
}
