import type { IConstruct } from 'constructs';
import type { KeyKind } from '../model/key-kind/key-kind';
import type { KeyCatalogue } from './key-catalogue';
import type { InfisicalSource } from './source';

/** That a container gets a secret key: the one record of it, for all that want to know who gets what. */
export interface KeyAccess {
  readonly key: string;
  /** The variable that has the value; absent for a file. */
  readonly variable?: string;
  /** The file that has the value, with its folder; absent for a variable. */
  readonly file?: string;
  readonly container: string;
  /** The container itself, as its name is that of one pod only. */
  readonly of?: object;
  /** Name of the managed Secret. */
  readonly secret: string;
  /** Where the managed Secret comes from; absent where that is not known. */
  readonly readFrom?: SecretSources;
  /** What its value is, where somebody says that. */
  readonly kind?: KeyKind;
  /** What it is for. */
  readonly description?: string;
}

/** Where the keys of a managed Secret come from. */
export interface SecretSources {
  /** Base URL of Infisical. */
  readonly host: string;
  /** The first one that has a key wins. */
  readonly sources: readonly (InfisicalSource & { readonly environment: string })[];
  /** The `InfisicalProject` that the secret reads from, by all its names; a source may name another one. */
  readonly project?: ReadProject;
}

export interface ReadProject {
  readonly id?: string;
  readonly slug?: string;
  readonly catalogue?: KeyCatalogue;
}

/** An access with the construct that gives it. */
export interface FoundKeyAccess extends KeyAccess {
  readonly construct: IConstruct;
}

const KEY_ACCESS = 'cdk8s-infisical:key-access';

export function recordKeyAccess(construct: IConstruct, access: KeyAccess): void {
  construct.node.addMetadata(KEY_ACCESS, access);
}

/** Every access that a construct, or one below it, gives. */
export function keyAccessesIn(scope: IConstruct): FoundKeyAccess[] {
  return recordedIn<KeyAccess>(scope, KEY_ACCESS);
}

/** What a construct, or one below it, has as metadata of a type. */
export function recordedIn<T>({ node }: IConstruct, wanted: string): (T & { readonly construct: IConstruct })[] {
  return node
    .findAll()
    .flatMap((construct) =>
      construct.node.metadata.flatMap(({ type, data }) => (type === wanted ? [{ ...data, construct }] : [])),
    );
}
