// Bundles the command line into one file, so that its libraries never become dependencies of the construct library.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');
const { buildSync } = require('esbuild');

const project = resolve(__dirname, '..');
const { metafile } = buildSync({
  absWorkingDir: project,
  entryPoints: ['cli/main.ts'],
  outfile: 'build/cli/main.js',
  bundle: true,
  platform: 'node',
  target: 'node20',
  banner: { js: '#!/usr/bin/env node' },
  metafile: true,
});

// The licenses of the bundled libraries want to be passed on with them.
const packages = new Set(
  Object.keys(metafile.inputs).flatMap((input) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []),
);
const licenses = [...packages].sort().map((folder) => {
  const { name, version } = JSON.parse(readFileSync(join(project, folder, 'package.json'), 'utf8'));
  const file = ['LICENSE', 'LICENSE.md', 'license'].map((one) => join(project, folder, one)).find(existsSync);
  if (file === undefined) throw new Error(`${name} has no license file`);
  return `${name} ${version}\n\n${readFileSync(file, 'utf8').trim()}\n`;
});
writeFileSync(join(project, dirname('build/cli/main.js'), 'LICENSES.txt'), licenses.join(`\n${'-'.repeat(80)}\n\n`));
