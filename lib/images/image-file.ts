import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, normalize, relative, resolve, sep } from 'node:path';

/** Why the text of a file is not there, for behind its name. */
export class UnreadImages extends Error {}

/** A thousand images have a fifth of it. */
const LARGEST = 1024 * 1024;

/**
 * The text of a file of images.
 *
 * @param file as the program names it; a link in a folder of the program may not lead out of that
 * @throws UnreadImages if it cannot be read
 */
export function imageFileText(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(placeOf(file)));
  } catch (error) {
    if (error instanceof UnreadImages) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw new UnreadImages('it is no text in UTF-8');
    throw new UnreadImages(code === 'ELOOP' ? 'links lead in a circle' : `it cannot be read (${code})`);
  }
}

function placeOf(file: string): string {
  const isBelow = !isAbsolute(file) && normalize(file).split(sep)[0] !== '..';
  try {
    const place = realpathSync(file);
    const way = relative(realpathSync(isBelow ? '.' : dirname(resolve(file))), place);
    if (way.split(sep)[0] !== '..' && !isAbsolute(way)) return place;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new UnreadImages(ABSENT);
    throw error;
  }
  throw new UnreadImages(
    'it is a link that leads out of the project, where nothing is read: put the file itself there',
  );
}

const ABSENT =
  'there is no such file: make it, with a line for each image, such as `orders: { image: registry.example/orders:1.4.2 }`';

/** What is no file is not read: a named pipe would let one wait for ever. */
function bytesOf(place: string): Uint8Array {
  const opened = openSync(place, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
  try {
    const stats = fstatSync(opened);
    if (!stats.isFile()) throw new UnreadImages('it is no file');
    if (stats.size > LARGEST) throw new UnreadImages('it is larger than 1 MiB');
    return readFileSync(opened);
  } finally {
    closeSync(opened);
  }
}
