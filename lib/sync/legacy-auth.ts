import type { PropsProblem } from '../evaluation/app-validation';
import { type InfisicalAuth, InfisicalAuthMethod } from '../infisical';

/** What only an InfisicalSecret can do with an auth, said of another kind. */
export function legacyAuthProblems(auth: InfisicalAuth | undefined, kind: string): PropsProblem[] {
  const config = auth?._configuration;
  const refuse = (what: string, remedy: string) => [
    { rule: 'A15', message: `${kind} does not know ${what}: ${remedy}` },
  ];
  switch (config?.method) {
    case InfisicalAuthMethod.SERVICE_TOKEN:
    case InfisicalAuthMethod.SERVICE_ACCOUNT:
      return refuse(`the auth method "${config.method}"`, 'log in as a machine identity');
    case InfisicalAuthMethod.EXISTING:
      return kind === 'v1beta1' ? [] : refuse('an existing InfisicalAuth', 'say how to log in, with another method');
    case InfisicalAuthMethod.AZURE: {
      const clientId = config.managedIdentityClientId;
      return clientId === undefined
        ? []
        : refuse(`managedIdentityClientId "${clientId}"`, "give the operator's pod that identity");
    }
    default:
      return [];
  }
}
