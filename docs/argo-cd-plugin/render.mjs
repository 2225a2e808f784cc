// Renders a cdk8s project for Argo CD: the manifests of one environment to stdout, and everything else to stderr.
// The project gets the dependencies of this image, no network, and no variable that is not meant for it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PLUGIN = dirname(fileURLToPath(import.meta.url));
const { PARAM_ENVIRONMENT: environment = '', PARAM_MAIN: main = 'main.ts' } = process.env;

const output = mkdtempSync(join(tmpdir(), 'cdk8s-'));
try {
  checkParameters();
  linkDependencies();
  runProject();
  process.stdout.write(manifests());
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(output, { recursive: true, force: true });
}

function checkParameters() {
  if (!/^([A-Za-z0-9][\w.-]*)?$/.test(environment)) {
    throw new Error(`the parameter "environment" is no name for a folder: "${environment}"`);
  }
  if (!/^[\w./-]+\.[cm]?[jt]s$/.test(main) || main.startsWith('/') || main.split('/').includes('..')) {
    throw new Error(`the parameter "main" is no TypeScript or JavaScript file of the project: "${main}"`);
  }
}

function linkDependencies() {
  if (existsSync('node_modules')) {
    throw new Error('there is a node_modules in the repository: the plugin only runs the dependencies of its image');
  }
  symlinkSync(join(PLUGIN, 'node_modules'), 'node_modules');
}

function runProject() {
  const own = Object.entries(process.env).filter(([name]) => /^(ARGOCD_APP_|ARGOCD_ENV_|KUBE_|PARAM_)/.test(name));
  const env = {
    ...Object.fromEntries(own),
    PATH: dirname(process.execPath),
    HOME: output,
    TMPDIR: output,
    CDK8S_OUTDIR: join(output, 'dist'),
    NODE_OPTIONS: `--require=${join(PLUGIN, 'offline.cjs')}`,
  };
  // What the project prints is no manifest.
  const { status, signal, error } = spawnSync(process.execPath, ['--import', 'tsx', main], {
    env,
    stdio: ['ignore', 2, 2],
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${main} ended with ${signal ?? `exit code ${status}`}`);
}

/** All files as one, with a separator between them. Nothing at all would have Argo CD delete the application. */
function manifests() {
  const files = filesBelow(environment);
  const nested = [...new Set(files.flatMap((file) => (file.includes('/') ? [file.split('/')[0]] : [])))];
  if (environment === '' && nested.length > 0) {
    throw new Error(`set the parameter "environment" to one of: ${nested.join(', ')}`);
  }
  const documents = files.flatMap((file) =>
    readFileSync(join(output, 'dist', environment, file), 'utf8')
      .split(/^---$\n?/m)
      .filter((document) => /^kind:/m.test(document)),
  );
  if (documents.length === 0) {
    const what = environment === '' ? '' : ` for the environment "${environment}"`;
    throw new Error(`${main} rendered no object${what}: it wrote ${filesBelow('').join(', ') || 'no file'}`);
  }
  return documents.map((document) => document.replace(/\n*$/, '\n')).join('---\n');
}

function filesBelow(folder) {
  const root = join(output, 'dist', folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort();
}
