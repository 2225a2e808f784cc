/**
 * A folder in Infisical: a project, one of its environments, a secret path.
 */
export interface InfisicalLocation {
  /**
   * Slug of the project. Give exactly one of `projectSlug` and `projectId` (rules S1, S2).
   *
   * @default - the project is named by `projectId`
   */
  readonly projectSlug?: string;

  /**
   * Id (UUID) of the project. Saves the operator one request per sync compared to the slug.
   *
   * @default - the project is named by `projectSlug`
   */
  readonly projectId?: string;

  /**
   * Slug of the environment, for example `staging`.
   */
  readonly environment: string;

  /**
   * Secret path: the folder.
   *
   * @default "/"
   */
  readonly path?: string;
}
