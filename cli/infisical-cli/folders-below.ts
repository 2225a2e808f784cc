import { sortedNaturally } from '../../lib/collections/natural-order';
import { fields, jsonIn, text } from '../../lib/json/json';
import type { AskedPlace } from './asked-place';
import { flagsFor, type InfisicalCli } from './cli';
import { cliFailure } from './cli-failure';
import { CliRefusal } from './exported-values';

const MOST_FOLDERS = 500;

/**
 * The folders of a recursive place: its own first, then those below by their paths. Where several have a key, the operator
 * takes any; here it is always the same one.
 *
 * @param ask asks for one folder, within what may be asked at a time
 * @throws CliRefusal
 */
export async function foldersBelow(
  place: AskedPlace,
  ask: (place: AskedPlace) => Promise<readonly string[]>,
): Promise<AskedPlace[]> {
  const found: AskedPlace[] = [];
  for (let level = [{ ...place, recursive: false }]; level.length > 0; ) {
    found.push(...level);
    if (found.length > MOST_FOLDERS) throw new CliRefusal(`there are more than ${MOST_FOLDERS} folders below it`);
    const names = await Promise.all(level.map((one) => ask(one)));
    level = level.flatMap((one, index) =>
      names[index].map((name) => ({ ...one, path: `${one.path === '/' ? '' : one.path}/${name}` })),
    );
  }
  return sortedNaturally(found, ({ path }) => path);
}

/** @throws CliRefusal */
export async function folderNames(cli: InfisicalCli, place: AskedPlace, env: NodeJS.ProcessEnv): Promise<string[]> {
  const { host, projectId, environment, path } = place;
  const where = [`--projectId=${projectId}`, `--env=${environment}`, `--path=${path}`];
  const run = await cli.run(['secrets', 'folders', 'get', ...where, '--output=json', ...flagsFor(host)], env);
  if (run.status !== 0 || run.stopped !== undefined) throw new CliRefusal(cliFailure(run, host));
  const answer = jsonIn(run.stdout.toString('utf8'));
  if (answer === null) return [];
  const names = Array.isArray(answer) ? answer.map((item) => text(fields(item).folderName)) : [undefined];
  if (names.every((name) => name !== undefined && /^[\w.-]+$/.test(name) && !/^\.+$/.test(name)))
    return names as string[];
  throw new CliRefusal('what the Infisical CLI printed is no JSON of folders: is it the CLI of Infisical?');
}
