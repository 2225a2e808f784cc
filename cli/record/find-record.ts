import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { quotedText } from '../../lib/text/key-name';
import { placeText } from '../../lib/text/place-in-text';
import { bytesOf } from '../manifests/file-bytes';
import { BROKEN, isBrokenRecord, isOwnRecord, recordIn } from './read-record';
import type { LocalRecord } from './record';

/** What `LocalStack` and `LocalRun` write. */
export const RECORD_FILES: readonly string[] = ['compose.yaml', 'infisical.run.yaml'];

/**
 * The records by which somebody in a folder works: of the files that are named, else of the closest folder above that has
 * some of ours. A monorepo has them at its root.
 *
 * @throws with all that is wrong with them
 */
export function recordsFor(folder: string, named: readonly string[] = []): LocalRecord[] {
  const files = named.length > 0 ? named.map((file) => resolve(folder, file)) : closestFiles(folder);
  if (files.length === 0) throw new Error(`${NONE}: ${REMEDY}`);
  return files.map((file) => recordAt(file, shownFrom(folder, file)));
}

const NONE = `no ${RECORD_FILES.join(' or ')} of cdk8s-infisical is here or in a folder above`;
const REMEDY =
  'LocalStack and LocalRun of your program write one, run `npx cdk8s-infisical synth`; or name a file with --compose';

function closestFiles(folder: string): string[] {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const isFar = at !== resolve(folder);
    const own = RECORD_FILES.map((name) => join(at, name)).filter(
      (file) => isOwnFile(file) && !(isFar && isOfOthers(statSync(file), statSync(folder))),
    );
    // What is above a repository is nothing of it.
    if (own.length > 0 || at === dirname(at) || existsSync(join(at, '.git'))) return own;
  }
}

/**
 * Whether a file above was put there by somebody else, as anybody may in a folder such as /tmp: it would say which host gets
 * the login. In a container the whole checkout may be of another user.
 */
export function isOfOthers(file: { readonly uid: number }, folder: { readonly uid: number }): boolean {
  return ![0, folder.uid, process.getuid?.() ?? file.uid].includes(file.uid);
}

/** One of somebody else lies there for something else; one that cannot be read, or is cut off, may be ours. */
function isOwnFile(file: string): boolean {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const bytes = bytesOf(file);
  if (typeof bytes === 'string') return true;
  const text = bytes.toString('latin1');
  return isOwnRecord(text) || isBrokenRecord(text);
}

function recordAt(file: string, shown: string): LocalRecord {
  if (!existsSync(file)) throw new Error(`${shown}: there is no such file`);
  const bytes = bytesOf(file);
  if (typeof bytes === 'string') throw new Error(`${shown}: ${bytes}`);
  const text = bytes.toString('latin1');
  if (isBrokenRecord(text)) throw new Error(`${shown}: ${BROKEN}`);
  if (!isOwnRecord(text)) {
    throw new Error(
      `${shown}: it does not tell of keys: LocalStack and LocalRun write that, run \`npx cdk8s-infisical synth\``,
    );
  }
  const record = recordIn(bytes, shown);
  if ('message' in record) throw new Error(`${placeText(shown, record)}: ${record.message}`);
  return record;
}

function shownFrom(folder: string, file: string): string {
  const way = relative(resolve(folder), file);
  return way === '' ? quotedText(file) : way;
}
