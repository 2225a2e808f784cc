// Makes the library that ships: jsii compiles it (the classes bear the marks that its runtime needs in other languages, and
// `.jsii` tells them the API), then its modules become one file, as each had to be found, read and compiled on its own in
// every run of every app. They stay ES modules up to then: of CommonJS each would stay a function, which Node reads twice.
const { execFileSync } = require('node:child_process');
const { readdirSync, rmSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { buildSync } = require('esbuild');
const { makePlain } = require('./bundle/plain-text.cjs');
const { JSII_ENVIRONMENT } = require('./jsii/environment.cjs');

const project = resolve(__dirname, '..');
const LIBRARY = join(project, 'build/lib');
const INDEX = join(LIBRARY, 'index.js');
// Words of other languages that only get another spelling there, and that the oldest peers are not those of the tests.
const SILENT = ['reserved-word', 'JSII6'];

compile();
makeOneFile();
makePlain(INDEX);

function compile() {
  rmSync(LIBRARY, { recursive: true, force: true });
  execFileSync(
    join(project, 'node_modules/.bin/jsii'),
    SILENT.map((warning) => `--silence-warnings=${warning}`),
    { cwd: project, stdio: 'inherit', env: JSII_ENVIRONMENT },
  );
}

/** The types stay where they are. */
function makeOneFile() {
  const [{ text }] = buildSync({
    absWorkingDir: project,
    entryPoints: [INDEX],
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['cdk8s', 'cdk8s-plus-28', 'constructs'],
    write: false,
  }).outputFiles;
  for (const file of readdirSync(LIBRARY, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.js')) rmSync(join(LIBRARY, file));
  }
  writeFileSync(INDEX, withNamesOfClasses(text));
}

/** Where a class refers to itself, esbuild calls it `_Name` in it: messages and traces would show that. */
function withNamesOfClasses(text) {
  const names = [...text.matchAll(/\b(\w+) = class _\1\b/g)].map(([, name]) => name);
  return text.replaceAll(new RegExp(`\\b_(${names.join('|')})\\b`, 'g'), '$1');
}
