import type { LimitedRun } from '../processes/limited-run';

/**
 * Why the CLI gave nothing, in our words: its own may hold values, what a server or a proxy said, and sequences that a
 * terminal obeys. Nothing of them is repeated.
 */
export function cliFailure({ stdout, stderr, stopped }: LimitedRun, host: string): string {
  if (stopped === 'time') return `${host}: the Infisical CLI had no answer in time`;
  if (stopped === 'size') return 'the Infisical CLI printed more than the secrets of any folder';
  const text = `${stderr}\n${stdout.toString('utf8')}`;
  const found = REASONS.find(({ sign }) => sign.test(text));
  if (found !== undefined) return found.what(host);
  const status = statusIn(text);
  return status === undefined ? UNKNOWN : statusReason(status, host);
}

interface Reason {
  readonly sign: RegExp;
  readonly what: (host: string) => string;
}

/** What to type where nobody is logged in. */
export function loginAdvice(host: string): string {
  return `run \`infisical login --domain=${host}\`, or set INFISICAL_TOKEN`;
}

const CLI_AGE = 'this Infisical CLI is too old: update it, https://infisical.com/docs/cli/overview';

/** The most telling one comes first. */
const REASONS: readonly Reason[] = [
  { sign: /unknown (?:flag|command|shorthand flag)/i, what: () => CLI_AGE },
  {
    sign: /Select your hosting option|To complete your login|login session found|not logged in|must be logged in|logged in details/i,
    what: (host) => `nobody is logged in to ${host}: ${loginAdvice(host)}`,
  },
  {
    sign: /x509: certificate signed by unknown authority|certificate is not trusted|self[- ]signed certificate/i,
    what: (host) =>
      `the certificate of ${host} is of an authority that this machine does not know: name its file as \`caFile\` of LocalStack or LocalRun`,
  },
  {
    sign: /x509: certificate has expired or is not yet valid/i,
    what: (host) => `the certificate of ${host} has expired`,
  },
  {
    sign: /x509: (?:certificate is (?:valid for|not valid for)|cannot validate certificate)/i,
    what: (host) => `the certificate of ${host} is for another host`,
  },
  {
    sign: /server gave HTTP response to HTTPS client|tls: first record does not look like a TLS handshake/i,
    what: (host) => `${host} does not speak https there: is the port right?`,
  },
  { sign: /no such host|server misbehaving/i, what: (host) => `${host} cannot be reached: there is no such host` },
  { sign: /connection refused/i, what: (host) => `${host} cannot be reached: nothing listens there` },
  { sign: /proxyconnect/i, what: (host) => `${host} cannot be reached: the proxy refuses the connection` },
  {
    sign: /i\/o timeout|deadline exceeded|Client\.Timeout|network is unreachable|no route to host|connection reset|: EOF\b/i,
    what: (host) => `${host} cannot be reached`,
  },
  {
    sign: /token has expired|jwt expired|session expired/i,
    what: (host) => `the login to ${host} has expired: ${loginAdvice(host)}`,
  },
  {
    sign: /readValue|not allowed to \w+ on secrets|secret reference/i,
    what: () => 'the login may not read the values of secrets there: its role needs readValue',
  },
  {
    sign: /not a member of this project|ProjectMembershipNotFound/i,
    what: () => 'the login is no member of the project: add it there',
  },
  {
    sign: /does not belong to your selected organization/i,
    what: () => 'the project belongs to another organization than the login',
  },
  {
    sign: /Project with .{1,200} not found|No project found/i,
    what: () => 'there is no such project: is its id right?',
  },
  { sign: /Folder with path/i, what: () => 'there is no such environment or folder' },
  { sign: /Environment with .{1,300} not found/i, what: () => 'there is no such environment' },
  {
    sign: /invalid service token|malformed/i,
    what: (host) => `${host} does not accept the token: ${loginAdvice(host)}`,
  },
];

const UNKNOWN =
  'the Infisical CLI gave no keys, for a reason that is not known here: `infisical export >/dev/null` for the same folder says its own';

/** By the two forms in which it tells what a server answered. */
function statusIn(text: string): number | undefined {
  const [, a, b] = /Response Code:\s*(\d{3})|status-?code=(\d{3})/i.exec(text) ?? [];
  const status = a ?? b;
  return status === undefined ? undefined : Number(status);
}

function statusReason(status: number, host: string): string {
  if (status === 401) return `${host} does not accept the login (401): ${loginAdvice(host)}`;
  if (status === 403)
    return 'the login may not read that (403): give it a role in the project that may, or log in as somebody else';
  if (status === 404)
    return 'there is no such project, environment or folder (404): make it there, or correct the program and run `npx cdk8s-infisical synth`';
  if (status === 429) return `${host} lets nobody ask that often (429): wait a minute`;
  return status >= 500 ? `${host} has trouble of its own (${status})` : `${host} refused the request (${status})`;
}
