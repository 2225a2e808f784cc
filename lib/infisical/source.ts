/**
 * What to read from Infisical: a project, one of its environments, a secret path.
 */
export interface InfisicalSource {
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
   * Secret path: the folder to read.
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * Also read the folders below the path. Folder names are dropped: equal keys in different folders overwrite each
   * other (rule S7).
   *
   * @default false
   */
  readonly recursive?: boolean;

  /**
   * Read this one secret only. Must not be combined with `recursive` (rule S3). Not available in v1beta1 (rule A15).
   *
   * @default - every secret at the path
   */
  readonly secretName?: string;
}
