import { isLive } from '../../lib/model/live-object';
import type { Finding } from '../../lib/validation/rule';
import type { ReadManifest } from '../manifests/read-manifests';

/** What a rule says about an object that was read. */
interface Found {
  readonly finding: Finding;
  readonly read: ReadManifest;
}

/** What is known of manifests besides themselves. */
interface Known {
  readonly kubernetesVersion?: string;
  readonly operator?: object;
  readonly variablesFilledIn?: readonly string[];
}

/** Manifests, and what the rules said of them. */
interface Judged {
  readonly manifests: readonly ReadManifest[];
  readonly known: Known;
  readonly found: readonly Found[];
}

/** On its way through a command hardly anything of what was read is changed: then nothing else is to be said of it. */
let last: Judged | undefined;

/** What the rules say of manifests, who are not asked again about those that they were asked about last. */
export function judgedOnce(manifests: readonly ReadManifest[], known: Known, judge: () => Found[]): Found[] {
  if (last !== undefined && isKnownAlike(last.known, known) && areAlike(last.manifests, manifests)) {
    const places = new Map(last.manifests.map((read, index) => [read, index]));
    return last.found.map((one) => ({ ...one, read: manifests[places.get(one.read) ?? 0] }));
  }
  const found = judge();
  last = { manifests, known, found };
  return found;
}

function areAlike(some: readonly ReadManifest[], others: readonly ReadManifest[]): boolean {
  return some.length === others.length && some.every((one, index) => isAlike(one, others[index]));
}

/** Nobody changes a manifest that was read: one that is otherwise is another one. */
function isAlike(one: ReadManifest, other: ReadManifest): boolean {
  const isOne = one.manifest === other.manifest && one.file === other.file;
  return isOne && (one.isExport === other.isExport || isToldOnly(one, other));
}

/** Whether of one it is told that it is no export, which is seen of the other. */
function isToldOnly({ isExport, manifest }: ReadManifest, other: ReadManifest): boolean {
  return isExport === undefined && other.isExport === false && !isLive({ manifest });
}

function isKnownAlike(some: Known, other: Known): boolean {
  const [names, otherNames] = [some, other].map(({ variablesFilledIn = [] }) => variablesFilledIn);
  return (
    some.kubernetesVersion === other.kubernetesVersion &&
    names.length === otherNames.length &&
    names.every((name, index) => name === otherNames[index]) &&
    hasSameValues({ ...some.operator }, { ...other.operator })
  );
}

function hasSameValues(some: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  return Object.keys({ ...some, ...other }).every((key) => some[key] === other[key]);
}
