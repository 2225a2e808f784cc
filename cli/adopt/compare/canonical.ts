import { fields } from '../../../lib/json/json';
import { operatorResourceOf } from '../../../lib/model/app-model';
import { OPERATOR_GROUP } from '../../../lib/model/kinds';
import type { Manifest } from '../../../lib/model/manifest';
import type { OperatorResource } from '../../../lib/model/operator-resource';
import { INFISICAL_DEFAULTS, POD_DEFAULTS, SAME_WHEN_EMPTY, SERVER_FIELDS, WORKLOAD_DEFAULTS } from './defaults';
import { canonicalInfisical } from './infisical-forms';
import { quantity } from './quantity';
import { withoutDefaults } from './without-defaults';

type Tree = Record<string, unknown>;

/** Where the spec of the pods stands, by kind. */
const POD_SPECS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Pod', ['spec']],
  ['ReplicaSet', ['spec', 'template', 'spec']],
  ['Deployment', ['spec', 'template', 'spec']],
  ['StatefulSet', ['spec', 'template', 'spec']],
  ['DaemonSet', ['spec', 'template', 'spec']],
  ['Rollout', ['spec', 'template', 'spec']],
  ['Job', ['spec', 'template', 'spec']],
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
]);

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

/** One of the operator's resources in canonical form; undefined where its kind is unknown. */
export function canonicalResource(manifest: Manifest): OperatorResource | undefined {
  return operatorResourceOf({ manifest: canonical(manifest) })[0];
}

function canonicalForm(manifest: Manifest): Tree {
  const tree = copied(manifest, isOurs(manifest)) as Tree;
  withoutDefaults(tree, SERVER_FIELDS);
  if (manifest.apiVersion.startsWith(`${OPERATOR_GROUP}/`)) canonicalInfisical(tree);
  const defaults = [INFISICAL_DEFAULTS.get(manifest.kind), WORKLOAD_DEFAULTS.get(manifest.kind)];
  for (const list of defaults) if (list !== undefined) withoutDefaults(tree, list);
  const pod = at(tree, POD_SPECS.get(manifest.kind));
  if (pod !== undefined) {
    withoutDefaults(pod, POD_DEFAULTS);
    amounts(pod);
  }
  if (manifest.kind === 'Service') servicePorts(tree);
  if (manifest.kind === 'Secret') plainSecret(tree);
  return dropEmptied(tree, ['metadata', 'annotations']);
}

function isOurs({ kind, apiVersion }: Manifest): boolean {
  return POD_SPECS.has(kind) || kind === 'Service' || apiVersion.startsWith(`${OPERATOR_GROUP}/`);
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

function at(tree: Tree, path: readonly string[] | undefined): Tree | undefined {
  let place: unknown = path && tree;
  for (const name of path ?? []) place = fields(place)[name];
  return typeof place === 'object' && place !== null ? (place as Tree) : undefined;
}

/** `1Gi` and `1024Mi` are one amount: Kubernetes compares the amounts, not the texts. */
function amounts(pod: Tree): void {
  const containers = [pod.containers, pod.initContainers].filter(Array.isArray).flat() as Tree[];
  for (const container of containers.map(fields)) {
    const resources = at(container, ['resources']);
    for (const side of [at(resources ?? {}, ['limits']), at(resources ?? {}, ['requests'])]) {
      if (side === undefined) continue;
      for (const [name, amount] of Object.entries(side)) side[name] = quantity(amount);
    }
  }
}

function servicePorts(tree: Tree): void {
  const ports = at(tree, ['spec'])?.ports;
  if (!Array.isArray(ports)) return;
  for (const port of ports.map(fields)) if (port.targetPort === port.port) delete port.targetPort;
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

/** The path's last part, if nothing is left in it. */
function dropEmptied(tree: Tree, path: readonly string[]): Tree {
  const holder = at(tree, path.slice(0, -1));
  const name = path[path.length - 1];
  const value = holder?.[name];
  if (holder && typeof value === 'object' && value !== null && Object.keys(value).length === 0) delete holder[name];
  return tree;
}
