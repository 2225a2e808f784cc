import type { KeyKind } from '../../lib/model/key-kind/key-kind';
import type { TextPlace } from '../../lib/text/place-in-text';

/**
 * The committed record of names that `LocalStack` and `LocalRun` write: which variable and file of which application has
 * which keys, and where in Infisical each key is read. Names only.
 */
export interface LocalRecord {
  readonly file: string;
  /** Where `x-infisical` stands. */
  readonly place: TextPlace;
  /** Base URL. */
  readonly host: string;
  /** As it is written: from the folder of the file on. */
  readonly caFile?: string;
  /** By the name under which compose gets it. */
  readonly keys: ReadonlyMap<string, RecordedKey>;
  /** All there are, those without keys too. */
  readonly services: readonly RecordedService[];
}

export interface RecordedKey {
  readonly name: string;
  /** Its name in Infisical. */
  readonly key: string;
  /** In the order of the operator: the first place that has the key wins. */
  readonly from: readonly KeyPlace[];
  /** Whether whoever uses it starts without it too. */
  readonly isOptional: boolean;
  readonly place: TextPlace;
}

/** A folder of Infisical, with all below it where it is recursive. */
export interface KeyPlace {
  readonly projectId: string;
  readonly projectSlug?: string;
  readonly environment: string;
  readonly path: string;
  readonly recursive: boolean;
  /** Only what has one of these tags is read. */
  readonly tags?: readonly string[];
}

/** A text as it is, or the value of the key of a name, with what stands there where it is missing. */
export type RecordedPart = { readonly text: string } | { readonly name: string; readonly otherwise?: string };

export interface RecordedService {
  readonly name: string;
  readonly place: TextPlace;
  readonly variables: readonly RecordedVariable[];
  readonly files: readonly RecordedFile[];
  /** What it has in the cluster only. */
  readonly absent?: AbsentVariables;
  /** What its variables and files hold, as far as somebody says that. */
  readonly kinds?: RecordedKinds;
  /** Names that stand elsewhere in it, such as in its command. */
  readonly others: readonly { readonly name: string; readonly place: TextPlace }[];
}

/** Kinds of what variables and files hold, by their names and paths. */
export interface RecordedKinds {
  readonly variables: ReadonlyMap<string, KeyKind>;
  readonly files: ReadonlyMap<string, KeyKind>;
}

/** Variables that no laptop has a value for. */
export interface AbsentVariables {
  readonly variables: readonly string[];
  /** Objects of the cluster, of which all keys are variables. */
  readonly objects: readonly string[];
}

export interface RecordedVariable {
  readonly name: string;
  readonly parts: readonly RecordedPart[];
  readonly place: TextPlace;
}

export interface RecordedFile {
  readonly path: string;
  readonly parts: readonly RecordedPart[];
  readonly place: TextPlace;
}

/** The names of which a text is made. */
export function namesOf(parts: readonly RecordedPart[]): string[] {
  return parts.flatMap((part) => ('name' in part ? [part.name] : []));
}
