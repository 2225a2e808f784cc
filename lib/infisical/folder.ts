/**
 * A folder in Infisical: a project, one of its environments, a secret path.
 */
export interface InfisicalFolder {
  /**
   * Slug of the project. Give one of `projectSlug` and `projectId`, never both (rules S1, S2).
   *
   * @default - the project is named by `projectId`, or is that whose environment the construct stands in
   */
  readonly projectSlug?: string;

  /**
   * Id (UUID) of the project. Saves the operator one request per sync compared to the slug.
   *
   * @default - the project is named by `projectSlug`, or is that whose environment the construct stands in
   */
  readonly projectId?: string;

  /**
   * Slug of the environment, for example `staging`.
   *
   * @default - that of the environment that the construct stands in; required outside of one (rule S4)
   */
  readonly environment?: string;

  /**
   * Secret path: the folder.
   *
   * @default "/"
   */
  readonly path?: string;
}
