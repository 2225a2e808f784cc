// Makes the bindings of the library in other languages, of what `npm run build` made.
//   node tools/bindings.cjs FOLDER OPTIONS OF JSII-PACMAK
//   for example: node tools/bindings.cjs /tmp/bindings --target python      /tmp/bindings/python/*.whl, for pip
const { execFileSync } = require('node:child_process');
const { join, resolve } = require('node:path');

const project = resolve(__dirname, '..');
const [folder, ...options] = process.argv.slice(2);
// What was built is packed as it is.
const PACK = 'npm pack --ignore-scripts --loglevel=error';

execFileSync(
  join(project, 'node_modules/.bin/jsii-pacmak'),
  ['--outdir', resolve(folder), '--no-npmignore', '--pack-command', PACK, ...options],
  {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'], // shown where it fails
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
  },
);
