import { isOfOperator, operatorResourceOf } from '../../lib/model/app-model';
import { Field } from '../../lib/model/field';
import type { Manifest } from '../../lib/model/manifest';
import type { OperatorResource } from '../../lib/model/operator-resource';
import { podPlaceIn } from '../../lib/model/pods';
import { applyEdits } from '../findings/edits';
import { DEFAULTS_BY_KIND, POD_DEFAULTS, SAME_WHEN_EMPTY, SERVER_FIELDS } from './defaults';
import { dropDefaults } from './drop-defaults';
import { EQUAL_FORMS, type EqualForm, LIVE_FORMS, UNTOLD_FORMS } from './equal-forms';
import { asThousandths } from './quantity';

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
  return operatorResourceOf({ manifest: asCanonical(manifest) })[0];
}

function canonicalForm(manifest: Manifest): Tree {
  const tree = copyOf(manifest, isOurs(manifest)) as Tree;
  dropDefaults(tree, SERVER_FIELDS);
  // Of a push nobody knows what means nothing when it is empty.
  if (manifest.kind === 'InfisicalStaticSecretPush') {
    rewriteInOurForms(tree as unknown as Manifest, LIVE_FORMS);
    dropEmptyAnnotations(tree);
    return { ...tree, spec: manifest.spec };
  }
  rewriteInOurForms(tree as unknown as Manifest);
  dropDefaults(tree, DEFAULTS_BY_KIND.get(manifest.kind) ?? []);
  const podPath = podPlaceIn(manifest);
  const pod = podPath && treeAt(tree, [...podPath, 'spec']);
  if (pod !== undefined) {
    dropDefaults(pod, POD_DEFAULTS);
    normalizeAmounts(pod);
  }
  if (manifest.kind === 'Service') dropUsualTargetPorts(tree);
  if (manifest.kind === 'Secret') decodeSecret(tree);
  dropEmptyAnnotations(tree);
  return tree;
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

function isOurs(manifest: Manifest): boolean {
  return podPlaceIn(manifest) !== undefined || manifest.kind === 'Service' || isOfOperator(manifest);
}

/** A copy without null, which means nothing, and without what means nothing when it is empty. */
function copyOf(value: unknown, emptyIsAbsent: boolean, name = ''): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return value;
  const copy = copyOfItems(value, emptyIsAbsent);
  const mayGo = (emptyIsAbsent && SAME_WHEN_EMPTY.has(name)) || name === 'labels' || name === 'annotations';
  return mayGo && isEmpty(copy) ? undefined : copy;
}

function copyOfItems(value: object, emptyIsAbsent: boolean): object {
  if (Array.isArray(value)) return value.map((item) => copyOf(item, emptyIsAbsent) ?? null);
  const copy: Tree = {};
  for (const key of Object.keys(value)) {
    const item = copyOf((value as Tree)[key], emptyIsAbsent, key);
    if (item !== undefined) copy[key] = item;
  }
  return copy;
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}

function treeAt(tree: unknown, path: readonly string[]): Tree | undefined {
  const { raw } = Field.of(tree).at(...path);
  return typeof raw === 'object' && raw !== null ? (raw as Tree) : undefined;
}

/** `1Gi` and `1024Mi` are one amount: Kubernetes compares the amounts, not the texts. */
function normalizeAmounts(pod: Tree): void {
  const spec = Field.of(pod);
  for (const container of [...spec.at('containers').items(), ...spec.at('initContainers').items()]) {
    for (const side of [container.at('resources', 'limits'), container.at('resources', 'requests')]) {
      applyEdits(
        pod,
        side.entries().map(([, { path, raw }]) => ({ path, value: asThousandths(raw) })),
      );
    }
  }
}

function dropUsualTargetPorts(tree: Tree): void {
  for (const port of Field.of(tree).at('spec', 'ports').items()) {
    if (port.at('targetPort').raw === port.at('port').raw) applyEdits(tree, [{ path: port.at('targetPort').path }]);
  }
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
