import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install, PROJECT, run } from './packed-library';

const COMMAND = join(PROJECT, 'build/cli/main.js');
const ANSWERS = ['--project', '6f1c2d7e-0000-4000-8000-000000000002', '--keys', 'DATABASE_URL,PORT'];

/** Made by `init`, and nothing in it edited. */
let project: string;

beforeAll(() => {
  project = join(mkdtempSync(join(tmpdir(), 'init-')), 'orders');
  run(tmpdir(), process.execPath, COMMAND, 'init', project, ...ANSWERS);
  install(project);
});

afterAll(() => rmSync(join(project, '..'), { recursive: true }));

test('its own tests pass', () => {
  run(project, 'npm', 'test', '--', '--ci=false');
  run(project, 'npm', 'test', '--', '--ci');
});

test('its types are right', () => {
  run(project, 'npm', 'run', 'check');
});

test('it synthesizes each environment, and is then up to date', () => {
  run(project, 'npm', 'run', 'synth');
  for (const environment of ['staging', 'prod']) {
    const manifests = readFileSync(join(project, `dist/${environment}/orders.k8s.yaml`), 'utf8');
    expect(manifests.match(/^kind: .*/gm)).toEqual(['kind: InfisicalSecret', 'kind: Deployment', 'kind: Service']);
    expect(manifests).toContain(`envSlug: ${environment}`);
  }
  const argocd = readFileSync(join(project, 'dist/argocd/argocd.k8s.yaml'), 'utf8');
  expect(argocd).toContain('environment: staging');
  run(project, 'npx', '--no-install', 'cdk8s-infisical', 'synth', '--check');
});

test('git takes dist into a commit', () => {
  run(project, 'git', 'init', '--quiet');
  run(project, 'git', 'add', '--all');
  const staged = run(project, 'git', 'diff', '--cached', '--name-only').split('\n');
  expect(staged).toEqual(expect.arrayContaining(['dist/prod/orders.k8s.yaml', 'compose.yaml', 'package-lock.json']));
  expect(staged.filter((file) => file.startsWith('node_modules'))).toEqual([]);
});
