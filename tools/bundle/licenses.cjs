const { readdirSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { packagesOf } = require('./packages.cjs');

const project = resolve(__dirname, '../..');

/** The licenses of the bundled libraries, which want to be passed on with them. */
function licensesOf(inputs) {
  const licenses = packagesOf(inputs).map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(project, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(project, folder)).find((one) => /^licen[cs]e/i.test(one));
    if (file === undefined) throw new Error(`${name} has no license file`);
    return `${name} ${version}\n\n${readFileSync(join(project, folder, file), 'utf8').trim()}\n`;
  });
  return licenses.join(`\n${'-'.repeat(80)}\n\n`);
}

module.exports = { licensesOf };
