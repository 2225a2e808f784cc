import type { Source } from '../access/source';
import type { Identity } from './identity';

/** A role of a project in Infisical that allows what the manifests need, and no more. */
export interface Role extends Pick<Need, 'host' | 'projectSlug' | 'projectId'> {
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
  readonly subject: 'secrets' | 'dynamic-secrets' | 'secret-folders';
  readonly action: readonly string[];
  readonly inverted: false;
  readonly conditions: Conditions;
}

interface Conditions {
  readonly environment: { readonly $eq: string };
  /** Of folders to be created: those that they come to lie in. */
  readonly secretPath: { readonly $eq: string } | { readonly $glob: string } | { readonly $in: readonly string[] };
  /** Absent where every key is allowed. */
  readonly secretName?: { readonly $in: readonly string[] };
}

/** Something that an identity has to be able to do in a folder. */
export interface Need extends Pick<Source, 'projectSlug' | 'projectId' | 'environment' | 'path' | 'recursive'> {
  /** Absent where the manifests leave it to the operator. */
  readonly host?: string;
  readonly identity?: Identity;
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
