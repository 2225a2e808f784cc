import type { PropsProblem } from '../evaluation/app-validation';
import { type InfisicalAuth, InfisicalAuthMethod, type InfisicalLocation } from '../infisical';
import { listed } from '../text/listed';
import { type Complete, isMissing, type OwnProps } from './own-props';
import type { Surroundings } from './surroundings';

/** What a construct was given, and what became of it. */
export interface CompletedProps<L extends InfisicalLocation> {
  readonly own: OwnProps<L>;
  readonly auth: InfisicalAuth | undefined;
  readonly place: Complete<L>;
  readonly surroundings: Surroundings;
}

/**
 * All that nobody said about a place and its login, in one message. Where a single part is missing in a place that was
 * given, the rules about places say so.
 */
export function missingProblem<L extends InfisicalLocation>(completed: CompletedProps<L>): PropsProblem[] {
  const { own, surroundings } = completed;
  const missing = missingParts(completed);
  if (missing.length === 0) return placeless(own);
  if (surroundings.own !== undefined) return [s11(inEnvironment(missing, own))];
  if (!isMissing(own.given, own.placeProp) && !missing.includes('auth')) return [];
  if (missing.length === 1 && missing[0] === 'auth') return [];
  return [s11(`it is in no environment of an InfisicalProject: add the chart to one, or give ${listed(missing)}`)];
}

function missingParts<L extends InfisicalLocation>({ own, auth, place, surroundings }: CompletedProps<L>): string[] {
  const { given, placeProp } = own;
  // What is missing may be what is of a wrong type, and that is told.
  if (surroundings.isFaulty) return [];
  const isAuthMissing = auth === undefined && isMissing(given, 'auth');
  const parts = isAuthMissing ? ['auth'] : [];
  if (own.place === undefined && !isMissing(given, placeProp)) return parts;
  const isProjectMissing = place.projectSlug === undefined && place.projectId === undefined && !namesProject(auth);
  const isEnvironmentMissing = place.environment === undefined;
  if (isProjectMissing && isEnvironmentMissing && own.place === undefined) return [...parts, placeProp];
  if (isProjectMissing) parts.push(`${placeProp}.projectSlug`);
  if (isEnvironmentMissing) parts.push(`${placeProp}.environment`);
  return parts;
}

/** Whoever reads may read the root path; nobody writes there without a word. */
function placeless<L extends InfisicalLocation>({ given, placeProp }: OwnProps<L>): PropsProblem[] {
  if (placeProp !== 'destination' || !isMissing(given, placeProp) || !isMissing(given, 'secretPath')) return [];
  return [s11('it is not told where to push to: give secretPath, for example "/generated", or destination')];
}

function namesProject(auth: InfisicalAuth | undefined): boolean {
  return auth?.method === InfisicalAuthMethod.SERVICE_TOKEN;
}

function inEnvironment<L extends InfisicalLocation>(missing: readonly string[], { project, placeProp }: OwnProps<L>) {
  const whose = project === undefined ? 'its InfisicalProject' : 'the InfisicalProject in project';
  return missing
    .map((part) => {
      if (part === 'auth') {
        const others = project === undefined ? 'neither it nor its environment nor ' : 'neither it nor ';
        return `${others}${whose} says how the operator logs in: give auth to one of them`;
      }
      return `${whose} has neither projectSlug nor projectId: give it one of them, or a catalogue, or set ${placeProp}.projectSlug`;
    })
    .join('; ');
}

function s11(message: string): PropsProblem {
  return { rule: 'S11', message };
}
