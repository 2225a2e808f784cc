// Makes the bindings of the library in other languages, of what `npm run build` made.
//   node tools/bindings.cjs FOLDER OPTIONS OF JSII-PACMAK
//   for example: node tools/bindings.cjs /tmp/bindings --target python      /tmp/bindings/python/*.whl, for pip
const { execFileSync } = require('node:child_process');
const { mkdtempSync, rmSync, symlinkSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');
const { JSII_ENVIRONMENT } = require('./jsii/environment.cjs');

const project = resolve(__dirname, '..');
// What was built is packed as it is.
const PACK = 'npm pack --ignore-scripts --loglevel=error';

const [folder, ...options] = process.argv.slice(2);
const temporary = mkdtempSync(join(tmpdir(), 'cdk8s-infisical-examples-'));
try {
  const examples = translatedExamples();
  run(
    project,
    'jsii-pacmak',
    '--outdir',
    resolve(folder),
    '--no-npmignore',
    '--pack-command',
    PACK,
    ...examples,
    ...options,
  );
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

/** The examples of docstrings and README.md in each language. One that does not compile is an error. */
function translatedExamples() {
  // jsii-rosetta leaves its file beside what it reads.
  for (const entry of ['.jsii', 'package.json', 'rosetta', 'build', 'node_modules']) {
    symlinkSync(join(project, entry), join(temporary, entry));
  }
  run(temporary, 'jsii-rosetta', 'extract', '--compile', '--strict');
  return ['--rosetta-tablet', join(temporary, '.jsii.tabl.json')];
}

function run(cwd, program, ...args) {
  execFileSync(join(project, 'node_modules/.bin', program), args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'], // shown where it fails
    env: JSII_ENVIRONMENT,
  });
}
