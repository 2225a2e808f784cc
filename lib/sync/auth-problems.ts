import type { PropsProblem } from '../evaluation/app-validation';
import type { InfisicalAuth } from '../infisical';
import { type AuthKind, isKnownTo, unknownParts } from '../model/auth/auth-method';

/** What a resource cannot have of a login. */
export function authProblems(auth: InfisicalAuth | undefined, kind: AuthKind): PropsProblem[] {
  const generation = kind === 'InfisicalAuth' ? 'v1beta1' : kind;
  const declared = auth?._declaration;
  if (declared === undefined) {
    const isFit = auth === undefined || kind === 'InfisicalAuth';
    return isFit
      ? []
      : [a15Problem(`${kind} does not know an existing InfisicalAuth: say how to log in, with another method`)];
  }
  if (isKnownTo(kind, declared.method)) return unknownParts(declared, kind).map(a15Problem);
  return [a15Problem(`${generation} does not know the auth method "${auth?.method}": log in as a machine identity`)];
}

export function a15Problem(message: string): PropsProblem {
  return { rule: 'A15', message };
}
