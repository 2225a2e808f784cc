import { fields, jsonIn, list, text } from '../../lib/json/json';
import { CLOUD_US, canonicalHost, NAMES_OF_CLOUD_US } from '../../lib/model/host';
import { flagsFor, type InfisicalCli } from './cli';
import { cliFailure, loginAdvice } from './cli-failure';

/** A token that the CLI takes before any other, and of which it does not say how it stands. */
const FIRST_TOKEN = 'INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN';
const TOKEN = 'INFISICAL_TOKEN';
const CLIENT_ID = 'INFISICAL_UNIVERSAL_AUTH_CLIENT_ID';
const CLIENT_SECRET = 'INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET';

/**
 * Sees whether the CLI is logged in, before many calls of it find that out: without a login, each of them would begin one.
 *
 * @returns the variables with which it is logged in, beside those of the shell
 * @throws if it is not
 */
export async function loggedInVariables(
  cli: InfisicalCli,
  { host, certificates }: { readonly host: string; readonly certificates: NodeJS.ProcessEnv },
  env: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  if (env[FIRST_TOKEN]) return {};
  if (!env[TOKEN] && (env[CLIENT_ID] || env[CLIENT_SECRET])) {
    return { [TOKEN]: await machineToken(cli, host, certificates, env) };
  }
  // An older one knows no flag of that name, and starts nothing for it.
  const { status, stdout } = await cli.run(['login', 'status', '--json', ...flagsFor(host)], certificates);
  const answer = jsonIn(stdout.toString('utf8'));
  if (typeof answer !== 'object' || answer === null) return {};
  const problem = sessionProblem(list(fields(answer).sessions), host, Boolean(env[TOKEN]));
  if (problem !== undefined && (status !== 0 || problem.isOfHost)) throw new Error(problem.message);
  return {};
}

async function machineToken(
  cli: InfisicalCli,
  host: string,
  certificates: NodeJS.ProcessEnv,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const missing = [CLIENT_ID, CLIENT_SECRET].find((name) => !env[name]);
  if (missing !== undefined) throw new Error(`${missing} is not set: the login needs both, id and secret`);
  const run = await cli.run(['login', '--method=universal-auth', '--plain', ...flagsFor(host)], certificates);
  const token = run.stdout.toString('utf8').trim();
  if (run.status === 0 && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new Error(`${CLIENT_ID} and ${CLIENT_SECRET}: ${refusalOf(run, host)}`);
}

function refusalOf(run: Parameters<typeof cliFailure>[0], host: string): string {
  const words = `${run.stderr}${run.stdout.toString('utf8')}`;
  if (/locked/i.test(words)) return 'the login is locked for some minutes, after too many wrong tries';
  if (/Invalid credentials|status-?code=401|Response Code:\s*401/i.test(words)) return `${host} does not know them`;
  return cliFailure(run, host);
}

interface SessionProblem {
  readonly message: string;
  /** That it is for another Infisical, which the CLI does not call a problem. */
  readonly isOfHost: boolean;
}

type Sessions = ReturnType<typeof list>;

/** What is wrong with the session that would be used: that of the token, where there is one. */
function sessionProblem(sessions: Sessions, host: string, hasToken: boolean): SessionProblem | undefined {
  const isUser = ({ principalType, tokenSource }: Sessions[number]) =>
    principalType === 'user' && !text(tokenSource)?.startsWith(TOKEN);
  const used = sessions.find((session) => isUser(session) !== hasToken);
  if (used === undefined) {
    return hasToken ? undefined : { message: `nobody is logged in to ${host}: ${loginAdvice(host)}`, isOfHost: false };
  }
  const what = hasToken ? `the token in ${TOKEN}` : `the login to ${host}`;
  const advice = hasToken ? 'make a new one' : loginAdvice(host);
  if (used.status === 'expired') return { message: `${what} has expired: ${advice}`, isOfHost: false };
  if (used.status === 'rejected') {
    return {
      message: `${hasToken ? `${host} does not accept ${what}` : `${what} is not accepted any more`}: ${advice}`,
      isOfHost: false,
    };
  }
  const domain = text(used.domain);
  if (hasToken || domain === undefined || isSameHost(domain, host)) return undefined;
  // It would ask there, whatever it is told.
  return {
    message: `the Infisical CLI is logged in to another Infisical than ${host}: ${loginAdvice(host)}`,
    isOfHost: true,
  };
}

export function isSameHost(one: string, other: string): boolean {
  const [a, b] = [one, other].map(canonicalHost).map((host) => (NAMES_OF_CLOUD_US.includes(host) ? CLOUD_US : host));
  return a === b;
}
