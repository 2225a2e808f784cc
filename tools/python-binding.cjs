// Makes the Python binding of the library, as jsii makes it of what is published: compiled by jsii, which leaves the marks
// that its runtime needs. Usage: node tools/python-binding.cjs FOLDER [PACMAK]
//   FOLDER/python/src is then a folder for PYTHONPATH.
const { execFileSync } = require('node:child_process');
const { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const project = resolve(__dirname, '..');
const [folder, pacmak = join(project, 'node_modules/.bin/jsii-pacmak')] = process.argv.slice(2);
const source = join(folder, 'source');

mkdirSync(source, { recursive: true });
for (const entry of ['lib', 'README.md', 'LICENSE']) {
  cpSync(join(project, entry), join(source, entry), { recursive: true });
}
symlinkSync(join(project, 'node_modules'), join(source, 'node_modules'));

const { name, version, description, license, author, repository, engines, peerDependencies, jsii } =
  read('package.json');
write('package.json', {
  ...{ name, version, description, license, author, repository, engines, peerDependencies },
  main: 'lib/index.js',
  types: 'lib/index.d.ts',
  files: ['.jsii', 'lib/**/*.js', 'lib/**/*.d.ts'],
  jsii: {
    ...jsii,
    outdir: resolve(folder),
    targets: { python: { distName: name, module: name.replaceAll('-', '_') } },
  },
});
const {
  outDir: _,
  inlineSourceMap: __,
  inlineSources: ___,
  ...compilerOptions
} = read('tsconfig.json').compilerOptions;
write('tsconfig.json', { compilerOptions: { ...compilerOptions, types: ['node'] }, include: ['lib'] });

run(join(project, 'node_modules/.bin/jsii'), '--silence-warnings=reserved-word', '--silence-warnings=JSII6');
run(resolve(pacmak), '--target', 'python', '--code-only');

function read(file) {
  return JSON.parse(readFileSync(join(project, file), 'utf8'));
}

function write(file, content) {
  writeFileSync(join(source, file), JSON.stringify(content, null, 2));
}

function run(program, ...args) {
  execFileSync(program, args, {
    cwd: source,
    stdio: ['ignore', 'pipe', 'pipe'], // shown where it fails
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
  });
}
