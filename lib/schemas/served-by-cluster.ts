import { groupOf } from '../model/cluster-scoped-kinds';
import { isKubernetes } from '../model/kubernetes-version';
import { remembered } from '../text/remembered';
import { type Lifetime, wordsIn } from './field-types';
import { KUBERNETES_SERVED } from './served-kinds';

/** A kind in one version of its group, and how long API servers serve it. */
export interface ServedKind extends Lifetime {
  readonly apiVersion: string;
  readonly kind: string;
}

const SERVED: Readonly<Record<string, string>> = KUBERNETES_SERVED;
const GROUPS: ReadonlySet<string> = new Set(Object.keys(SERVED).map(groupOf));

const kindsOf = remembered((apiVersion): readonly ServedKind[] => {
  const kinds = Object.hasOwn(SERVED, apiVersion) ? SERVED[apiVersion] : undefined;
  return kinds === undefined
    ? []
    : wordsIn(kinds).map(({ word, ...lifetime }) => ({ apiVersion, kind: word, ...lifetime }));
});

function allServed(): readonly ServedKind[] {
  return Object.keys(SERVED).flatMap(kindsOf);
}

export function servedKind(apiVersion: string, kind: string): ServedKind | undefined {
  return kindsOf(apiVersion).find((one) => one.kind === kind);
}

/** All that API servers serve by that name of a kind, what is stable before what is tried out, the newest first. */
export function servedAs(kind: string): readonly ServedKind[] {
  const found = allServed().filter((one) => one.kind === kind);
  return [...found.filter(isStable).reverse(), ...found.filter((one) => !isStable(one)).reverse()];
}

function isStable({ apiVersion }: ServedKind): boolean {
  return !/alpha|beta/.test(apiVersion);
}

/** The kinds of a group, of whatever version. */
export function kindsOfGroup(group: string): readonly string[] {
  const versions = Object.keys(SERVED).filter((apiVersion) => groupOf(apiVersion) === group);
  return versions.flatMap(kindsOf).map(({ kind }) => kind);
}

export const SERVED_GROUPS: readonly string[] = [...GROUPS];

export function servedKinds(): readonly string[] {
  return [...new Set(allServed().map(({ kind }) => kind))];
}

/** What the API server of a version serves, `v1.34.2`; where none is told, what all of them serve. */
export function servedIn(version: string | undefined): readonly ServedKind[] {
  return allServed().filter(({ since, until }) => {
    if (version === undefined) return since === undefined && until === undefined;
    return (
      (since === undefined || isKubernetes(version, since)) && (until === undefined || isKubernetes(until, version))
    );
  });
}

/** Whether only Kubernetes itself has kinds in the group: those of others have a domain for a name. */
export function isGroupOfKubernetes(group: string): boolean {
  return GROUPS.has(group) || !group.includes('.');
}
