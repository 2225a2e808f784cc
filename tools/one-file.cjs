// Puts the compiled library into one file: each of its 170 modules had to be found, read and compiled on its own in every
// run of every app. The types stay where they are.
const { appendFileSync, readdirSync, renameSync, rmSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { build } = require('esbuild');

const project = resolve(__dirname, '..');
const MAIN = 'build/lib/index.js';

async function oneFile() {
  const outfile = join(project, 'build/library.js');
  await build({
    absWorkingDir: project,
    entryPoints: [MAIN],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['cdk8s', 'cdk8s-plus-28', 'constructs'],
  });
  for (const file of readdirSync(join(project, 'build/lib'), { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.js')) rmSync(join(project, 'build/lib', file));
  }
  renameSync(outfile, join(project, MAIN));
  nameExports(join(project, MAIN));
}

/** ES modules import by name what Node finds named in the text of a module, without running it. */
function nameExports(file) {
  const names = Object.keys(require(file)).filter((name) => name !== '__esModule');
  appendFileSync(file, `\n0 && (module.exports = { ${names.join(', ')} });\n`);
}

oneFile();
