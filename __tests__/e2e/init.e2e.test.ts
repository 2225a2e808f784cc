import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { IDENTITY_ID, JWT } from '../cli/infisical-double/canaries';
import { selfSigned } from '../cli/infisical-double/certificate';
import { type Double, startDouble } from '../cli/infisical-double/double';
import { type ConnectProxy, startProxy } from '../cli/infisical-double/proxy';
import { PROJECT_ID, shop } from '../cli/infisical-double/world';
import { PROJECT, TARBALL } from './packed-library';
import { ProjectOfInit } from './project-of-init';

const COMMAND = join(PROJECT, 'build/cli/main.js');
const OWN_COMMAND = 'node_modules/.bin/cdk8s-infisical';
const HOST = 'secrets.example.com';
const KEYS = ['DATABASE_URL', 'PORT'];

let temp: string;
/** Made by `init`, from the tarball of the library, for an Infisical of one's own with a private authority. */
let project: string;
let infisical: Double;
let proxy: ConnectProxy;

beforeAll(async () => {
  temp = mkdtempSync(join(tmpdir(), 'init-'));
  project = join(temp, 'orders');
  const tls = selfSigned(HOST);
  writeFileSync(join(temp, 'corporate-ca.pem'), tls.cert);
  const world = shop({ dev: { '/': KEYS }, staging: { '/': KEYS }, prod: { '/': KEYS }, qa: { '/': ['PORT'] } });
  infisical = await startDouble({ world, tls });
  proxy = await startProxy(infisical.url);
});

afterAll(async () => {
  rmSync(temp, { recursive: true });
  proxy.close();
  await infisical.close();
});

test('init, synth, test, check, and a fourth environment', async () => {
  const own = ['--host', `https://${HOST}`, '--ca-file', 'corporate-ca.pem', '--library', TARBALL];
  await run(temp, process.execPath, COMMAND, 'init', project, '--project', PROJECT_ID, '--keys', KEYS.join(), ...own);
  await run(project, 'git', 'init', '--quiet', '--initial-branch', 'main');
  await run(project, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline');

  // A program without a mistake has nothing to say.
  await run(project, 'npm', 'run', 'check');
  expect((await run(project, OWN_COMMAND, 'synth')).stderr).toBe('');
  expect(readdirSync(join(project, 'dist')).sort()).toEqual(['argocd', 'operator', 'prod', 'staging']);
  await run(project, 'npm', 'test', '--', '--ci');

  // What CI runs passes, as it stands in the workflow.
  await commit('the project');
  await run(project, 'git', 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  for (const step of stepsOfCi()) await ciStep(step);
  expect(new Set(proxy.wanted)).toEqual(new Set([`${HOST}:443`]));
  expect(new Set(placesAsked())).toEqual(new Set(['dev:/', 'staging:/', 'prod:/']));

  // The fourth environment is one statement, and its images.
  const program = readFileSync(join(project, 'orders.ts'), 'utf8');
  const qa = "new Orders(orders.addEnvironment('qa', { namespace: 'orders-qa' }), { replicas: 1 });";
  writeFileSync(join(project, 'orders.ts'), program.replace('// For Argo CD', `${qa}\n\n// For Argo CD`));
  await expect(run(project, OWN_COMMAND, 'synth')).rejects.toThrow(/qa: \[images\/qa.yaml\] there is no such file/);
  writeFileSync(join(project, 'images/qa.yaml'), 'orders: { image: orders:2 }\n');
  await expect(run(project, OWN_COMMAND, 'synth', '--check')).rejects.toThrow(/qa/);
  await run(project, 'npm', 'run', 'synth');
  expect(readFileSync(join(project, 'dist/qa/orders.k8s.yaml'), 'utf8')).toContain('envSlug: qa');
  const argocd = readFileSync(join(project, 'dist/argocd/argocd.k8s.yaml'), 'utf8');
  expect(argocd.match(/(?<=- environment: ).*/g)).toEqual(['staging', 'prod', 'qa']);
  await run(project, 'npm', 'test', '--', '--ci');
  await commit('qa');
  await expect(ciStep(stepsOfCi().at(-1) as string)).rejects.toThrow(/DATABASE_URL.*qa/);
});

test.each([
  ['flux', ['flux', 'operator', 'prod', 'staging']],
  ['none', ['prod', 'staging']],
])('with --gitops %s, synth, test, and nothing to say', async (gitops, folders) => {
  const folder = mkdtempSync(join(temp, 'gitops-'));
  const made = await ProjectOfInit.in(folder, '--gitops', gitops);
  expect(await made.command('synth')).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(join(made.folder, 'dist')).sort()).toEqual(folders);
  expect(await made.command('lint', 'dist')).toMatchObject({ status: 0 });
  expect(await made.command('synth', '--check')).toMatchObject({ status: 0, stderr: '' });
  await run(made.folder, process.execPath, 'node_modules/jest/bin/jest.js', '--ci');
});

test('a conflict in dist leaves a whole file, and a synth ends it', async () => {
  const program = () => readFileSync(join(project, 'orders.ts'), 'utf8');
  const branch = async (name: string, from: string, to: string) => {
    await run(project, 'git', 'checkout', '--quiet', '-b', name, 'main');
    writeFileSync(join(project, 'orders.ts'), program().replace(from, to));
    await run(project, 'npm', 'run', 'synth');
    await commit(name);
  };
  await branch('port', 'port: 3000', 'port: 3001');
  await branch('replicas', 'replicas: 2', 'replicas: 5');
  await expect(run(project, 'git', ...AUTHOR, 'merge', 'port')).rejects.toThrow(/CONFLICT.*dist\/prod/);
  expect(readFileSync(join(project, 'dist/prod/orders.k8s.yaml'), 'utf8')).not.toContain('<<<<<<<');
  expect(program()).toContain('port: 3001');
  await run(project, 'npm', 'run', 'synth');
  await commit('merged');
  const merged = readFileSync(join(project, 'dist/prod/orders.k8s.yaml'), 'utf8');
  for (const line of ['containerPort: 3001', 'replicas: 5']) expect(merged).toContain(line);
});

interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** The commands of the workflow, job by job; what they need is installed. */
function stepsOfCi(): string[] {
  const { jobs } = parse(readFileSync(join(project, '.github/workflows/ci.yaml'), 'utf8'));
  const steps = Object.values<{ steps: { run?: string }[] }>(jobs).flatMap((job) => job.steps);
  return steps.flatMap((step) => (step.run === undefined || step.run.startsWith('npm ci') ? [] : [step.run]));
}

function ciStep(step: string): Promise<Printed> {
  return run(project, 'bash', '-e', '-c', step);
}

function placesAsked(): string[] {
  return infisical.to('/api/v4/secrets').map(({ query }) => `${query.get('environment')}:${query.get('secretPath')}`);
}

const AUTHOR = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];

async function commit(message: string): Promise<void> {
  await run(project, 'git', 'add', '--all');
  await run(project, 'git', ...AUTHOR, 'commit', '--quiet', '--message', message);
}

/** Runs a program while the double answers, and gives what it printed. */
function run(cwd: string, program: string, ...args: string[]): Promise<Printed> {
  const env = {
    ...process.env,
    CI: 'true',
    CDK8S_CHECK_UPGRADE: 'false',
    CDK8S_OUTDIR: undefined,
    GITHUB_BASE_REF: 'main',
    GITHUB_STEP_SUMMARY: join(temp, 'summary.md'),
    HTTPS_PROXY: program === 'bash' && args.at(-1)?.includes(' check') ? proxy.url : process.env.HTTPS_PROXY,
    INFISICAL_JWT: JWT,
    INFISICAL_MACHINE_IDENTITY_ID: IDENTITY_ID,
  };
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, env, encoding: 'utf8' }, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr });
      else reject(new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`));
    });
  });
}
