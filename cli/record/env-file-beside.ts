import { dirname, join, relative, resolve } from 'node:path';
import { quotedText } from '../../lib/text/key-name';
import { bytesOf } from '../manifests/file-bytes';
import type { LocalRecord } from './record';

/**
 * A key that is not there stays so: compose would take one that may be missing from a `.env` of its folder, or of the folder
 * in which it is started. A name of a record stands there for nothing else.
 *
 * @throws with the file and the names
 */
export function refuseNamesInEnvFiles(absent: readonly string[], records: readonly LocalRecord[]): void {
  if (absent.length === 0) return;
  const folders = new Set([process.cwd(), ...records.map(({ file }) => dirname(resolve(file)))]);
  for (const file of [...folders].map((folder) => join(folder, '.env'))) {
    const content = bytesOf(file);
    const names = absent.filter((name) => content.includes(name));
    if (names.length === 0) continue;
    const shown = quotedText(relative(process.cwd(), file));
    throw new Error(
      `${shown} has ${names.join(', ')}, which Infisical does not have: take it out, or add the key there`,
    );
  }
}
