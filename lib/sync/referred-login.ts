import type { Construct } from 'constructs';
import type { PropsProblem } from '../evaluation/app-validation';
import type { InfisicalAuth, ObjectReference } from '../infisical';
import type { HostDeclaration } from '../model/declarations';
import { withNamespace } from '../model/object-reference';
import { foreignLoginProblems } from './project-logins';
import { type LoginNames, type SharedLogin, sharedLogin } from './shared-login';

/** What a resource of v1beta1 refers to to log in, and what is wrong with that. */
export interface ReferredLogin {
  readonly reference: ObjectReference;
  readonly problems: () => readonly PropsProblem[];
  /** Its objects; absent where it exists. */
  readonly made?: SharedLogin;
}

/** Where a login is needed, and how its objects are to be called. */
export interface LoginPlace extends LoginNames {
  readonly host: HostDeclaration;
  readonly namespace: string | undefined;
}

/**
 * The InfisicalAuth that exists, or the one of the namespace, which is made where there is none; undefined for a way to log
 * in that v1beta1 does not have.
 */
export function referredLogin(
  construct: Construct,
  auth: InfisicalAuth | undefined,
  place: LoginPlace,
): ReferredLogin | undefined {
  const existing = auth?._configuration.options.infisicalAuth;
  if (existing !== undefined) {
    const problems = foreignLoginProblems(construct, withNamespace(existing, place.namespace));
    return { reference: existing, problems };
  }
  const declared = auth?._declaration;
  if (declared?.method.v1beta1 === undefined) return undefined;
  const made = sharedLogin(construct, { ...place, auth: declared });
  return { reference: { name: made.infisicalAuth.name }, problems: () => made.conflicts, made };
}
