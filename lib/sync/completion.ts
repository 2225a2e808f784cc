import type { Construct } from 'constructs';
import type { PropsProblem } from '../evaluation/app-validation';
import { declareExplained, declareHost } from '../evaluation/declarations';
import { type InfisicalAuth, InfisicalAuthMethod, InfisicalHost, type InfisicalLocation } from '../infisical';
import { missingProblem } from './missing-props';
import { type Complete, isMissing, type OwnProps } from './own-props';
import { environmentIn, type Surroundings, surroundingsOf } from './surroundings';

/** What a construct was given, completed by what it stands in. */
export interface Completion<L extends InfisicalLocation> {
  readonly host: InfisicalHost;
  /** Absent only where nobody gave it: rules S11 and A1 tell. */
  readonly auth: InfisicalAuth | undefined;
  readonly place: Complete<L>;
  readonly surroundings: Surroundings;
  /** Completes a further place of the construct. */
  readonly complete: (place: L) => Complete<L>;
  readonly problems: () => PropsProblem[];
}

/**
 * Completes the props of a construct that names a place of Infisical: what they do not say is that of the environment
 * that it stands in, or of the project that they name.
 */
export function completed<L extends InfisicalLocation>(construct: Construct, own: OwnProps<L>): Completion<L> {
  const surroundings = surroundingsOf(construct, own.project, !isMissing(own.given, 'project'));
  const host = own.host ?? surroundings.host ?? InfisicalHost.cloudUs();
  const auth = own.auth ?? surroundings.auth;
  // What knows no service tokens says so, and not that its project is missing.
  const method = own.knowsServiceTokens ? auth?.method : undefined;
  const complete = (place: L) => completePlace(place, surroundings, method, own.prefersId);
  const place = complete(own.place ?? ({ path: own.secretPath } as L));
  const missing = missingProblem({ own, auth, place, surroundings });
  const problems = [...surroundings.faults, ...missing, ...twiceProblem(own)];
  declareHost(construct, host.url);
  // Where there is an auth and yet no method, it is one that the resource does not know.
  if (auth !== undefined) declareExplained(construct, 'A15', ['A1']);
  declareFollowUps(construct, own, missing.length > 0, surroundings.isFaulty);
  return {
    host,
    auth,
    place,
    surroundings,
    complete,
    problems: () => [...problems, ...lateProblem(surroundings)],
  };
}

function completePlace<L extends InfisicalLocation>(
  place: L,
  { projectSlug, projectId, environmentSlug }: Surroundings,
  method: InfisicalAuthMethod | undefined,
  prefersId = false,
): Complete<L> {
  const environment = (place.environment ?? environmentSlug) as string;
  // A service token belongs to one project, and the operator refuses another name of it (A11).
  const isNamed = place.projectSlug !== undefined || place.projectId !== undefined;
  if (isNamed || method === InfisicalAuthMethod.SERVICE_TOKEN) return { ...place, environment };
  const byId = prefersId || method === InfisicalAuthMethod.SERVICE_ACCOUNT || projectSlug === undefined;
  return { ...place, environment, ...(byId && projectId !== undefined ? { projectId } : { projectSlug }) };
}

/** A finding that says once more what a problem of the props says is none. */
function declareFollowUps<L extends InfisicalLocation>(
  construct: Construct,
  { given, auth, secretPath, place, placeProp }: OwnProps<L>,
  isIncomplete: boolean,
  isProjectFaulty: boolean,
): void {
  if (isIncomplete) declareExplained(construct, 'S11', ['A1', 'S1', 'S4']);
  const isFaulty = (prop: string, sound: unknown) =>
    isProjectFaulty || (!isMissing(given, prop) && sound === undefined);
  declareExplained(construct, 'N5', [
    ...(isFaulty('auth', auth) ? ['A1', 'A5'] : []),
    ...(isFaulty(placeProp, place) || isFaulty('secretPath', secretPath) ? ['S1', 'S4'] : []),
  ]);
}

function twiceProblem<L extends InfisicalLocation>({ given, placeProp }: OwnProps<L>): PropsProblem[] {
  if (isMissing(given, 'secretPath') || isMissing(given, placeProp)) return [];
  const message = `secretPath and ${placeProp} are both given: keep ${placeProp}, with the path in it, or secretPath, which is short for the path alone`;
  return [{ rule: 'S11', message }];
}

/** The slug of an environment is read when a construct is made: one that is added later would count for some of them. */
function lateProblem({ project, own, environment }: Surroundings): PropsProblem[] {
  const now = environmentIn(project, own);
  if (now === environment || now === undefined) return [];
  const message = `the environment "${now.name}" was added to the project that it reads after it was declared, and counts for nothing: call addEnvironment before`;
  return [{ rule: 'S11', message }];
}
