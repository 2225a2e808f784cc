import type { Role } from '../../roles/role';
import type { OperatorLogin } from './operator-logins';

/** What the identity of `check` is called. */
export const CHECK = 'check';

/** One Infisical with what has to be in it: a folder of Terraform, as the provider logs in to one only. */
export interface Installation {
  /** Absent where neither manifests nor configuration name it. */
  readonly host?: string;
  readonly projects: readonly Project[];
  readonly logins: readonly OperatorLogin[];
  /** Those of whoever the manifests do not tell how it logs in. */
  readonly otherRoles: readonly Role[];
  /** Those of `check`, one for each project. */
  readonly checkRoles: readonly Role[];
  /** What has to be done by hand, as Terraform cannot, or nobody here knows it. */
  readonly byHand: readonly string[];
}

export interface Project {
  readonly slug?: string;
  /** Only where the slug is not known. */
  readonly id?: string;
  readonly isExisting: boolean;
  /** In the order in which Infisical shows them. */
  readonly environments: readonly Environment[];
}

export interface Environment {
  readonly slug: string;
  readonly isExisting: boolean;
  /** Whether the provider takes its slug: it cannot make any other. */
  readonly isManaged: boolean;
  /** From 1 on; absent where it is left as it is. */
  readonly position?: number;
  /** Those above stand before those below. */
  readonly folders: readonly Folder[];
}

export interface Folder {
  readonly path: string;
  readonly isExisting: boolean;
}

/** What names a project: its slug, or its id where that is all that is known. */
export function projectName({ slug, id }: Pick<Project, 'slug' | 'id'>): string {
  return slug ?? id ?? '';
}
