import { fields, text } from '../../lib/json/json';
import type { IdentityToken } from './credentials';
import { Failure } from './failure';
import { sendRequest, type Transport } from './http';

/** The token of the CI: the one that it gave already, or one that GitHub makes for this job. */
export async function jwtOf(token: IdentityToken, transport: Transport): Promise<string> {
  if (token.from === 'variable') return token.jwt;
  if (!URL.canParse(token.requestUrl)) throw new Failure('login', 'ACTIONS_ID_TOKEN_REQUEST_URL is not a URL');
  const url = new URL(token.requestUrl);
  if (token.audience !== undefined) url.searchParams.set('audience', token.audience);
  const headers = { authorization: `Bearer ${token.requestToken}` };
  const { status, body } = await sendRequest({ method: 'GET', url: url.href, headers }, transport);
  const jwt = text(fields(body).value);
  if (status === 200 && jwt) return jwt;
  const kind = status >= 500 ? 'server' : 'login';
  throw new Failure(kind, `GitHub gave no identity token for this job (${status}): has it \`id-token: write\`?`);
}
