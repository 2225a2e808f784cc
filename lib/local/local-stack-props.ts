import type { InfisicalHost } from '../infisical';
import type { LocalRunner } from './local-runner';
import type { LocalService } from './local-service';

/**
 * Properties of a `LocalStack`.
 */
export interface LocalStackProps {
  /**
   * Slug of the environment whose keys developers get. Of scopes that are of several environments, the stack takes those
   * of this one; where none is of it, all run with its keys.
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
   * Secret paths of the project to read as one for all services, for example with a folder of what laptops have instead:
   * `['/orders', '/laptop']`. Of two that have a key, the last one wins (rule L3). What applications read from other
   * projects or environments stays as it is.
   *
   * @default - those of the applications' sources: each application gets its keys from its own paths, as in the cluster,
   * and two may have a key of one name from different ones
   */
  readonly paths?: string[];

  /**
   * Where Infisical runs.
   *
   * @default - that of the environment that the scopes belong to; else the host of the applications' secrets
   */
  readonly host?: InfisicalHost;

  /**
   * File with the certificates (PEM) of the private CA that signed those of `host`, relative to the compose file. It is
   * inside of the project (rule L7).
   *
   * @default - the CAs that the laptop trusts
   */
  readonly caFile?: string;

  /**
   * What fetches the keys and starts docker compose.
   *
   * @default LocalRunner.CDK8S_INFISICAL
   */
  readonly runner?: LocalRunner;

  /**
   * Services that only exist on a laptop, by their names. In Java and Go they come in the order of their
   * names: `serviceOrder` gives another.
   *
   * @default - none
   */
  readonly services?: { [name: string]: LocalService };

  /**
   * Names of `services` that come before the others, in this order. Each must exist (rule L6).
   *
   * @default - the order of `services`
   */
  readonly serviceOrder?: string[];

  /**
   * What services refer to, in the words of the compose specification: `networks`, `volumes`, `configs`, `secrets`,
   * `models` and `name`. Networks and volumes without options need no entry. `$$` is a dollar, and there are no variables;
   * a secret whose value is a key of Infisical is written as `secretFiles` or `buildSecrets` of a service.
   *
   * @default - the named volumes and networks of the services, without options
   */
  // biome-ignore lint/suspicious/noExplicitAny: jsii has no other type for any JSON
  readonly compose?: { [section: string]: any };

  /**
   * Folder of the files: the root of the project.
   *
   * @default "."
   */
  readonly folder?: string;

  /**
   * Name of the compose file.
   *
   * @default "compose.yaml"
   */
  readonly composeFile?: string;

  /**
   * Name of the Makefile. Where a project has one of its own, take `infisical.mk` and include it there.
   *
   * @default "Makefile"
   */
  readonly makefile?: string;
}
