/**
 * The names of the secrets of a project, as `cdk8s-infisical import` has written them.
 */
export abstract class KeyCatalogue {
  /**
   * Base URL of Infisical.
   */
  public abstract readonly hostUrl: string;

  /**
   * Slug of the project.
   *
   * @default - not known
   */
  public abstract readonly projectSlug?: string;

  /**
   * Id of the project.
   *
   * @default - not known
   */
  public abstract readonly projectId?: string;
}
