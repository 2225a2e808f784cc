import type { Manifest } from '../../../lib/model/manifest';
import type { ReadManifest } from '../../manifests/read-manifests';
import { Call, type Code, Member, type NewExpression, type Reference, type Variable } from '../../typescript/code';
import { cdk8s } from './expressions';
import { memberOfForm } from './workload-kinds';

export type Form =
  | 'SyncedSecret'
  | 'DynamicSecret'
  | 'PushedSecret'
  | 'StaticSecretPush'
  | 'SecretGenerator'
  | 'SecretSyncedApp'
  | 'SecretSyncedCronJob'
  | 'SecretSyncedDaemonSet'
  | 'SecretSyncedJob'
  | 'SecretSyncedRollout'
  | 'SecretSyncedStatefulSet'
  | 'InfisicalLogin'
  | 'ApiObject';

/** How one object, or a few that belong together, are to be declared. */
export interface Draft {
  readonly form: Form;
  /** The object that it declares. */
  readonly of: ReadManifest;
  /** Further objects that come with it. */
  readonly alsoOf: readonly ReadManifest[];
  readonly make: Make;
  /** What is left to be patched into the object. */
  readonly patches: readonly Patch[];
  /** What it makes instead of its object; absent where it makes that. */
  readonly moved?: readonly Manifest[];
  /** The object as it comes out, where that was compared and found to be what went in. */
  readonly verified?: Manifest;
  /** By which other drafts refer to it. */
  readonly reference?: Reference;
  /** How a workload was said; absent where it is none. */
  readonly workload?: SaidWorkload;
}

/** How a workload was said. */
export interface SaidWorkload {
  /** Why it is declared as it stands; absent where it has its construct. */
  readonly whyRaw?: string;
  /** The fields of its pod, without the numbers of list items: `containers[].image`; none where it stands as it is. */
  readonly podFields: readonly string[];
  /** Those that only `podSpec` says. */
  readonly throughPodSpec?: readonly string[];
}

/** Makes the construct under an id, which is the name of the object unless that is taken. */
export type Make = (id: string) => NewExpression | Call;

export interface Patch {
  readonly operation: 'add' | 'replace' | 'remove';
  /** A JSON pointer. */
  readonly path: string;
  readonly value?: unknown;
}

/** A name as part of a JSON pointer. */
export function pointerPart(name: string | number): string {
  return String(name).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The ApiObject that patches of the draft's object go to. */
export function patchTarget({ form }: Draft, declared: Variable): Variable | Member | Call {
  if (form === 'ApiObject') return declared;
  const member = memberOfForm(form);
  if (member === undefined) return new Member(declared, 'apiObject');
  const workload = new Member(declared, member);
  // Of an Argo Rollout cdk8s-plus has no class.
  return form === 'SecretSyncedRollout' ? workload : new Call(cdk8s('ApiObject.of'), workload);
}

/** The props with the name of the object, where its construct is called otherwise. */
export function withName(name: string | undefined, id: string, props: { [prop: string]: Code }): Code {
  return name === id ? props : { name, ...props };
}
