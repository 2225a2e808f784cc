import { fields, jsonIn, text } from '../../lib/json/json';
import type { AskedPlace } from './asked-place';
import { flagsFor, type InfisicalCli } from './cli';
import { cliFailure } from './cli-failure';

/** Of one folder: values by key, which are in memory only. */
export type FolderValues = ReadonlyMap<string, string>;

/** That the CLI did not give what it was asked for, in our words. */
export class CliRefusal extends Error {}

/** With which it serves what it got last, where there is no network. */
const SERVES_OLD = /serving secrets from last successful fetch/i;

export interface Exported {
  readonly values: FolderValues;
  /** Whether they are those that the CLI got some other time. */
  readonly isOld: boolean;
}

/** @throws CliRefusal */
export async function exportedValues(cli: InfisicalCli, place: AskedPlace, env: NodeJS.ProcessEnv): Promise<Exported> {
  const { host, projectId, environment, path, tags } = place;
  const where = [`--projectId=${projectId}`, `--env=${environment}`, `--path=${path}`];
  const only = tags === undefined ? [] : [`--tags=${tags.join(',')}`];
  const run = await cli.run(['export', '--format=json', ...where, ...only, ...flagsFor(host)], env);
  if (run.status !== 0 || run.stopped !== undefined) throw new CliRefusal(cliFailure(run, host));
  const values = valuesIn(jsonIn(run.stdout.toString('utf8')));
  if (values === undefined) throw new CliRefusal(NO_JSON);
  return { values, isOld: SERVES_OLD.test(run.stderr) };
}

const NO_JSON = 'what the Infisical CLI printed is no JSON of secrets: is it the CLI of Infisical?';

function valuesIn(answer: unknown): FolderValues | undefined {
  // A folder without secrets.
  if (answer === null) return new Map();
  if (!Array.isArray(answer)) return undefined;
  const values = new Map<string, string>();
  for (const item of answer) {
    const { key, value } = fields(item);
    if (text(key) === undefined || typeof value !== 'string') return undefined;
    values.set(String(key), value);
  }
  return values;
}
