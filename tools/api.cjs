// Checks with jsii that the public API can serve every language, and writes API.md from it.
// jsii leaves files next to what it compiles, so it works on a copy in a temporary folder.
const { execFileSync } = require('node:child_process');
const { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');
const { withMembersOnce } = require('./api-once.cjs');

const project = resolve(__dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'cdk8s-infisical-api-'));

try {
  for (const entry of ['lib', 'package.json', 'README.md', 'LICENSE']) {
    cpSync(join(project, entry), join(copy, entry), { recursive: true });
  }
  const { compilerOptions } = JSON.parse(readFileSync(join(project, 'tsconfig.json'), 'utf8'));
  const tsconfig = {
    compilerOptions: { ...compilerOptions, types: ['node'] },
    include: ['lib'],
  };
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(tsconfig));
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
  run('jsii', '--silence-warnings=reserved-word', '--silence-warnings=JSII6');
  run('jsii-docgen', '--output', 'API.md');
  const { types } = JSON.parse(readFileSync(join(copy, '.jsii'), 'utf8'));
  writeFileSync(join(project, 'API.md'), withMembersOnce(readFileSync(join(copy, 'API.md'), 'utf8'), types));
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function run(program, ...args) {
  execFileSync(join(project, 'node_modules', '.bin', program), args, {
    cwd: copy,
    stdio: 'inherit',
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1' },
  });
}
