import { fields, text } from '../../lib/json/json';
import { Failure } from './failure';
import type { Answer } from './http';

/** What an answer that is no success means. Words of the server are not repeated: nobody knows what is in them. */
export function failureOf({ status, body, retryAfter }: Answer, host: string): Failure {
  const error = text(fields(body).error) ?? '';
  const message = text(fields(body).message) ?? '';
  const failure = (kind: Failure['kind'], what: string, wait?: number) =>
    new Failure(kind, `${what} (${referenceText(status, error, fields(body).reqId)})`, wait);
  if (status === 429) {
    return failure('rate-limited', `${host} lets nobody ask that often`, waitOf(retryAfter, message));
  }
  if (status >= 500) return failure('server', `${host} has trouble of its own`, waitOf(retryAfter, ''));
  if (status === 404) return notFoundFailure(failure, host, error, message);
  if (status === 401) return failure('token', `${host} does not accept the token`);
  if (status === 403 && error === 'TokenError') return failure('token', `${host} does not accept the token any more`);
  const [kind, what] = (Object.hasOwn(FAILURES, error) && FAILURES[error]) || ['other', `${host} refused the request`];
  return failure(kind, what);
}

const FAILURES: Readonly<Record<string, readonly [Failure['kind'], string]>> = {
  ProjectMembershipNotFound: [
    'forbidden',
    'the identity is no member of the project: add it there, with a role that has describeSecret on secrets',
  ],
  PermissionDenied: [
    'forbidden',
    'the role of the identity lacks describeSecret on secrets there: see "The role" in docs/check.md',
  ],
  ForbiddenError: ['forbidden', 'the identity may not see the project: does it belong to another organization?'],
  BadRequest: ['other', 'Infisical misses the project or the environment in the request'],
  ValidationFailure: ['other', 'Infisical calls the request invalid'],
};

/** Names of errors that Infisical has. Any other may be anything, also a credential that it got. */
const KNOWN: readonly string[] = [
  ...Object.keys(FAILURES),
  'TokenError',
  'UnauthorizedError',
  'NotFound',
  'SecretPathNotFound',
  'RateLimitExceeded',
  'InternalServerError',
  'DatabaseError',
  'ServiceUnavailable',
];
/** With which its operator finds the request in the logs. */
const REQUEST_ID = /^req-[A-Za-z0-9]{14}$/;

type Make = (kind: Failure['kind'], what: string) => Failure;

function notFoundFailure(failure: Make, host: string, error: string, message: string): Failure {
  if (error === 'SecretPathNotFound') {
    return failure('absent', 'there is no such environment or folder');
  }
  if (error === 'NotFound') {
    const what = message.startsWith('Environment ') ? 'there is no such environment' : 'there is no such project';
    return failure('absent', what);
  }
  return failure('unknown-route', `${host} does not answer as Infisical does: is the address right?`);
}

function referenceText(status: number, error: string, request: unknown): string {
  const id = text(request) ?? '';
  const known = KNOWN.includes(error) ? ` ${error}` : '';
  return `${status}${known}${REQUEST_ID.test(id) ? `, request ${id}` : ''}`;
}

/** Milliseconds to wait, by the header or by the number in the message. */
function waitOf(retryAfter: string | undefined, message: string): number | undefined {
  const seconds = /^\d{1,6}$/.exec(retryAfter ?? '')?.[0] ?? /\bin (\d{1,6}) seconds?\b/.exec(message)?.[1];
  if (seconds !== undefined) return Number(seconds) * 1_000;
  const date = Date.parse(retryAfter ?? '');
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
