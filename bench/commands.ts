import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Contestant } from './contestants';
import { measure } from './measure';

const REPOSITORY = resolve(__dirname, '..');
const APP = 'node --import tsx main.ts';
const MAIN = `
import { Chart } from 'cdk8s';
import { GitOpsApp, InfisicalAuth, SecretSyncedApp } from 'cdk8s-infisical';

const app = new GitOpsApp();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const auth = InfisicalAuth.universal({ credentials: { name: 'credentials' } });
new SecretSyncedApp(chart, 'orders', {
  image: 'orders:1.0',
  port: 3000,
  autoReload: true,
  sync: { auth, source: { projectSlug: 'shop', environment: 'prod', path: '/' } },
  secretKeys: ['PORT', 'DEV', 'DATABASE_URL', 'RATELIMIT_RPS', 'RATELIMIT_BURST', 'CORS_ORIGINS', 'RABBITMQ_URL'],
});
app.synth();
`;

/**
 * From TypeScript to YAML, as people run it, in a project of its own with the library as it is published: our command
 * when it keeps something, and without that; the program alone; and cdk8s.
 */
export async function commands(folder: string): Promise<Contestant[]> {
  const project = join(folder, 'project');
  layProject(project);
  const [node, main] = [process.execPath, mainOf(project)];
  const all = [
    command('cdk8s-infisical synth', project, (outdir) => [node, main, 'synth', '--output', outdir]),
    command('synth --no-cache', project, (outdir) => [node, main, 'synth', '--no-cache', '--output', outdir]),
    command(APP, project, (outdir) => ['env', `CDK8S_OUTDIR=${outdir}`, ...APP.split(' ')]),
    command('npx cdk8s synth', project, (outdir) => ['npx', 'cdk8s', 'synth', '--no-check-upgrade', '-o', outdir]),
  ];
  // After the first run there is something that is kept, and everything has been read from the disk.
  for (const one of all) await measure(one.command);
  return all;
}

/** The command of the project. */
export function mainOf(project: string): string {
  return join(project, 'node_modules/cdk8s-infisical/build/cli/main.js');
}

export function layProject(project: string): void {
  const modules = join(project, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const name of ['cdk8s', 'cdk8s-plus-28', 'constructs', 'tsx', 'esbuild', 'typescript', 'cdk8s-cli']) {
    symlinkSync(join(REPOSITORY, 'node_modules', name), join(modules, name));
  }
  symlinkSync('../cdk8s-cli/bin/cdk8s', join(modules, '.bin/cdk8s'));
  for (const part of ['package.json', 'build']) {
    cpSync(join(REPOSITORY, part), join(modules, 'cdk8s-infisical', part), { recursive: true });
  }
  writeFileSync(join(project, 'package.json'), '{}');
  writeFileSync(join(project, 'cdk8s.yaml'), `language: typescript\napp: ${APP}\n`);
  writeFileSync(join(project, 'main.ts'), MAIN);
}

function command(name: string, project: string, line: (outdir: string) => string[]): Contestant {
  const outdir = join(project, name.replaceAll(/[^\w.]+/g, '-'));
  const [program = '', ...args] = line(outdir);
  return {
    name,
    command: { program, args, cwd: project, stdout: `${outdir}.out` },
    isTree: true,
    // There is an output folder in every run but the first one.
    reset: () => undefined,
    output: () => readFileSync(join(outdir, 'shop.k8s.yaml'), 'utf8'),
  };
}
