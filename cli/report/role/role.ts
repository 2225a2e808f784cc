import type { Identity } from './identity';

/** A role of a project in Infisical that allows what the manifests need, and no more. */
export interface Role {
  /** Absent where the manifests leave it to the operator. */
  readonly host?: string;
  readonly projectSlug?: string;
  readonly projectId?: string;
  /** Who is to get it; absent for the identity with which `check` runs. */
  readonly identity?: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
  /** What a person should know before using it. */
  readonly notes: readonly string[];
}

/** As Infisical's API takes it. */
export interface Permission {
  readonly subject: 'secrets' | 'dynamic-secrets';
  readonly action: readonly string[];
  readonly inverted: false;
  readonly conditions: Conditions;
}

interface Conditions {
  readonly environment: { readonly $eq: string };
  readonly secretPath: { readonly $eq: string } | { readonly $glob: string };
  /** Absent where every key is allowed. */
  readonly secretName?: { readonly $in: readonly string[] };
}

/** Something that an identity has to be able to do in a folder. */
export interface Need {
  readonly host?: string;
  readonly projectSlug?: string;
  readonly projectId?: string;
  readonly identity?: Identity;
  readonly environment: string;
  readonly path: string;
  readonly recursive: boolean;
  readonly subject: Permission['subject'];
  readonly action: readonly string[];
  /** The only keys; absent for all. */
  readonly names?: readonly string[];
  readonly notes: readonly string[];
}

export interface Roles {
  readonly roles: readonly Role[];
  /** What has no role, and why. */
  readonly without: readonly string[];
}
