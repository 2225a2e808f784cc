import { Call, type Code, Construction, Member, type Variable } from '../../typescript/code';
import type { ReadManifest } from '../../manifests/read-manifests';
import { cdk8s, library, THIS } from './words';

/** How one object, or a few that belong together, are to be declared. */
export interface Draft {
  readonly form: 'SyncedSecret' | 'DynamicSecret' | 'PushedSecret' | 'SecretGenerator' | 'SecretSyncedApp' | 'ApiObject';
  /** The object that it declares. */
  readonly of: ReadManifest;
  /** Further objects that come with it. */
  readonly alsoOf: readonly ReadManifest[];
  /** Id of the construct, if it is free: the name of the object. */
  readonly id: string;
  readonly make: (id: string) => Construction | Call;
  /** What is left to be patched into the object. */
  readonly patches: readonly Patch[];
  /** The managed Secrets that the code refers to by variable, by the name that a variable has until it gets its own. */
  readonly refersTo: readonly string[];
}

export interface Patch {
  readonly operation: 'add' | 'replace' | 'remove';
  /** A JSON pointer. */
  readonly path: string;
  readonly value?: unknown;
}

/** The ApiObject that patches of the draft's object go to. */
export function patchTarget({ form }: Draft, declared: Variable): Variable | Member | Call {
  switch (form) {
    case 'ApiObject':
      return declared;
    case 'SecretSyncedApp':
      return new Call(cdk8s('ApiObject.of'), new Member(declared, 'deployment'));
    default:
      return new Member(declared, 'apiObject');
  }
}

/** A construct of this library. */
export function construct(form: Draft['form'], props: Code): (id: string) => Construction {
  return (id) => new Construction(library(form), THIS, id, props);
}
