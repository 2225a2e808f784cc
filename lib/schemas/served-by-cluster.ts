import { groupOf } from '../model/cluster-scoped-kinds';
import { type Lifetime, wordsIn } from './field-types';
import { KUBERNETES_SERVED } from './served-kinds';

/** A kind in one version of its group, and how long API servers serve it. */
export interface ServedKind extends Lifetime {
  readonly apiVersion: string;
  readonly kind: string;
}

const SERVED: readonly ServedKind[] = Object.entries(KUBERNETES_SERVED).flatMap(([apiVersion, kinds]) =>
  wordsIn(kinds).map(({ word, ...lifetime }) => ({ apiVersion, kind: word, ...lifetime })),
);
const BY_NAME = new Map(SERVED.map((one) => [`${one.apiVersion} ${one.kind}`, one]));
const GROUPS: ReadonlySet<string> = new Set(SERVED.map(({ apiVersion }) => groupOf(apiVersion)));

export function servedKind(apiVersion: string, kind: string): ServedKind | undefined {
  return BY_NAME.get(`${apiVersion} ${kind}`);
}

/** All that API servers serve by that name of a kind, what is stable before what is tried out, the newest first. */
export function servedAs(kind: string): readonly ServedKind[] {
  const found = SERVED.filter((one) => one.kind === kind);
  return [...found.filter(isStable).reverse(), ...found.filter((one) => !isStable(one)).reverse()];
}

function isStable({ apiVersion }: ServedKind): boolean {
  return !/alpha|beta/.test(apiVersion);
}

/** The kinds of a group, of whatever version. */
export function kindsOfGroup(group: string): readonly string[] {
  return SERVED.filter(({ apiVersion }) => groupOf(apiVersion) === group).map(({ kind }) => kind);
}

export const SERVED_GROUPS: readonly string[] = [...GROUPS];
export const SERVED_KINDS: readonly string[] = [...new Set(SERVED.map(({ kind }) => kind))];

/** Whether only Kubernetes itself has kinds in the group: those of others have a domain for a name. */
export function isGroupOfKubernetes(group: string): boolean {
  return GROUPS.has(group) || !group.includes('.');
}
