// Puts the version of package.json where documents name the one before, which `npm version` has it do. One that comes before a
// version, such as 1.0.0-rc.0, is not what documents name.
const { execFileSync } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');
const { resolve } = require('node:path');

process.chdir(resolve(__dirname, '..'));
const DOCUMENTS = ['README.md', 'docs', 'integrations', 'examples/README.md', 'examples/shop-python/requirements.txt'];
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const [, before] = /github-action@v(\d+\.\d+\.\d+)/.exec(readFileSync('docs/ci.md', 'utf8'));

/** What stands before it: the name of a file, an action or a package, or a field. */
const NAMED = new RegExp(
  `(cdk8s-infisical-|github-action@v|cdk8s-infisical==|cdk8s-infisical"?: "?|\\bversion: v?|\\brev: v)${before.replaceAll('.', '\\.')}\\b`,
  'g',
);

if (!version.includes('-')) {
  const files = execFileSync('git', ['ls-files', ...DOCUMENTS], { encoding: 'utf8' })
    .trim()
    .split('\n');
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const named = text.replaceAll(NAMED, `$1${version}`);
    if (named !== text) writeFileSync(file, named);
  }
}
