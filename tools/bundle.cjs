// Bundles the command line, so that its libraries never become dependencies of the construct library. What a command
// imports when it runs is in other files: the others start without reading it. Nothing is there twice: what several
// commands import is one file, and one module, for all of them.
const { chmodSync, rmSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { build } = require('esbuild');
const { filesOf } = require('./bundle/files.cjs');
const { licensesOf } = require('./bundle/licenses.cjs');
const { piecesOf } = require('./bundle/pieces.cjs');
const { writeFiles } = require('./bundle/write-files.cjs');

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
};
const BANNERS = new Map([['main.js', '#!/usr/bin/env node']]);

/** The sources of all that is in the command, its libraries among them. */
async function inputsOfCommand() {
  return (await piecesOf('cli/main.ts', OPTIONS)).inputs;
}

async function bundle() {
  rmSync(join(project, FOLDER), { recursive: true, force: true });
  const { pieces, inputs } = await piecesOf('cli/main.ts', OPTIONS);
  await writeFiles(pieces, filesOf(pieces), join(project, FOLDER), { options: OPTIONS, banners: BANNERS });
  chmodSync(join(project, FOLDER, 'main.js'), 0o755);
  // Runs in the process of the app, where nothing else of the command may be loaded.
  await build({ ...OPTIONS, entryPoints: ['cli/synth/start/launch.ts'], outfile: `${FOLDER}/launch.js` });
  writeFileSync(join(project, FOLDER, 'LICENSES.txt'), licensesOf(inputs));
}

/** Jest has it run before the tests, which try the command as its users get it. */
module.exports = Object.assign(async () => bundle(), { inputsOfCommand });
if (require.main === module) bundle();
