import { repetitionsIn } from '../../collections/repetitions';
import { InfisicalProject } from '../../gitops';
import { didYouMean } from '../../text/did-you-mean';
import { quotedName, quotedText } from '../../text/key-name';
import type { EnvSchemaProps } from '../env-schema-props';
import { serviceNameProblems } from '../stack/parity';
import type { ParityProblem } from '../stack/parity-problem';
import type { StackService } from '../stack/stack-service';
import type { SchemaApplication } from './applications';
import type { SchemaFile } from './schema-files';

/** Why the files cannot be written, or would say two things. */
export function schemaProblems(
  services: readonly StackService[],
  applications: readonly SchemaApplication[],
  files: readonly SchemaFile[],
  props: EnvSchemaProps,
): ParityProblem[] {
  return [
    ...serviceNameProblems(services),
    ...unreadProblems(services),
    ...unknownProblems(applications, props),
    ...unshownProblems(applications, props),
    ...pathProblems(files),
    ...kindProblems(services, applications),
  ];
}

function unreadProblems(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap(({ name, app, gaps = [] }) =>
    gaps.flatMap(({ subject, origin }): ParityProblem[] => {
      const message = `the variables of ${quotedText(name)} are not known: ${origin}`;
      return subject === 'workload' ? [{ rule: 'L10', construct: app?.construct, message }] : [];
    }),
  );
}

function unknownProblems(applications: readonly SchemaApplication[], { files = {} }: EnvSchemaProps): ParityProblem[] {
  const names = applications.map(({ name }) => name);
  return Object.keys(files)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const remedy = didYouMean(name, names, 'name one of the scopes');
      return { rule: 'L7', message: `files has ${quotedText(name)}, which is no application: ${remedy}` };
    });
}

function unshownProblems(
  applications: readonly SchemaApplication[],
  { shownVariables = [] }: EnvSchemaProps,
): ParityProblem[] {
  const names = [...new Set(applications.flatMap(({ variables }) => variables.map(({ name }) => name)))];
  return shownVariables
    .filter((name) => !names.includes(name))
    .map((name) => {
      const remedy = didYouMean(name, names, 'name a variable of one of the applications');
      return { rule: 'L7', message: `shownVariables has ${quotedName(name)}, which no application has: ${remedy}` };
    });
}

function pathProblems(files: readonly SchemaFile[]): ParityProblem[] {
  const odd = files.filter(({ path }) => !isPath(path));
  const messages = odd.map(
    ({ path, application }) =>
      `the file ${quotedText(path)} of ${quotedText(application)} must be like "services/orders/src/env.ts", inside of the project`,
  );
  const twice = repetitionsIn(files, ({ path }) => path.toLowerCase()).map(
    ([one, other]) =>
      `the file ${quotedText(other.path)} of ${quotedText(other.application)} is also that of ${quotedText(one.application)}: give one another path`,
  );
  return [...messages, ...twice, ...folderProblems(files)].map((message) => ({ rule: 'L7', message }));
}

/** A file in the place of a folder that another one is in. */
function folderProblems(files: readonly SchemaFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path.toLowerCase(), file]));
  return files.flatMap(({ path, application }) => {
    const parts = path.toLowerCase().split('/');
    const folder = parts.map((_, i) => byPath.get(parts.slice(0, i).join('/'))).find((file) => file !== undefined);
    return folder === undefined
      ? []
      : `the file ${quotedText(path)} of ${quotedText(application)} is in a folder of the name of the file ${quotedText(folder.path)} of ${quotedText(folder.application)}: give one another path`;
  });
}

/** A hidden file may be meant: `.env.schema`. */
function isPath(path: string): boolean {
  return /^(?!\.\.?(?:\/|$))[\w.-]+(?:\/(?!\.\.?(?:\/|$))[\w.-]+)*$/.test(path) && !/(?:^|\/)\.git(?:\/|$)/i.test(path);
}

/** Of environments of a project, the project tells. */
function kindProblems(services: readonly StackService[], applications: readonly SchemaApplication[]): ParityProblem[] {
  return applications.flatMap(({ name, differing }) => {
    const construct = services.find((service) => service.name === name)?.app?.construct;
    if (construct !== undefined && InfisicalProject._environmentAt(construct) !== undefined) return [];
    return differing.map((variable): ParityProblem => {
      const message = `the variable ${quotedName(variable)} of ${quotedText(name)} is said to hold two kinds: say it once, in a constant that both use`;
      return { rule: 'E7', construct, message };
    });
  });
}
