// Bundles the command line into one file, so that its libraries never become dependencies of the construct library.
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');
const { buildSync } = require('esbuild');

const project = resolve(__dirname, '..');
const BUNDLE = 'build/cli/main.js';

function bundle() {
  const { metafile } = buildSync({
    absWorkingDir: project,
    entryPoints: ['cli/main.ts'],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    target: 'node20',
    // The project that it runs in has them: they are peers of the construct library.
    external: ['cdk8s', 'cdk8s-plus-28', 'constructs', 'esbuild', 'typescript'],
    // What a page of a report is made of.
    loader: { '.client.js': 'text', '.css': 'text' },
    banner: { js: '#!/usr/bin/env node' },
    metafile: true,
  });

  // Runs in a process of its own, which must start fast.
  buildSync({
    absWorkingDir: project,
    entryPoints: ['cli/synth/bundle/launch.ts'],
    outfile: 'build/cli/launch.js',
    bundle: true,
    platform: 'node',
    target: 'node20',
  });

  // The licenses of the bundled libraries want to be passed on with them.
  const packages = new Set(
    Object.keys(metafile.inputs).flatMap((input) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []),
  );
  const licenses = [...packages].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(project, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(project, folder)).find((one) => /^licen[cs]e/i.test(one));
    if (file === undefined) throw new Error(`${name} has no license file`);
    return `${name} ${version}\n\n${readFileSync(join(project, folder, file), 'utf8').trim()}\n`;
  });
  writeFileSync(join(project, dirname(BUNDLE), 'LICENSES.txt'), licenses.join(`\n${'-'.repeat(80)}\n\n`));
}

/** Jest has it run before the tests, which try the command as its users get it. */
module.exports = async () => bundle();
if (require.main === module) bundle();
