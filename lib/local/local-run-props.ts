import type { InfisicalHost } from '../infisical';

/**
 * Properties of a `LocalRun`.
 */
export interface LocalRunProps {
  /**
   * Slug of the environment whose keys developers get. Of scopes that are of several environments, it takes those of this
   * one; where none is of it, all run with its keys.
   *
   * @default - the environment of an `InfisicalProject` that the scopes belong to; "dev" for other apps
   */
  readonly environment?: string;

  /**
   * Id of the project. The Infisical CLI does not know slugs.
   *
   * @default - that of the `InfisicalProject` that the scopes belong to; else the `projectId` of the applications' sources
   */
  readonly projectId?: string;

  /**
   * Where Infisical runs.
   *
   * @default - that of the environment that the scopes belong to; else the host of the applications' secrets
   */
  readonly host?: InfisicalHost;

  /**
   * File with the certificates (PEM) of the private CA that signed those of `host`, relative to the file that is written.
   * It is inside of the project (rule L7).
   *
   * @default - the CAs that the laptop trusts
   */
  readonly caFile?: string;

  /**
   * Folder of the file: the root of the project.
   *
   * @default "."
   */
  readonly folder?: string;

  /**
   * Name of the file.
   *
   * @default "infisical.run.yaml"
   */
  readonly file?: string;
}
