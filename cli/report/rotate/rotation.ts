import type { AccessRow, Named } from '../../access-report/access-row';
import type { Folder } from '../../access-report/folder';

/** What becomes of somebody who has a key, when that is changed in Infisical. */
export type Outcome =
  | 'restarts'
  | 'restarts-if-installed'
  | 'reads-again'
  | 'next-run'
  | 'next-start'
  | 'next-use'
  | 'keeps'
  | 'keeps-until-end'
  | 'passes-on'
  | 'unknown';

/** What happens, in words, and what to type where somebody has to do something. */
export interface Effect {
  readonly outcome: Outcome;
  readonly sentence: string;
  /** What starts it anew; none where nothing that is known here does. */
  readonly restart: readonly string[];
}

/** Somebody who has the key, by one way. */
export interface Reader extends Effect {
  readonly row: AccessRow;
  /** The key with which it comes, where that is another one: its value refers to the key. */
  readonly through?: string;
}

/** When an object of the cluster, or a file, has the new value. */
export interface Arrival {
  /** Seconds after the change; absent where that is not known, or never. */
  readonly within?: number;
  readonly sentence: string;
  /** What has to be done for it to come, where it does not come by itself. */
  readonly fetch: readonly string[];
  /** What brings it at once, where it comes by itself. */
  readonly hasten: readonly string[];
  /** What shows that it is there, without its value. */
  readonly look: readonly string[];
}

/** An object between Infisical and who has the key. */
export interface Holder extends Arrival {
  readonly cluster: string;
  readonly object: Named;
  readonly writer: Named;
}

/** Where the key is changed in Infisical, with all who have it from there. */
export interface Place {
  readonly environment: string;
  readonly folders: readonly Folder[];
  /** The keys that are meant: the one that is changed, or those whose values refer to it. */
  readonly keys: readonly string[];
  readonly clusters: readonly string[];
  readonly holders: readonly Holder[];
  readonly readers: readonly Reader[];
  /** Who takes other keys of the same objects, and is restarted with them. */
  readonly restartedToo: readonly Named[];
  /** What in the cluster writes the key to Infisical, and would do so again. */
  readonly writers: readonly string[];
}

export interface Step {
  /** Absent for what is done once. */
  readonly environment?: string;
  readonly what: string;
  readonly why?: string;
  readonly commands: readonly string[];
}

/** What happens when a key is changed, and in which order to act. */
export interface Rotation {
  readonly key: string;
  readonly places: readonly Place[];
  readonly steps: readonly Step[];
  /** What nobody can tell from manifests. */
  readonly notKnown: readonly string[];
  /** Where in the files stands what could not be read. */
  readonly unread: readonly string[];
}
