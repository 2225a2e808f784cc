import type { Construct } from 'constructs';
import type { PropsProblem } from '../evaluation/app-validation';
import { declareExplained, declareToRules } from '../evaluation/declarations';
import { type InfisicalAuth, InfisicalAuthMethod, type InfisicalFolder, InfisicalHost } from '../infisical';
import { misplacedProblems } from './misplaced-props';
import { missingProblem } from './missing-props';
import { type Complete, isMissing, type OwnProps } from './own-props';
import { environmentIn, type Surroundings, surroundingsOf } from './surroundings';

/** What a construct was given, completed by what it stands in. */
export interface Completion<L extends InfisicalFolder> {
  readonly host: InfisicalHost;
  /** Absent only where nobody gave it: rules S11 and A1 tell. */
  readonly auth: InfisicalAuth | undefined;
  readonly folder: Complete<L>;
  readonly surroundings: Surroundings;
  /** Completes a further folder of the construct. */
  readonly complete: (folder: L) => Complete<L>;
  readonly problems: () => PropsProblem[];
}

/**
 * Completes the props of a construct that names a folder of Infisical: what they do not say is that of the environment
 * that it stands in, or of the project that they name.
 */
export function completeProps<L extends InfisicalFolder>(construct: Construct, own: OwnProps<L>): Completion<L> {
  const surroundings = surroundingsOf(construct, own.project, !isMissing(own.props, 'project'));
  const host = own.host ?? surroundings.host ?? InfisicalHost.cloudUs();
  const auth = own.auth ?? surroundings.auth;
  // What knows no service tokens says so, and not that its project is missing.
  const method = own.knowsServiceTokens ? auth?.method : undefined;
  const { prefersId } = own;
  const complete = (folder: L) => completeFolder(folder, surroundings, method, prefersId);
  const folder = complete(own.folder ?? ({ path: own.secretPath } as L));
  const missing = missingProblem({ own, auth, folder, surroundings });
  const problems = [...surroundings.problems, ...missing, ...twiceProblem(own), ...misplacedProblems(own)];
  declareToRules(construct, { declaredHost: host.url });
  // Only of an auth that not every resource knows does A15 tell that there is no method.
  if (auth !== undefined && auth._declaration?.method.v1beta1 === undefined) {
    declareExplained(construct, 'A15', ['A1']);
  }
  declareFollowUps(construct, own, missing.length > 0, surroundings.hasProblems);
  return {
    host,
    auth,
    folder,
    surroundings,
    complete,
    problems: () => [...problems, ...lateProblem(surroundings)],
  };
}

function completeFolder<L extends InfisicalFolder>(
  folder: L,
  { projectSlug, projectId, environmentSlug }: Surroundings,
  method: InfisicalAuthMethod | undefined,
  prefersId = false,
): Complete<L> {
  const environment = (folder.environment ?? environmentSlug) as string;
  // A service token belongs to one project, and the operator refuses another name of it (A11).
  const isNamed = folder.projectSlug !== undefined || folder.projectId !== undefined;
  if (isNamed || method === InfisicalAuthMethod.SERVICE_TOKEN) return { ...folder, environment };
  const byId = prefersId || method === InfisicalAuthMethod.SERVICE_ACCOUNT || projectSlug === undefined;
  return { ...folder, environment, ...(byId && projectId !== undefined ? { projectId } : { projectSlug }) };
}

/** A finding that says once more what a problem of the props says is none. */
function declareFollowUps<L extends InfisicalFolder>(
  construct: Construct,
  { props, auth, secretPath, folder, folderProp }: OwnProps<L>,
  isIncomplete: boolean,
  hasProjectProblems: boolean,
): void {
  if (isIncomplete) declareExplained(construct, 'S11', ['A1', 'S1', 'S4']);
  const isWrong = (prop: string, checked: unknown) =>
    hasProjectProblems || (!isMissing(props, prop) && checked === undefined);
  const followUps = [
    ...(isWrong('auth', auth) ? (['A1', 'A5', 'A16', 'N1'] as const) : []),
    ...(isWrong(folderProp, folder) || isWrong('secretPath', secretPath) ? (['S1', 'S4'] as const) : []),
  ];
  if (followUps.length > 0) declareExplained(construct, 'N5', followUps);
}

function twiceProblem<L extends InfisicalFolder>({ props, folderProp }: OwnProps<L>): PropsProblem[] {
  if (isMissing(props, 'secretPath') || isMissing(props, folderProp)) return [];
  const message = `secretPath and ${folderProp} are both given: keep ${folderProp}, with the path in it, or secretPath, which is short for the path alone`;
  return [{ rule: 'S11', message }];
}

/** The slug of an environment is read when a construct is made: one that is added later would count for some of them. */
function lateProblem({ project, own, environment }: Surroundings): PropsProblem[] {
  const now = environmentIn(project, own);
  if (now === environment || now === undefined) return [];
  const message = `the environment "${now.name}" was added to the project that it reads after it was declared, and counts for nothing: call addEnvironment before`;
  return [{ rule: 'S11', message }];
}
