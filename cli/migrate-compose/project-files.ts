import { realpathSync } from 'node:fs';
import { dirname, posix, relative, resolve } from 'node:path';
import { pathInside } from '../../lib/files/path-inside';
import { isOutside } from '../files/outside';
import { bytesOf } from '../manifests/file-bytes';
import { projectOf } from '../manifests/manifest-files';
import { decodedText } from '../yaml/decoded-text';
import { LARGEST } from './compose-text';

/** The text of a file, or why it cannot be had. */
type FileText = { readonly text: string } | { readonly problem: string };

/** The files that a compose project names, by their paths relative to its folder. */
export interface ProjectFiles {
  /** The path as it is shown. */
  shown(path: string): string;
  read(path: string): FileText;
}

/** Where there is only a text: it has no files beside it. */
export const NO_FILES: ProjectFiles = {
  shown: (path) => path,
  read: () => ({ problem: 'is not there' }),
};

/**
 * The files around a compose file, as far as they lie in its project: the work tree that it is in, else the folder that
 * the command is called in.
 *
 * @param file the compose file, or `-` for one from standard input
 */
export function filesAround(file: string): ProjectFiles {
  const given = file === '-' ? '.' : posix.dirname(file);
  const folder = realpathSync(file === '-' ? '.' : dirname(resolve(file)));
  const root = projectOf(folder);
  return {
    shown: (path) => (posix.isAbsolute(path) ? path : posix.join(given, path)),
    read: (path) => {
      const way = relative(root, resolve(folder, path));
      if (isOutside(way)) return { problem: 'lies outside of the project, and is not read' };
      const place = placeInside(root, way);
      return place === undefined ? { problem: 'is no file inside of the project' } : textAt(place);
    },
  };
}

function placeInside(root: string, way: string): string | undefined {
  try {
    return pathInside(root, way.replaceAll('\\', '/'), 'follow');
  } catch {
    return undefined;
  }
}

function textAt(place: string): FileText {
  const bytes = bytesOf(place);
  if (typeof bytes === 'string')
    return { problem: bytes.startsWith('it is a link to nothing') ? 'is not there' : bytes };
  if (bytes.length > LARGEST) return { problem: 'is larger than 1 MiB' };
  const text = decodedText(bytes);
  return typeof text === 'string' ? { text } : { problem: `has in line ${text.line}: ${text.message}` };
}
