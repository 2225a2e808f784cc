import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/** Writes the worker in which a page judges manifests: one file that loads no other. Gives what it is made of. */
export async function bundlePlayground(folder: string): Promise<string[]> {
  const paths = require.resolve('path-browserify', { paths: [join(__dirname, '..')] });
  const { metafile } = await build({ ...judgeForPage(paths), outfile: join(folder, 'worker.js'), metafile: true });
  return Object.keys(metafile.inputs);
}

/**
 * How the judge is made for a page. What else code of the command line asks Node for fails the build.
 *
 * @param paths the module in place of that of Node
 */
export function judgeForPage(paths: string) {
  const memory = join(__dirname, 'own-memory.ts');
  return {
    absWorkingDir: join(__dirname, '../..'),
    entryPoints: [join(__dirname, 'worker.ts')],
    alias: { 'node:path': paths, 'node:fs': join(__dirname, 'no-files.ts'), 'node:v8': memory, 'node:vm': memory },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    // Paths are those of a folder of its own.
    banner: { js: "const process = { cwd: () => '/' };" },
    logLevel: 'error',
  } satisfies BuildOptions;
}
