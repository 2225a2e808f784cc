// Holds the public API, as jsii told it in `.jsii` when the library was built, against the one that is committed.
//   node tools/api.cjs                      fails with the text of jsii-diff where the API breaks, else records it
//   node tools/api.cjs --breaking           records it, come what may
//   node tools/api.cjs --markdown FILE      describes it, for the site
const { spawnSync } = require('node:child_process');
const { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');
const { JSII_ENVIRONMENT } = require('./jsii/environment.cjs');
const { withMembersOnce } = require('./jsii/members-once.cjs');
const { assemblyOf, recordOf } = require('./jsii/record.cjs');

const project = resolve(__dirname, '..');
const RECORD = join(project, 'api/recorded.json');
const assembly = JSON.parse(readFileSync(join(project, '.jsii'), 'utf8'));

const temporary = mkdtempSync(join(tmpdir(), 'cdk8s-infisical-api-'));
try {
  const [option, file] = process.argv.slice(2);
  if (![undefined, '--breaking', '--markdown'].includes(option)) throw new Error(`there is no option ${option}`);
  if (option === '--markdown') describe(file);
  else if (option === '--breaking' || !breaks()) record();
  else process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

function describe(markdown) {
  const output = join(temporary, 'api.md');
  if (run('jsii-docgen', '--output', output) !== 0) throw new Error('jsii-docgen failed');
  writeFileSync(markdown, withMembersOnce(readFileSync(output, 'utf8'), assembly.types));
}

function breaks() {
  const { name, version, peerDependencies, jsii } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  writeFileSync(join(temporary, 'package.json'), JSON.stringify({ name, version, peerDependencies, jsii }));
  writeFileSync(join(temporary, '.jsii'), JSON.stringify(assemblyOf(JSON.parse(readFileSync(RECORD, 'utf8')))));
  symlinkSync(join(project, 'node_modules'), join(temporary, 'node_modules'));
  const lost = lostConstructors(JSON.parse(readFileSync(RECORD, 'utf8')));
  for (const name of lost) process.stderr.write(`err  - CLASS ${name}: has no public constructor any more\n`);
  if (run('jsii-diff', temporary, project) === 0 && lost.length === 0) return false;
  process.stderr.write('The API breaks its users. Where that is meant, record it: npm run api -- --breaking\n');
  return true;
}

/** jsii-diff does not look at these. */
function lostConstructors(recorded) {
  const names = Object.keys(recorded.types).filter((name) => recorded.types[name].initializer !== undefined);
  const typeOf = (name) => assembly.types[`${assembly.name}.${name}`];
  return names.filter((name) => typeOf(name) !== undefined && typeOf(name).initializer === undefined);
}

function record() {
  mkdirSync(join(project, 'api'), { recursive: true });
  writeFileSync(RECORD, recordOf(assembly));
}

function run(program, ...args) {
  return spawnSync(join(project, 'node_modules/.bin', program), args, {
    cwd: project,
    stdio: 'inherit',
    env: JSII_ENVIRONMENT,
  }).status;
}
