import { ProblemsError } from '../terminal/failure-text';

/** How to log in, as the environment says. */
export type Credentials =
  | { readonly method: 'token'; readonly token: string; readonly variable: string }
  | { readonly method: 'universal-auth'; readonly clientId: string; readonly clientSecret: string }
  | { readonly method: 'oidc-auth'; readonly identityId: string; readonly jwt: IdentityToken };

/** The token with which a CI proves which job this is. */
export type IdentityToken =
  | { readonly from: 'variable'; readonly jwt: string }
  | { readonly from: 'github'; readonly requestUrl: string; readonly requestToken: string; readonly audience?: string };

const TOKEN_VARIABLES = ['INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN', 'INFISICAL_TOKEN'];

/**
 * The credentials in the variables that the Infisical CLI reads too, but for its `TOKEN`, which may be anybody's.
 *
 * @param others what the command can do without any, as the last line of what is thrown where there are none
 * @throws if there are none, or not all that belong together
 */
export function credentialsFrom(env: NodeJS.ProcessEnv, others: readonly string[] = []): Credentials {
  const variable = TOKEN_VARIABLES.find((name) => env[name]);
  if (variable !== undefined) return { method: 'token', token: tokenIn(variable, env), variable };
  const clientId = env.INFISICAL_UNIVERSAL_AUTH_CLIENT_ID;
  const clientSecret = env.INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET;
  if (clientId && clientSecret) return { method: 'universal-auth', clientId, clientSecret };
  if (clientId || clientSecret) {
    const missing = clientId ? 'SECRET' : 'ID';
    throw new Error(`INFISICAL_UNIVERSAL_AUTH_CLIENT_${missing} is not set: the login needs both, id and secret`);
  }
  const identityId = env.INFISICAL_MACHINE_IDENTITY_ID;
  if (!identityId) throw new ProblemsError([...NO_CREDENTIALS, ...others]);
  return { method: 'oidc-auth', identityId, jwt: identityToken(env) };
}

function tokenIn(variable: string, env: NodeJS.ProcessEnv): string {
  const token = env[variable]?.trim() ?? '';
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new Error(`${variable} holds no token: it has blanks or other odd characters`);
  return token;
}

function identityToken(env: NodeJS.ProcessEnv): IdentityToken {
  const jwt = env.INFISICAL_JWT || env.INFISICAL_OIDC_AUTH_JWT;
  if (jwt) return { from: 'variable', jwt: jwt.trim() };
  const { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken } = env;
  if (requestUrl && requestToken) {
    return { from: 'github', requestUrl, requestToken, audience: env.INFISICAL_OIDC_AUDIENCE || undefined };
  }
  throw new Error(
    env.GITHUB_ACTIONS
      ? 'INFISICAL_MACHINE_IDENTITY_ID is set, but the job may not ask GitHub for a token: give it `permissions: { id-token: write }`'
      : 'INFISICAL_MACHINE_IDENTITY_ID is set, but no token of the CI: put it into INFISICAL_JWT',
  );
}

const NO_CREDENTIALS = [
  'there is nothing to log in to Infisical with. Set one of:',
  '  INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET',
  '  INFISICAL_MACHINE_IDENTITY_ID, in a CI that gives out identity tokens (GitHub: `permissions: { id-token: write }`; elsewhere the token in INFISICAL_JWT)',
  '  INFISICAL_TOKEN, an access token',
];
