/**
 * What an `EnvSchema` writes of an application.
 */
export enum EnvSchemaFormat {
  /**
   * `<application>.schema.json`: JSON Schema (draft-07) of the environment as programs get it, a map of texts. Any validator
   * of any language reads it.
   */
  JSON_SCHEMA = 'json-schema',

  /**
   * `<application>.env.schema`: for varlock and other tools of the format @env-spec (https://varlock.dev). A folder whose
   * file is called `.env.schema` is found by them.
   */
  ENV_SCHEMA = 'env-schema',

  /**
   * `<application>.env.ts`: a reader of `process.env` for TypeScript, without dependencies, that returns typed values.
   */
  TYPESCRIPT = 'typescript',
}

/**
 * Where the files of one application stand, each as seen from the root of the project.
 */
export interface EnvSchemaFiles {
  /**
   * The JSON Schema.
   *
   * @default - in `folder`
   */
  readonly jsonSchema?: string;

  /**
   * The schema of varlock, for example `services/orders/.env.schema`.
   *
   * @default - in `folder`
   */
  readonly envSchema?: string;

  /**
   * The reader for TypeScript, for example `services/orders/src/env.ts`.
   *
   * @default - in `folder`
   */
  readonly typeScript?: string;
}

/**
 * Properties of an `EnvSchema`.
 */
export interface EnvSchemaProps {
  /**
   * Folder of the files, in the project.
   *
   * @default "env"
   */
  readonly folder?: string;

  /**
   * What is written of each application.
   *
   * @default - all
   */
  readonly formats?: EnvSchemaFormat[];

  /**
   * The files that stand elsewhere, by application: `{ orders: { typeScript: 'services/orders/src/env.ts' } }`. They are
   * inside of the project (rule L7).
   *
   * @default - all are in `folder`
   */
  readonly files?: { [application: string]: EnvSchemaFiles };

  /**
   * Variables with keys whose values are no secret, such as `RATELIMIT_RPS`: varlock may show them. It refuses a sensitive
   * value of less than three characters, as it could not hide it, so that a number or a port which may be that short
   * belongs here. Each is a variable of one of the applications (rule L7).
   *
   * @default - varlock hides all values of keys that it can hide
   */
  readonly shownVariables?: string[];
}
