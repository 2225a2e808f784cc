import { fields, jsonIn, list, text } from '../../../lib/json/json';
import { installedCli } from '../../infisical-cli/cli';
import type { FoundLogin } from '../checks/laptop';

const TOKENS = ['INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN', 'INFISICAL_TOKEN'];
const CLIENT = ['INFISICAL_UNIVERSAL_AUTH_CLIENT_ID', 'INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET'];
const SECONDS = 15;

/**
 * How `make up` would log in. A token of the shell is shown to nobody; of a person, the CLI asks where that person has
 * logged in, and is not told of any other host.
 */
export async function loginOfCli(env: NodeJS.ProcessEnv): Promise<FoundLogin | undefined> {
  const token = TOKENS.find((name) => env[name]) ?? (CLIENT.every((name) => env[name]) ? CLIENT[0] : undefined);
  if (token !== undefined) return { variable: token };
  const run = await statusIn(env).catch(() => undefined);
  const answer = run === undefined ? undefined : jsonIn(run.stdout.toString('utf8'));
  if (typeof answer !== 'object' || answer === null) return { why: 'the Infisical CLI does not tell' };
  const [session] = list(fields(answer).sessions);
  if (session === undefined) return 'nobody';
  return { status: text(session.status) ?? 'unknown', host: text(session.domain) };
}

/** Also that there is none is told by the promise. */
async function statusIn(env: NodeJS.ProcessEnv) {
  return await installedCli(env, SECONDS).run(['login', 'status', '--json', '--log-level=error', '--silent']);
}
