import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { type WrittenImport, writtenImports } from './written-imports';

/** One import of a file, and what it leads to. */
export interface Import extends WrittenImport {
  readonly file: string;
  /** A file of the project, or the name of a package, `node:` before those of Node; undefined where there is none. */
  readonly target: string | undefined;
}

/** The files of a project, as paths from its folder, and what each imports. */
export interface SourceTree {
  readonly files: ReadonlySet<string>;
  /** Those that are code. */
  readonly sources: readonly string[];
  readonly imports: readonly Import[];
}

const SOURCE = /\.[cm]?[jt]sx?$/;
const MADE = /^(?:node_modules|build|dist|coverage|\..*)$/;

/** Reads every file of a folder but what tools make, and what is below one of `unread`. */
export function sourceTree(root: string, unread: readonly string[]): SourceTree {
  const files = new Set(filesBelow(root, ''));
  const isRead = (file: string) => !unread.some((one) => file === one || file.startsWith(`${one}/`));
  const sources = [...files].filter((file) => SOURCE.test(file) && isRead(file));
  const imports = sources.flatMap((file) =>
    writtenImports(readFileSync(join(root, file), 'utf8'), file).map((one) => ({
      ...one,
      file,
      target: one.specifier === undefined ? undefined : targetOf(one.specifier, file, files),
    })),
  );
  return { files, sources, imports };
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = posix.join(folder, name);
    if (MADE.test(name)) return [];
    return statSync(join(root, path)).isDirectory() ? filesBelow(root, path) : [path];
  });
}

const ENDINGS = ['', '.ts', '.js', '.cjs', '.mjs', '.d.ts', '.json', '/index.ts', '/index.js'];

function targetOf(specifier: string, file: string, files: ReadonlySet<string>): string | undefined {
  if (!/^\.{1,2}(?:\/|$)/.test(specifier)) return packageOf(specifier);
  const path = posix.join(posix.dirname(file), specifier).replace(/\/$/, '');
  const paths = [path, path.replace(/\.([cm]?)js$/, '.$1ts')].flatMap((one) => ENDINGS.map((ending) => one + ending));
  return paths.find((one) => files.has(one));
}

function packageOf(specifier: string): string {
  if (isBuiltin(specifier)) return `node:${specifier.replace(/^node:/, '')}`;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
