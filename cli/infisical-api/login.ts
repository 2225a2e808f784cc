import { fields, text } from '../../lib/json/json';
import type { Credentials } from './credentials';
import { failureOf } from './error-answers';
import { Failure } from './failure';
import { type Answer, sendRequest, type Transport } from './http';
import { jwtOf } from './identity-token';
import { type Patience, type Pause, withRetries } from './retries';

export interface LoginContext {
  readonly host: string;
  readonly transport: Transport;
  readonly pause: Pause;
  readonly patience: Patience;
}

/**
 * The access token for a host. A refusal is final: after three of them Infisical locks the identity.
 *
 * @throws Failure
 */
export async function logIn(credentials: Credentials, context: LoginContext): Promise<string> {
  if (credentials.method === 'token') return credentials.token;
  const { host, transport, pause, patience } = context;
  const json = await withRetries(() => bodyOf(credentials, transport), pause, patience);
  const url = `${host}/api/v1/auth/${credentials.method}/login`;
  return withRetries(
    async () => tokenIn(await sendRequest({ method: 'POST', url, json }, transport), credentials, host),
    pause,
    patience,
  );
}

/** What can stand in a header. */
const TOKEN = /^[\x21-\x7e]+$/;

type LoginCredentials = Exclude<Credentials, { method: 'token' }>;

async function bodyOf(credentials: LoginCredentials, transport: Transport) {
  if (credentials.method === 'universal-auth') {
    return { clientId: credentials.clientId, clientSecret: credentials.clientSecret };
  }
  return { identityId: credentials.identityId, jwt: await jwtOf(credentials.jwt, transport) };
}

function tokenIn(answer: Answer, credentials: LoginCredentials, host: string): string {
  const { status, body } = answer;
  const token = text(fields(body).accessToken);
  if (status === 200 && token && TOKEN.test(token)) return token;
  const failure = status === 200 ? undefined : failureOf(answer, host);
  if (failure?.kind === 'server' || failure?.kind === 'rate-limited') throw failure;
  throw new Failure('login', `${host}: ${refusalMessage(answer, credentials, failure)}`);
}

function refusalMessage({ status, body }: Answer, { method }: LoginCredentials, failure: Failure | undefined): string {
  const message = text(fields(body).message) ?? '';
  if (failure === undefined) return 'the answer to the login has no access token: is the address right?';
  if (failure.kind === 'unknown-route') return `does not know the login ${method}: is the address right?`;
  if (status !== 401 && status !== 403) return `the login was refused: ${failure.message}`;
  if (/locked/i.test(message)) {
    return 'the login is locked for some minutes, after too many wrong tries. Nothing was tried again';
  }
  if (/expired client secret/i.test(message)) return 'the client secret has expired: make a new one';
  if (/usage limit/i.test(message)) return 'the client secret has been used as often as it may be: make a new one';
  const what =
    method === 'universal-auth'
      ? 'the client id or the client secret is wrong'
      : 'the token of the CI does not fit the identity: compare its issuer, subject and audience with the OIDC settings of the identity';
  return `${what} (${status}). It is not tried again, since Infisical locks an identity after three wrong tries`;
}
