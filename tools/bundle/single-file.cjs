const { readFileSync } = require('node:fs');
const { resolve } = require('node:path');
const { build } = require('esbuild');

const project = resolve(__dirname, '../..');

/** Writes the command line as one file that needs no packages: what else are peers is in it. */
async function singleFile(outfile) {
  const { metafile } = await build({
    absWorkingDir: project,
    entryPoints: ['cli/main.ts'],
    outfile,
    bundle: true,
    minify: true,
    keepNames: true,
    legalComments: 'none',
    platform: 'node',
    target: 'node22',
    supported: { 'dynamic-import': false },
    // Nobody runs programs in it.
    external: ['esbuild', 'typescript'],
    loader: { '.client.js': 'text', '.css': 'text' },
    metafile: true,
    plugins: [yamlInside],
  });
  return { inputs: Object.keys(metafile.inputs) };
}

const BESIDE_CDK8S = "createRequire(require.resolve('cdk8s'))('yaml')";

/** The library takes the reader of YAML of cdk8s, beside which it is not installed here. */
const yamlInside = {
  name: 'yaml-inside',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]yaml-of-cdk8s\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes(BESIDE_CDK8S)) throw new Error(`${path} finds the reader of YAML in another way`);
      return { contents: text.replace(BESIDE_CDK8S, "require('yaml')"), loader: 'ts' };
    });
  },
};

module.exports = { singleFile };
