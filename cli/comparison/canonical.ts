import { operatorResourceOf } from '../../lib/model/app-model';
import { Field } from '../../lib/model/field';
import type { Manifest } from '../../lib/model/manifest';
import type { OperatorResource } from '../../lib/model/operator-resource';
import { podPlaceIn } from '../../lib/model/pods';
import { applyEdits } from '../findings/edits';
import { normalizeAmounts, normalizeClaims } from './amounts';
import { defaultsOf, isOfKubernetes, SERVER_FIELDS } from './defaults';
import { dropDefaults } from './drop-defaults';
import { EQUAL_FORMS, type EqualForm, LIVE_FORMS, UNTOLD_FORMS } from './equal-forms';
import { dropFilledIn, dropFilledInOfKind } from './filled-in';
import { POD_DEFAULTS } from './pod-defaults';
import { MAPS_OF_TEXTS } from './without-null';

type Tree = Record<string, unknown>;

/**
 * The object in the form that all objects of its meaning share: without what the API server fills in, intervals and
 * amounts in one notation, the operator's resources in the words that this library writes.
 */
export function asCanonical(manifest: Manifest): Manifest {
  const known = KNOWN.get(manifest);
  if (known !== undefined) return known;
  const form = canonicalForm(manifest) as unknown as Manifest;
  KNOWN.set(manifest, form);
  return form;
}

/** Nobody changes a manifest that was read, nor its canonical form. */
const KNOWN = new WeakMap<Manifest, Manifest>();

/** Which equal forms a resource of the operator is written in that come out in the other one. */
export function formsIn(manifest: Manifest): EqualForm[] {
  return operatorResourceOf({ manifest }).flatMap((resource) =>
    EQUAL_FORMS.filter(({ edits }) => edits(resource).length > 0),
  );
}

/** A resource of the operator in canonical form; undefined where its kind is unknown. */
export function canonicalResource(manifest: Manifest): OperatorResource | undefined {
  const known = RESOURCES.get(manifest);
  if (known !== undefined) return known[0];
  const read = operatorResourceOf({ manifest: asCanonical(manifest) });
  RESOURCES.set(manifest, read);
  return read[0];
}

const RESOURCES = new WeakMap<Manifest, readonly OperatorResource[]>();

function canonicalForm(manifest: Manifest): Tree {
  const tree = copyOf(manifest) as Tree;
  dropDefaults(tree, SERVER_FIELDS);
  // Of a push nobody knows what means nothing when it is empty.
  if (manifest.kind === 'InfisicalStaticSecretPush') {
    rewriteInOurForms(tree as unknown as Manifest, LIVE_FORMS);
    dropEmptyAnnotations(tree);
    return { ...tree, spec: manifest.spec };
  }
  rewriteInOurForms(tree as unknown as Manifest);
  if (isOfKubernetes(manifest)) {
    dropEmptyLists(tree);
    dropFilledInOfKind(tree, manifest);
  }
  const pod = podIn(tree, manifest);
  if (pod !== undefined) normalizePod(pod, manifest);
  if (manifest.kind === 'StatefulSet') normalizeClaims(tree);
  dropDefaults(tree, defaultsOf(manifest) ?? []);
  if (manifest.kind === 'Secret') decodeSecret(tree);
  dropEmptyTemplateMetadata(tree, manifest);
  dropEmptyAnnotations(tree);
  return tree;
}

function podIn(tree: Tree, manifest: Manifest): Tree | undefined {
  const place = podPlaceIn(manifest);
  return place && treeAt(tree, [...place, 'spec']);
}

/** Of pods without labels and annotations nothing is said. */
function dropEmptyTemplateMetadata(tree: Tree, manifest: Manifest): void {
  const place = podPlaceIn(manifest) ?? [];
  const metadata = place.length > 0 ? treeAt(tree, [...place, 'metadata']) : undefined;
  if (metadata && isEmpty(metadata)) applyEdits(tree, [{ path: [...place, 'metadata'] }]);
}

/** StatefulSets and DaemonSets keep the text of their template, all others look at what it says. */
function normalizePod(pod: Tree, { kind }: Manifest): void {
  dropEmptyLists(pod);
  normalizeAmounts(pod, kind === 'StatefulSet' || kind === 'DaemonSet');
  dropFilledIn(pod, kind);
  dropDefaults(pod, POD_DEFAULTS);
}

/** A list of nothing is none to Kubernetes. */
function dropEmptyLists(tree: object): void {
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value) || value.length > 0) dropEmptyLists(value);
    else if (!Array.isArray(tree)) delete (tree as Tree)[name];
  }
}

function dropEmptyAnnotations(tree: Tree): void {
  const annotations = treeAt(tree, ['metadata', 'annotations']);
  if (annotations && isEmpty(annotations)) applyEdits(tree, [{ path: ['metadata', 'annotations'] }]);
}

const ALL_FORMS: readonly Pick<EqualForm, 'edits'>[] = [...EQUAL_FORMS, ...UNTOLD_FORMS];

/** The object as it is written, but for what the operator itself has added to a live resource. */
export function withoutOwnOfOperator(manifest: Manifest): Manifest {
  const copy = structuredClone(manifest);
  rewriteInOurForms(copy, LIVE_FORMS);
  return copy;
}

/** Each form is looked for in what the one before left. */
function rewriteInOurForms(manifest: Manifest, forms = ALL_FORMS): void {
  let [resource] = operatorResourceOf({ manifest });
  for (const form of resource === undefined ? [] : forms) {
    const edits = form.edits(resource);
    if (edits.length === 0) continue;
    applyEdits(manifest, edits);
    [resource] = operatorResourceOf({ manifest });
  }
}

/** A copy without null, which means nothing but in a map of texts, and without labels and annotations where there are none. */
function copyOf(value: unknown, name = ''): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return value;
  const copy = copyOfItems(value, MAPS_OF_TEXTS.has(name));
  return (name === 'labels' || name === 'annotations') && isEmpty(copy) ? undefined : copy;
}

function copyOfItems(value: object, isOfTexts: boolean): object {
  if (Array.isArray(value)) return value.map((item) => copyOf(item) ?? null);
  const copy: Tree = {};
  for (const key of Object.keys(value)) {
    const item = copyOf((value as Tree)[key], isOfTexts ? '' : key) ?? emptyOf((value as Tree)[key], isOfTexts);
    if (item !== undefined) copy[key] = item;
  }
  return copy;
}

function emptyOf(item: unknown, isOfTexts: boolean): string | undefined {
  return isOfTexts && item === null ? '' : undefined;
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}

function treeAt(tree: unknown, path: readonly string[]): Tree | undefined {
  const { raw } = Field.of(tree).at(...path);
  return typeof raw === 'object' && raw !== null ? (raw as Tree) : undefined;
}

/** `data` is `stringData` in base64. */
function decodeSecret(tree: Tree): void {
  const { data, stringData } = tree;
  if (tree.type === 'Opaque') delete tree.type;
  if (typeof data !== 'object' || data === null) return;
  const decoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(String(value), 'base64').toString()]);
  delete tree.data;
  tree.stringData = { ...Object.fromEntries(decoded), ...(stringData as Tree | undefined) };
}
