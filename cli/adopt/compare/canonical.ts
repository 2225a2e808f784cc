import { isOfOperator, operatorResourceOf } from '../../../lib/model/app-model';
import { Field } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import type { OperatorResource } from '../../../lib/model/operator-resource';
import { podPlaceIn } from '../../../lib/model/pods';
import { applyEdits } from '../edits';
import { DEFAULTS_BY_KIND, POD_DEFAULTS, SAME_WHEN_EMPTY, SERVER_FIELDS } from './defaults';
import { EQUAL_FORMS, type EqualForm, UNTOLD_FORMS } from './equal-forms';
import { quantity } from './quantity';
import { withoutDefaults } from './without-defaults';

type Tree = Record<string, unknown>;

/**
 * The object in the form that all objects of its meaning share: without what the API server fills in, intervals and
 * amounts in one notation, the operator's resources in the words that this library writes.
 */
export function canonical(manifest: Manifest): Manifest {
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
  return operatorResourceOf({ manifest: canonical(manifest) })[0];
}

function canonicalForm(manifest: Manifest): Tree {
  const tree = copied(manifest, isOurs(manifest)) as Tree;
  withoutDefaults(tree, SERVER_FIELDS);
  inOurForms(tree as unknown as Manifest);
  withoutDefaults(tree, DEFAULTS_BY_KIND.get(manifest.kind) ?? []);
  const podPath = podPlaceIn(manifest);
  const pod = podPath && at(tree, [...podPath, 'spec']);
  if (pod !== undefined) {
    withoutDefaults(pod, POD_DEFAULTS);
    amounts(pod);
  }
  if (manifest.kind === 'Service') servicePorts(tree);
  if (manifest.kind === 'Secret') plainSecret(tree);
  const annotations = at(tree, ['metadata', 'annotations']);
  if (annotations && isEmpty(annotations)) applyEdits(tree, [{ path: ['metadata', 'annotations'] }]);
  return tree;
}

/** Each form is looked for in what the one before left. */
function inOurForms(manifest: Manifest): void {
  let [resource] = operatorResourceOf({ manifest });
  for (const form of resource === undefined ? [] : [...EQUAL_FORMS, ...UNTOLD_FORMS]) {
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
function copied(value: unknown, emptyIsAbsent: boolean, name = ''): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return value;
  const copy = copiedItems(value, emptyIsAbsent);
  const mayGo = (emptyIsAbsent && SAME_WHEN_EMPTY.has(name)) || name === 'labels' || name === 'annotations';
  return mayGo && isEmpty(copy) ? undefined : copy;
}

function copiedItems(value: object, emptyIsAbsent: boolean): object {
  if (Array.isArray(value)) return value.map((item) => copied(item, emptyIsAbsent) ?? null);
  const copy: Tree = {};
  for (const key of Object.keys(value)) {
    const item = copied((value as Tree)[key], emptyIsAbsent, key);
    if (item !== undefined) copy[key] = item;
  }
  return copy;
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}

function at(tree: unknown, path: readonly string[]): Tree | undefined {
  const { raw } = Field.of(tree).at(...path);
  return typeof raw === 'object' && raw !== null ? (raw as Tree) : undefined;
}

/** `1Gi` and `1024Mi` are one amount: Kubernetes compares the amounts, not the texts. */
function amounts(pod: Tree): void {
  const spec = Field.of(pod);
  for (const container of [...spec.at('containers').items(), ...spec.at('initContainers').items()]) {
    for (const side of [container.at('resources', 'limits'), container.at('resources', 'requests')]) {
      applyEdits(
        pod,
        side.entries().map(([, { path, raw }]) => ({ path, value: quantity(raw) })),
      );
    }
  }
}

function servicePorts(tree: Tree): void {
  for (const port of Field.of(tree).at('spec', 'ports').items()) {
    if (port.at('targetPort').raw === port.at('port').raw) applyEdits(tree, [{ path: port.at('targetPort').path }]);
  }
}

/** `data` is `stringData` in base64. */
function plainSecret(tree: Tree): void {
  const { data, stringData } = tree;
  if (tree.type === 'Opaque') delete tree.type;
  if (typeof data !== 'object' || data === null) return;
  const decoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(String(value), 'base64').toString()]);
  delete tree.data;
  tree.stringData = { ...Object.fromEntries(decoded), ...(stringData as Tree | undefined) };
}
