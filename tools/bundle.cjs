// Bundles the command line, so that its libraries never become dependencies of the construct library. What a command
// imports when it runs becomes a file of its own: the others start without reading it. Each of these files has its own
// copy of what it imports, so only `command.ts` and synth, which keep no state and no classes in common, are split.
const { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join, relative, resolve, sep } = require('node:path');
const { build } = require('esbuild');

const project = resolve(__dirname, '..');
const FOLDER = 'build/cli';
const OPTIONS = {
  absWorkingDir: project,
  bundle: true,
  platform: 'node',
  target: 'node20',
  // Lazy imports become lazy calls of require, which are faster.
  supported: { 'dynamic-import': false },
  // The project that it runs in has them: they are peers of the construct library.
  external: ['cdk8s', 'cdk8s-plus-28', 'constructs', 'esbuild', 'typescript'],
  // What a page of a report is made of.
  loader: { '.client.js': 'text', '.css': 'text' },
  metafile: true,
};

async function bundle() {
  rmSync(join(project, FOLDER), { recursive: true, force: true });
  const inputs = new Set();
  const entries = new Map([
    ['cli/main.ts', 'main.js'],
    // Runs in a process of its own.
    ['cli/synth/start/launch.ts', 'launch.js'],
  ]);
  for (const [entry, name] of entries) {
    const banner = name === 'main.js' ? { js: '#!/usr/bin/env node' } : {};
    const plugins = [filesOfTheirOwn(entries)];
    const built = await build({ ...OPTIONS, entryPoints: [entry], outfile: `${FOLDER}/${name}`, banner, plugins });
    for (const input of Object.keys(built.metafile.inputs)) inputs.add(input);
  }
  chmodSync(join(project, FOLDER, 'main.js'), 0o755);
  writeLicenses([...inputs]);
}

const SPLIT = /[\\/]command\.ts$|[\\/]cli[\\/]synth[\\/]/;

/** Leaves lazy imports of our modules to be loaded from another file, and adds that to the entries. */
function filesOfTheirOwn(entries) {
  const setup = ({ onResolve }) => {
    onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, kind, importer }) => {
      if (kind !== 'dynamic-import' || !SPLIT.test(importer)) return undefined;
      const entry = relative(project, resolve(dirname(importer), path.replace(/\.js$/, '.ts')));
      // All in one folder, so that `__dirname` means the same everywhere.
      const name = `${entry.replace(/^cli[\\/]|\.ts$/g, '').replaceAll(sep, '-')}.js`;
      entries.set(entry, name);
      return { path: `./${name}`, external: true };
    });
  };
  return { name: 'files-of-their-own', setup };
}

/** The licenses of the bundled libraries want to be passed on with them. */
function writeLicenses(inputs) {
  const packages = new Set(inputs.flatMap((input) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []));
  const licenses = [...packages].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(project, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(project, folder)).find((one) => /^licen[cs]e/i.test(one));
    if (file === undefined) throw new Error(`${name} has no license file`);
    return `${name} ${version}\n\n${readFileSync(join(project, folder, file), 'utf8').trim()}\n`;
  });
  writeFileSync(join(project, FOLDER, 'LICENSES.txt'), licenses.join(`\n${'-'.repeat(80)}\n\n`));
}

/** Jest has it run before the tests, which try the command as its users get it. */
module.exports = async () => bundle();
if (require.main === module) bundle();
