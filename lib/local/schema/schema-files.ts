import { MADE } from '../compose/compose-file';
import { EnvSchemaFormat, type EnvSchemaProps } from '../env-schema-props';
import type { SchemaApplication } from './applications';
import { envSchemaText } from './env-schema-text';
import { jsonSchemaText } from './json-schema-text';
import { readerText } from './reader-text';

/** A file of an application. */
export interface SchemaFile {
  readonly application: string;
  readonly path: string;
  readonly text: () => string;
}

/** How each format is called among `files`, ends in the folder, and is written. */
const FORMATS = {
  [EnvSchemaFormat.JSON_SCHEMA]: { prop: 'jsonSchema', ending: 'schema.json', textOf: jsonSchemaText },
  [EnvSchemaFormat.ENV_SCHEMA]: { prop: 'envSchema', ending: 'env.schema', textOf: envSchemaText },
  [EnvSchemaFormat.TYPESCRIPT]: { prop: 'typeScript', ending: 'env.ts', textOf: readerText },
} as const;

export function schemaFiles(applications: readonly SchemaApplication[], props: EnvSchemaProps): SchemaFile[] {
  const { formats = Object.values(EnvSchemaFormat), files = {}, shownVariables = [] } = props;
  return applications.flatMap((application) => {
    const shown = withShown(application, shownVariables);
    const elsewhere = Object.hasOwn(files, application.name) ? files[application.name] : {};
    return [...new Set(formats)].map((format): SchemaFile => {
      const { prop, ending, textOf } = FORMATS[format];
      const path = elsewhere[prop] ?? inFolder(props, `${application.name}.${ending}`);
      return { application: application.name, path, text: () => textOf(shown, MADE) };
    });
  });
}

function withShown(application: SchemaApplication, names: readonly string[]): SchemaApplication {
  const variables = application.variables.map((one) => ({ ...one, isShown: names.includes(one.name) }));
  return { ...application, variables };
}

/** The folder that all paths are seen from: the project, or whatever else somebody has chosen. */
export function baseOf({ folder = '' }: EnvSchemaProps): string {
  return isAbsolute(folder) ? folder : '.';
}

function inFolder({ folder = 'env' }: EnvSchemaProps, name: string): string {
  const within = folder.replace(/^(?:\.\/)+|\/+$/g, '');
  return isAbsolute(folder) || within === '' || within === '.' ? name : `${within}/${name}`;
}

function isAbsolute(folder: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:[/\\])/.test(folder);
}
