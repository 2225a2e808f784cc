/** The settings of a project, in the folder in which a command or the program runs. */
export const CONFIGURATION_FILE = 'cdk8s-infisical.yaml';

/** What somebody may have called it, who would wonder why nothing of it counts. */
export const MISNAMED_FILE = 'cdk8s-infisical.yml';
export const MISNAMED = `${MISNAMED_FILE}: the configuration is called ${CONFIGURATION_FILE}, and this is not read: rename it`;

/** What is known before, or without, the program: the content of `cdk8s-infisical.yaml`. */
export interface Configuration {
  readonly hosts: readonly ConfiguredHost[];
  readonly operator: {
    readonly version?: string;
    /** Address of the connection that it uses for an InfisicalAuth without one. */
    readonly defaultConnection?: string;
    readonly watchedNamespaces?: readonly string[];
  };
  readonly kubernetes: { readonly version?: string };
  readonly argoCd: { readonly version?: string; readonly tracking?: string; readonly instanceLabel?: string };
  readonly externalSecrets: { readonly version?: string };
  readonly suppressions: readonly Suppression[];
  readonly unread: readonly UnreadException[];
  readonly projects: readonly NamedProject[];
  /** The folder with the images of each environment, from the configuration on; `images` where it is not said. */
  readonly images?: string;
  readonly provision?: ProvisionSettings;
}

/** What `provision` writes, where manifests do not say it. */
export interface ProvisionSettings {
  /** Where the files stand, from the configuration on; `terraform` where it is not said. */
  readonly folder?: string;
  /** The slugs of environments, as Infisical shows them: from the first to the last. */
  readonly environments?: readonly string[];
  /** What is in Infisical already: `all`, `shop`, `shop prod`, `shop prod:/orders`. */
  readonly existing?: readonly string[];
  /** Machine identities that are there already, by what `provision` calls them. */
  readonly identities?: readonly { readonly name: string; readonly id: string }[];
  /** Folders of manifests that are in one cluster; each is one without. */
  readonly clusters?: readonly { readonly name: string; readonly folders: readonly string[] }[];
  /** What machine identities belong to; `project` where it is not said. */
  readonly scope?: 'project' | 'organization';
  /** Keys that values refer to with `${...}`: `DB_USER`, `prod:/orders:DB_USER`. */
  readonly also?: readonly string[];
  readonly ci?: CiSettings;
}

/** The CI in which `check` runs. */
export interface CiSettings {
  readonly provider: 'github' | 'gitlab';
  /** Path of the repository: `acme/shop`. */
  readonly repository: string;
  /** The server, unless it is github.com or gitlab.com. */
  readonly url?: string;
  readonly branch?: string;
  /** Environment of the CI, in which the job runs. */
  readonly environment?: string;
  readonly audience?: string;
}

/** Where the images of the environments stand, unless the configuration says otherwise. */
export const IMAGES_FOLDER = 'images';

/** An Infisical that may get credentials. */
export interface ConfiguredHost {
  readonly url: string;
  /** Other addresses of this Infisical, such as the one inside of the cluster. */
  readonly aliases: readonly string[];
  /** A file with the PEM certificates of a private certificate authority. */
  readonly caFile?: string;
}

/** A rule that does not count, and why. What narrows it has to fit all at once. */
export interface Suppression {
  readonly rule: string;
  readonly reason: string;
  /** Path of a construct: for it and all below it. */
  readonly path?: string;
  /** `Kind/name`. */
  readonly object?: string;
  readonly namespace?: string;
  readonly environment?: string;
}

/** Files that may stay unread, because somebody wrote down why. */
export interface UnreadException {
  /** A pattern of paths from the configuration file on, with slashes. */
  readonly files: string;
  readonly reason: string;
}

/** Slug and id of one project of Infisical. */
export interface NamedProject {
  readonly slug: string;
  readonly id: string;
}

export const NO_CONFIGURATION: Configuration = {
  hosts: [],
  operator: {},
  kubernetes: {},
  argoCd: {},
  externalSecrets: {},
  suppressions: [],
  unread: [],
  projects: [],
};
