// Makes the bindings of the library in other languages, of what `npm run build` made.
//   node tools/bindings.cjs FOLDER [--peers] OPTIONS OF JSII-PACMAK
//   for example: node tools/bindings.cjs /tmp/bindings --target python      /tmp/bindings/python/*.whl, for pip
//   With --peers, those of cdk8s, cdk8s-plus-28 and constructs too.
const { execFileSync } = require('node:child_process');
const { mkdtempSync, rmSync, symlinkSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');
const { JSII_ENVIRONMENT } = require('./jsii/environment.cjs');

const project = resolve(__dirname, '..');
// What was built is packed as it is.
const PACK = ['npm', 'pack', '--ignore-scripts', '--loglevel=error'];

const [folder, ...given] = process.argv.slice(2);
const options = given.filter((one) => one !== '--peers');
const { peerDependencies } = require('../package.json');
const peers = Object.keys(given.includes('--peers') ? peerDependencies : {});
const temporary = mkdtempSync(join(tmpdir(), 'cdk8s-infisical-bindings-'));
try {
  const unpacked = unpackedLibrary();
  // The examples of docstrings and README.md in each language, for pacmak. One that does not compile is an error.
  symlinkSync(join(project, 'rosetta'), join(unpacked, 'rosetta'));
  run(unpacked, program('jsii-rosetta'), 'extract', '--compile', '--strict');
  const settings = ['--outdir', resolve(folder), '--no-npmignore', '--pack-command', PACK.join(' ')];
  const pacmak = (...packages) => run(unpacked, program('jsii-pacmak'), ...packages, ...settings, ...options);
  if (peers.length > 0) pacmak(...peers.map((peer) => join(project, 'node_modules', peer)));
  // Last: in Java all are in one folder, with one pom.xml.
  pacmak('.');
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

/** As npm would publish it. Pacmak copies the whole folder of a package, which here has no node_modules in it. */
function unpackedLibrary() {
  const tarball = run(project, ...PACK, '--pack-destination', temporary).trim();
  run(temporary, 'tar', '-xzf', tarball);
  symlinkSync(join(project, 'node_modules'), join(temporary, 'node_modules'));
  return join(temporary, 'package');
}

function program(name) {
  return join(project, 'node_modules/.bin', name);
}

function run(cwd, command, ...args) {
  // What they print is shown where they fail.
  const options = { cwd, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', env: JSII_ENVIRONMENT };
  return execFileSync(command, args, options);
}
