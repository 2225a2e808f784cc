import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProjectOfInit } from './project-of-init';

const IMAGE = 'registry.example.com/orders';
const DIGEST = `sha256:${'9b2c1b0a'.repeat(8)}`;

let temp: string;
let project: ProjectOfInit;

beforeAll(async () => {
  temp = mkdtempSync(join(tmpdir(), 'promotion-'));
  project = await ProjectOfInit.in(temp);
  expect(await project.command('synth')).toMatchObject({ status: 0, stderr: '' });
  project.commit('the project');
});
afterEach(() => {
  project.git('checkout', '--quiet', '--', '.');
  project.git('clean', '--quiet', '-fd');
});
afterAll(() => rmSync(temp, { recursive: true }));

const file = (name: string) => readFileSync(join(project.folder, name), 'utf8');
const write = (name: string, text: string) => writeFileSync(join(project.folder, name), text);
/** The lines that are different from what is committed, by file. */
const changedLines = () =>
  project
    .git('diff', '--unified=0')
    .split('\n')
    .filter((line) => /^(?:\+\+\+ |[-+] *\w)/.test(line))
    .map((line) => line.replace('+++ b/', ''));

test('from the commit of a tag to the diff of dist', async () => {
  const staged = await project.command('image', `orders=1.1.0@${DIGEST}`, '--environment', 'staging');
  expect(staged).toMatchObject({ status: 0, stderr: '\nto commit: git add images/staging.yaml dist\n' });
  expect(staged.stdout).toMatch(/^images\/staging.yaml\n~ orders {2}1.0.0 -> 1.1.0 @9b2c1b0a9b2c\n/);
  expect(staged.stdout).toContain('Deployment orders-staging/orders');
  expect(changedLines()).toEqual([
    'dist/staging/orders.k8s.yaml',
    `-          image: ${IMAGE}:1.0.0`,
    `+          image: ${IMAGE}:1.1.0@${DIGEST}`,
    'images/staging.yaml',
    `-orders: { image: ${IMAGE}:1.0.0 } # yours: what is deployed there`,
    `+orders: { image: ${IMAGE}:1.1.0@${DIGEST} } # yours: what is deployed there`,
  ]);
  project.commit('orders 1.1.0 to staging');
  expect(await project.command('promote', 'staging', 'prod', '--check')).toMatchObject({ status: 1 });

  const promoted = await project.command('promote', 'staging', 'prod', '--require-digests');
  expect(promoted).toMatchObject({ status: 0, stderr: '\nto commit: git add images/prod.yaml dist\n' });
  expect(promoted.stdout).toMatch(/^images\/staging.yaml -> images\/prod.yaml\n~ orders {2}1.0.0 -> 1.1.0 @9b2c/);
  expect(changedLines()).toEqual([
    'dist/prod/orders.k8s.yaml',
    `-          image: ${IMAGE}:1.0.0`,
    `+          image: ${IMAGE}:1.1.0@${DIGEST}`,
    'images/prod.yaml',
    `-orders: { image: ${IMAGE}:1.0.0 } # yours: what is deployed there`,
    `+orders: { image: ${IMAGE}:1.1.0@${DIGEST} } # yours: what is deployed there`,
  ]);
  project.commit('orders 1.1.0 to prod');
  expect(await project.command('synth', '--check')).toMatchObject({ status: 0 });
  expect(await project.command('promote', 'staging', 'prod', '--check')).toMatchObject({ status: 0 });
});

test('where the synth fails, the file is as it was', async () => {
  write('main.ts', `${file('main.ts')}throw new Error('broken');\n`);
  const before = file('images/staging.yaml');
  for (const json of [[], ['--json']]) {
    const { status, stderr } = await project.command('image', 'orders=7', '--environment', 'staging', ...json);
    expect(status).toBe(2);
    expect(stderr).toMatch(/images\/staging.yaml is as it was\n$/);
    expect(file('images/staging.yaml')).toBe(before);
  }
});

test('tags alone are promoted without a word, as the README of the project says it', async () => {
  write('images/staging.yaml', `orders: { image: ${IMAGE}:2 }\n`);
  write('images/prod.yaml', `orders: { image: ${IMAGE}:1 }\n`);
  expect(await project.command('promote', 'staging', 'prod', '--no-synth')).toMatchObject({
    status: 0,
    stderr: '\ndist is behind: run npx cdk8s-infisical synth\n',
  });
  write('images/staging.yaml', `orders: { image: ${IMAGE}:3 }\nweb: { image: web:1@${DIGEST} }\n`);
  const mixed = await project.command('promote', 'staging', 'prod', 'orders', '--no-synth');
  expect(mixed.stderr).toContain('warning: without a digest, as others have one: orders');
});

test('several at once lose nothing of one another', async () => {
  const names = ['a', 'b', 'c', 'd'];
  write('images/staging.yaml', names.map((name) => `${name}: { image: x/${name}:1 }\n`).join(''));
  const all = await Promise.all(
    names.map((name) => project.command('image', `${name}=9`, '--environment', 'staging', '--no-synth')),
  );
  const isWritten = (name: string) => file('images/staging.yaml').includes(`x/${name}:9 `);
  expect(names.map(isWritten)).toEqual(all.map(({ status }) => status === 0));
  expect(all.filter(({ status }) => status !== 0).map(({ stderr }) => stderr)).toEqual(
    all.flatMap(({ status }) => (status === 0 ? [] : ['images/staging.yaml was changed by somebody else meanwhile\n'])),
  );
});

test('a pipeline reads what has become of it', async () => {
  write('images/staging.yaml', `orders: { image: ${IMAGE}:6@${DIGEST} }\n`);
  write('images/prod.yaml', `orders: { image: ${IMAGE}:6@${DIGEST} }\n`);
  const { status, stdout, stderr } = await project.command('image', 'orders=7', '--environment', 'staging', '--json');
  expect({ status, stderr: stderr.split('\n')[0] }).toEqual({
    status: 0,
    stderr: 'orders: the digest goes with the old tag; to pin the new one, write orders=7@sha256:…',
  });
  expect(JSON.parse(stdout)).toMatchObject({
    environment: 'staging',
    file: 'images/staging.yaml',
    isWritten: true,
    changes: [{ name: 'orders', from: `${IMAGE}:6@${DIGEST}`, to: `${IMAGE}:7` }],
    synth: { output: 'dist', changes: [{ file: 'prod/orders.k8s.yaml' }, { file: 'staging/orders.k8s.yaml' }] },
  });
  const planned = await project.command('promote', 'staging', 'prod', '--check', '--json');
  expect(planned.status).toBe(1);
  expect(JSON.parse(planned.stdout)).toMatchObject({
    isWritten: false,
    changes: [{ name: 'orders' }],
    withoutDigest: ['orders'],
  });
});

test('what runs where, for programs', async () => {
  const { stdout } = await project.command('image', '--json');
  expect(JSON.parse(stdout).environments.map((one: { environment: string }) => one.environment)).toEqual([
    'staging',
    'prod',
  ]);
});

test('--no-synth only edits', async () => {
  const { status } = await project.command('image', 'orders=7', '--environment', 'staging', '--no-synth');
  expect(status).toBe(0);
  expect(changedLines().filter((line) => !/^[-+]/.test(line))).toEqual(['images/staging.yaml']);
});

test('--quiet says nothing of what is fine', async () => {
  for (const name of ['staging', 'prod']) write(`images/${name}.yaml`, `orders: { image: ${IMAGE}:1 }\n`);
  for (const args of [['image', 'orders=7', '--environment', 'staging'], ['promote', 'staging', 'prod'], ['image']]) {
    expect(await project.command(...args, '--quiet')).toEqual({ status: 0, stdout: '', stderr: '' });
  }
  const moved = ['image', 'orders=other.example.com/orders:2', '--environment', 'staging', '--no-synth', '--quiet'];
  expect((await project.command(...moved)).stderr).toMatch(/^warning: orders now comes from .*\n$/);
});

test.each([
  [
    ['image', 'orders=1', '--environment', 'qa'],
    'there is "staging", "prod"; for a new environment, make images/qa.yaml with a line `name: { image: repository:tag }` for each image',
  ],
  [
    ['image', 'ordres=1', '--environment', 'staging'],
    'images/staging.yaml has no image "ordres": did you mean "orders"?',
  ],
  [
    ['image', 'orders=1', '--environment', 'stagin'],
    'images has no file of an environment "stagin": did you mean "staging"?',
  ],
  [
    ['image', 'orders=1', '--environment', '../images/prod'],
    'images has no file of an environment "../images/prod": there is "staging", "prod"',
  ],
  [['image', 'orders=1'], '--environment is missing: say whose images are set, of "staging", "prod"'],
  [['promote', 'staging', 'staging'], 'staging has its own images already: name another environment'],
  [['promote', 'staging', 'prod', 'web'], 'images/staging.yaml has no image "web": it has "orders"'],
])('%j is refused, and nothing is written', async (args, message) => {
  const { status, stdout, stderr } = await project.command(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(project.git('status', '--porcelain')).toBe('');
});

test('a link that leads out is neither read nor written', async () => {
  const outside = join(temp, 'outside.yaml');
  writeFileSync(outside, 'orders: { image: secret:1 }\n');
  rmSync(join(project.folder, 'images/prod.yaml'));
  symlinkSync(outside, join(project.folder, 'images/prod.yaml'));
  for (const args of [
    ['image'],
    ['image', 'orders=2', '--environment', 'prod'],
    ['promote', 'staging', 'prod'],
    ['synth'],
  ]) {
    const { status, stdout, stderr } = await project.command(...args);
    expect([status, stderr]).toEqual([2, expect.stringContaining('it is a link that leads out of the project')]);
    expect(stdout + stderr).not.toContain('secret:1');
  }
  expect(readFileSync(outside, 'utf8')).toBe('orders: { image: secret:1 }\n');
});

test('nothing of a file moves a terminal', async () => {
  write('images/prod.yaml', '"a\\e[31m": { image: a:1 }\norders: { image: "orders:1\\e]0;x\\a" }\n');
  for (const args of [['image'], ['promote', 'staging', 'prod'], ['synth']]) {
    const { status, stdout, stderr } = await project.command(...args);
    expect(status).toBe(2);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(stdout + stderr).not.toMatch(/[\u0007\u001b]/);
    expect(stderr).toContain('images/prod.yaml:1:1');
  }
});
