import type { Path } from '../field';
import type { Resource } from '../resource';

/**
 * A way in which keys of Infisical get into a cluster without its operator, read from finished objects. Each reader of one
 * makes these of an app, and says of what it cannot follow that nobody knows it: such a key is never passed as good.
 */
export interface Delivery {
  /** The object that says it: an ExternalSecret, a SecretProviderClass, a workload with annotations of the injector. */
  readonly resource: Resource;
  /** The objects that it has written in the cluster. */
  readonly written: readonly DeliveredObject[];
  /** What it puts into the file systems of containers without such an object between. */
  readonly files: readonly DeliveredFile[];
  /** What it asks Infisical for, whether or not anything here uses it. */
  readonly needs: readonly DeliveryNeed[];
  /**
   * What it writes to Infisical itself: a key that is there because the cluster makes it, so that nobody need call it
   * missing. One without `key` may be any of its folder.
   */
  readonly writes?: readonly DeliveryNeed[];
  readonly unknown: readonly Unfollowed[];
}

/** A folder of Infisical, as an object names it. */
export interface DeliverySource {
  /** Base URL without `/api`; absent where no manifest tells. */
  readonly host?: string;
  /** One of both; nobody but the user knows which slug and which id are of one project. */
  readonly projectSlug?: string;
  readonly projectId?: string;
  readonly environment: string;
  readonly path: string;
  readonly recursive: boolean;
}

/** One secret key that must be in Infisical, or all that match, or all there are. */
export interface DeliveryNeed extends TextPlaceInObject {
  readonly source: DeliverySource;
  /** Absent where the names are not written down. */
  readonly key?: string;
  /** Which keys are meant, where `key` is absent: each of the folder that matches; each of the folder where absent. */
  readonly matches?: (key: string) => boolean;
  /** For messages: `each key that matches ^BARN_`. */
  readonly wording?: string;
  /** That one key is meant of which only the name behind a renaming is known. */
  readonly wanted?: WantedName;
  /** Whether whoever asks does without it. */
  readonly optional: boolean;
}

/** Where in an object something is said, to the line of a text that itself holds YAML or a template. */
export interface TextPlaceInObject {
  readonly resource: Resource;
  readonly at: Path;
  /** Counted from 0, in the text at that place. */
  readonly lineInText?: number;
}

/** A Secret (or ConfigMap) that a delivery writes. */
export interface DeliveredObject {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  /** Absent where nobody knows. */
  readonly namespace?: string;
  /** Its keys as far as these are known, and what each is made of: nothing, where its value is from elsewhere. */
  readonly keys: ReadonlyMap<string, readonly DeliveryNeed[]>;
  /**
   * What brings further keys, whose names nobody knows here, each by a rule of its own: absent where the keys above are
   * all. Of one name, a key above is the one that counts.
   */
  readonly further?: readonly FurtherKeys[];
}

/** Keys of which only the rule is known by which they come: without a naming or anything untold, any may be there. */
export interface FurtherKeys {
  /** What they are made of. */
  readonly needs: readonly DeliveryNeed[];
  readonly naming?: KeyNaming;
  /** Why nobody can say which names they get, where these are made of those in Infisical, or of what is in values. */
  readonly untold?: Unfollowed;
}

/** The names that secret keys of Infisical get in an object. */
export interface KeyNaming {
  /** Undefined where a key gets none, or nobody knows. */
  readonly nameOf: (key: string) => string | undefined;
  /** All keys that get a name, were they there; undefined, or absent, where that may be any number of them. */
  readonly soleSourcesOf?: (name: string) => readonly string[] | undefined;
  /**
   * Whether it replaces what no name may have: the source above is then the likely one, and others may get that name;
   * of two that do, nothing is written at all.
   *
   * @see external-secrets v2.9.0, runtime/esutils/utils.go `transformKeys` ("secret name collision during conversion")
   */
  readonly isConversion?: boolean;
}

/** The name of a key in an object, and the ways in which a secret key of Infisical gets it. */
export interface WantedName {
  readonly name: string;
  /** The last in which there is such a key is the one that counts. */
  readonly ways: readonly KeyWay[];
  /** Whether something else may bring it as well, which nobody asks Infisical for. */
  readonly isElsewhere: boolean;
  /** Why nobody can say that there is none, where no way has it. */
  readonly untold?: string;
}

export interface KeyWay {
  readonly source: DeliverySource;
  /** Undefined for a key that does not come this way. */
  readonly nameOf: (key: string) => string | undefined;
  /** Whether nothing comes where two keys get one name. */
  readonly failsTogether?: boolean;
}

/** A file that a container sees. */
export interface DeliveredFile {
  readonly workload: Resource;
  /** Absent for all of its containers. */
  readonly container?: string;
  readonly path: string;
  readonly needs: readonly DeliveryNeed[];
}

/** What cannot be followed to Infisical, and why: for `file:line:column: unread: message`. */
export interface Unfollowed extends TextPlaceInObject {
  readonly message: string;
}
