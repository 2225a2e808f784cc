// Makes the bindings of the library in other languages, of what `npm run build` made.
//   node tools/bindings.cjs FOLDER LANGUAGE [OPTION OF JSII-PACMAK ...]
//   for example: node tools/bindings.cjs /tmp/bindings python      /tmp/bindings/python/*.whl, for pip
const { execFileSync } = require('node:child_process');
const { join, resolve } = require('node:path');

const project = resolve(__dirname, '..');
const [folder, language, ...options] = process.argv.slice(2);

execFileSync(
  join(project, 'node_modules/.bin/jsii-pacmak'),
  // Packed as it is: it was built.
  [
    '--outdir',
    resolve(folder),
    '--target',
    language,
    '--pack-command',
    'npm pack --ignore-scripts --loglevel=error',
    ...options,
  ],
  {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'], // shown where it fails
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
  },
);
