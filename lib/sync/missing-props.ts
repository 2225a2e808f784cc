import type { PropsProblem } from '../evaluation/app-validation';
import { type InfisicalAuth, InfisicalAuthMethod, type InfisicalFolder } from '../infisical';
import { listed } from '../text/listed';
import { type Complete, isMissing, type OwnProps } from './own-props';
import type { Surroundings } from './surroundings';

/** What a construct was given, and what became of it. */
export interface CompletedProps<L extends InfisicalFolder> {
  readonly own: OwnProps<L>;
  readonly auth: InfisicalAuth | undefined;
  readonly folder: Complete<L>;
  readonly surroundings: Surroundings;
}

/**
 * All that nobody said about a folder and its login, in one message. Where a single part is missing in a folder that was
 * given, the rules about sources say so.
 */
export function missingProblem<L extends InfisicalFolder>(completed: CompletedProps<L>): PropsProblem[] {
  const { own, surroundings } = completed;
  const missing = missingParts(completed);
  if (missing.length === 0) return destinationProblem(own);
  if (surroundings.own !== undefined) return [s11Problem(whereInEnvironment(missing, own))];
  if (!isMissing(own.props, own.folderProp) && !missing.includes('auth')) return [];
  if (missing.length === 1 && missing[0] === 'auth') return [];
  return [
    s11Problem(`it is in no environment of an InfisicalProject: add the chart to one, or give ${listed(missing)}`),
  ];
}

function missingParts<L extends InfisicalFolder>({ own, auth, folder, surroundings }: CompletedProps<L>): string[] {
  const { props, folderProp } = own;
  // What is missing may be what is of a wrong type, and that is told.
  if (surroundings.hasProblems) return [];
  const isAuthMissing = auth === undefined && isMissing(props, 'auth');
  const parts = isAuthMissing ? ['auth'] : [];
  if (own.folder === undefined && !isMissing(props, folderProp)) return parts;
  const isProjectMissing =
    folder.projectSlug === undefined &&
    folder.projectId === undefined &&
    auth?.method !== InfisicalAuthMethod.SERVICE_TOKEN;
  const isEnvironmentMissing = folder.environment === undefined;
  if (isProjectMissing && isEnvironmentMissing && own.folder === undefined) return [...parts, folderProp];
  if (isProjectMissing) parts.push(`${folderProp}.projectSlug`);
  if (isEnvironmentMissing) parts.push(`${folderProp}.environment`);
  return parts;
}

/** Whoever reads may read the root path; nobody writes there without a word. */
function destinationProblem<L extends InfisicalFolder>({ props, folderProp }: OwnProps<L>): PropsProblem[] {
  if (folderProp !== 'destination' || !isMissing(props, 'secretPath')) return [];
  // One that says nothing names no folder; the path of one that names a project is by default the root.
  if (!isMissing(props, folderProp) && !isEmpty((props as { readonly destination: unknown }).destination)) return [];
  return [s11Problem('it is not told where to push to: give secretPath, for example "/generated", or destination')];
}

function isEmpty(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((part) => part === undefined)
  );
}

function whereInEnvironment<L extends InfisicalFolder>(
  missing: readonly string[],
  { project, folderProp }: OwnProps<L>,
) {
  const whose = project === undefined ? 'its InfisicalProject' : 'the InfisicalProject in project';
  return missing
    .map((part) => {
      if (part === 'auth') {
        const others = project === undefined ? 'neither it nor its environment nor ' : 'neither it nor ';
        return `${others}${whose} says how the operator logs in: give auth to one of them`;
      }
      return `${whose} has neither projectSlug nor projectId: give it one of them, or a catalogue, or set ${folderProp}.projectSlug`;
    })
    .join('; ');
}

function s11Problem(message: string): PropsProblem {
  return { rule: 'S11', message };
}
