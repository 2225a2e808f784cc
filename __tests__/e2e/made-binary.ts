import { join } from 'node:path';
import { PROJECT, runAlone } from './packed-library';

export const NAME = `cdk8s-infisical-linux-${process.arch}`;
const FOLDER = join(PROJECT, 'binary');

/** Makes the command as one file, if that was not done since the command was built, and gives the folder of it. */
export function makeBinary(): string {
  // The checksum is written last.
  const isMade = `test binary/${NAME}.sha256 -nt build/cli/main.js`;
  runAlone(join(PROJECT, 'build/binary.lock'), PROJECT, 'sh', '-c', `${isMade} || npm run --silent binary`);
  return FOLDER;
}
