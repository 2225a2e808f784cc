import { printable } from '../terminal/printable';

const DRIVE = /^[A-Za-z]:\//;

/** The file as programs name it on every system: between slashes, without `./`. */
export function shownFile(file: string): string {
  const slashes = printable(file.replaceAll('\\', '/'));
  return slashes.replace(/^(\.\/+)+(?=.)/, '');
}

/** Where a file is, as a URI: below the folder in which the command ran, where it is in it. */
export function artifactOf(file: string): { readonly uri: string; readonly uriBaseId?: string } {
  const path = shownFile(file);
  const uri = path.split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('//')) return { uri: `file:${uri}` };
  if (path.startsWith('/')) return { uri: `file://${uri}` };
  if (DRIVE.test(path)) return { uri: `file:///${uri.replace('%3A', ':')}` };
  return { uri, uriBaseId: SOURCES };
}

/** The name that code scanning has for the root of the checkout. */
export const SOURCES = '%SRCROOT%';
