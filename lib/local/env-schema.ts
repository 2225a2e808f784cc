import type { IConstruct } from 'constructs';
import type { EnvSchemaProps } from './env-schema-props';
import { ENV_SCHEMA_PROPS } from './prop-types';
import { applicationsOf } from './schema/applications';
import { baseOf, schemaFiles } from './schema/schema-files';
import { schemaProblems } from './schema/schema-problems';
import { wrongProps } from './stack/declared-app';
import { overwriteProblem } from './stack/generated-file';
import { type EvaluatedFiles, type LaptopFiles, laptopFiles, nothingGiven } from './stack/laptop-files';
import type { ParityProblem } from './stack/parity-problem';
import { runServices } from './stack/stack-service';

/**
 * What the applications of the scopes find in their environment, for the programs themselves: by application a JSON Schema,
 * a `.env.schema` (varlock) and a typed reader of `process.env` for TypeScript. They have the variables of the container of
 * each application: secret keys with what a `SecretKey` says of them, and plain variables. Names and kinds only, no value.
 * A variable is optional where one of the environments is without it.
 *
 * The files of environments of an `InfisicalProject` are checked and written with the project: `new EnvSchema([dev, prod])`
 * is all. Those of other apps are written by `synth`.
 */
export class EnvSchema {
  private readonly laptop: LaptopFiles;

  /**
   * @param scopes the environments, apps or charts with the applications
   */
  public constructor(scopes: IConstruct[], props: EnvSchemaProps = {}) {
    this.laptop = laptopFiles('EnvSchema', scopes, props, ENV_SCHEMA_PROPS, evaluateSchema, baseOf);
  }

  /**
   * The files by their names.
   *
   * @throws with all mistakes at once (rules E7, L7, L9, L10)
   */
  public files(): { [name: string]: string } {
    return this.laptop.files();
  }

  /**
   * Writes the files. One that is as it should be is left alone. Those of an environment of a project write the whole
   * project, of which they are a part.
   *
   * @throws with all mistakes at once, and where a file is there that somebody else wrote (rule L7); nothing is written
   * then
   */
  public synth(): void {
    this.laptop.synth();
  }
}

function evaluateSchema(
  scopes: readonly IConstruct[],
  props: EnvSchemaProps,
  before: readonly ParityProblem[],
): EvaluatedFiles {
  const services = runServices(scopes);
  const applications = applicationsOf(services);
  const files = schemaFiles(applications, props);
  const isOfNothing = scopes.length === 0 && before.length === 0;
  const problems = [
    ...(isOfNothing ? [{ rule: 'L9', message: nothingGiven('EnvSchema') } as const] : []),
    ...schemaProblems(services, applications, files, props),
  ];
  return {
    ofProps: wrongProps(scopes),
    errors: [...before, ...problems],
    warnings: () => [],
    files: () => Object.fromEntries(files.map(({ path, text }) => [path, text()])),
    inTheWay: (folder) => (problems.length > 0 ? [] : files.map(({ path }) => overwriteProblem(folder, path, ''))),
  };
}
