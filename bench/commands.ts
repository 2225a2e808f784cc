import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contestant } from './contestant';
import { type Command, measure } from './measure';
import { APP, layProject, mainOf } from './project';

/** Names of contestants that others are compared with. */
export const SYNTH = 'cdk8s-infisical synth';
export const CDK8S_SYNTH = 'npx cdk8s synth';

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
  layProject(project, MAIN);
  const [node, main] = [process.execPath, mainOf(project)];
  const all = [
    command(SYNTH, project, (outdir) => [node, main, 'synth', '--output', outdir]),
    command('synth --no-cache', project, (outdir) => [node, main, 'synth', '--no-cache', '--output', outdir]),
    command(APP, project, (outdir) => ['env', `CDK8S_OUTDIR=${outdir}`, ...APP.split(' ')]),
    command(CDK8S_SYNTH, project, (outdir) => ['npx', 'cdk8s', 'synth', '--no-check-upgrade', '-o', outdir]),
  ];
  // After the first run there is something that is kept, and everything has been read from the disk.
  for (const one of all) await one.run();
  return all;
}

function command(name: string, project: string, line: (outdir: string) => string[]): Contestant {
  const outdir = join(project, name.replaceAll(/[^\w.]+/g, '-'));
  const [program = '', ...args] = line(outdir);
  const whole: Command = { program, args, cwd: project, stdout: `${outdir}.out` };
  // There is an output folder in every run but the first one.
  return { name, run: () => measure(whole), output: () => readFileSync(join(outdir, 'shop.k8s.yaml'), 'utf8') };
}
