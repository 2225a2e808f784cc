import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, posix, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** A built site on loopback, as GitHub Pages serves one: below a folder, a page without its ending. */
export interface StaticSite {
  /** With the folder: `http://127.0.0.1:1234/cdk8s-infisical/`. */
  readonly url: string;
  /** All files, by their paths from the folder. */
  readonly files: readonly string[];
  /** The file at a path from the folder on; undefined where there is none. */
  readonly fileAt: (path: string) => string | undefined;
  readonly close: () => void;
}

export async function staticSite(folder: string, base: string): Promise<StaticSite> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    );
  const known = new Set(files);
  const fileAt = (path: string) => [path, `${path}.html`, posix.join(path, 'index.html')].find((one) => known.has(one));
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '', 'http://site').pathname);
    const file = path.startsWith(base) ? fileAt(path.slice(base.length)) : undefined;
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': TYPES[extname(file ?? '')] ?? 'text/plain' });
    response.end(file === undefined ? 'there is no such page' : readFileSync(join(folder, file)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}${base}`, files, fileAt, close: () => server.close() };
}
