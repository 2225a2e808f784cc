// Puts the library into one file: each of its modules had to be found, read and compiled on its own in every run of every
// app. It is made of the sources, whose modules become one scope: those that are compiled already would each stay a function,
// which Node reads twice. The types stay where they are.
const { readdirSync, rmSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { build } = require('esbuild');
const { makePlain } = require('./bundle/plain-text.cjs');

const project = resolve(__dirname, '..');

async function oneFile() {
  for (const file of readdirSync(join(project, 'build/lib'), { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.js')) rmSync(join(project, 'build/lib', file));
  }
  await build({
    absWorkingDir: project,
    entryPoints: ['lib/index.ts'],
    outfile: 'build/lib/index.js',
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['cdk8s', 'cdk8s-plus-28', 'constructs'],
  });
  makePlain(join(project, 'build/lib/index.js'));
}

oneFile();
