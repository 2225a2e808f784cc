import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Answers, answersFrom, QUESTIONS } from '../../../cli/init/answers';
import { type Ask, gather, type Said } from '../../../cli/init/ask';
import { projectFiles } from '../../../cli/init/files';
import { devDependencies as ours, version } from '../../../package.json';
import { commandLine } from '../command-line';
import { oneOddAnswer, textOrRefused } from './hostile-answers';

const PROJECT_ID = '6f1c2d7e-0000-4000-8000-000000000002';
const IDENTITY_ID = '6f1c2d7e-0000-4000-8000-000000000001';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'init-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const said = async (flags: Partial<Said>, ask?: Ask) => answersFrom((await gather(QUESTIONS, flags, ask)) as Said);
const files = async (flags: Partial<Said>) => projectFiles(await said({ name: 'orders', ...flags }));

describe('the files', () => {
  test('of a project that is known by its id', async () => {
    const { 'package.json': manifest, ...others } = await files({ project: PROJECT_ID, keys: 'DATABASE_URL,PORT' });
    expect(others).toMatchSnapshot();
    const { dependencies, devDependencies } = JSON.parse(manifest);
    expect(dependencies).toMatchObject({ 'cdk8s-infisical': version, cdk8s: ours.cdk8s });
    expect(devDependencies.jest).toBe(ours.jest);
  });

  test('of a project that is known by its slug have no local stack, which needs the id', async () => {
    const { 'main.ts': main, 'lib/orders.ts': application } = await files({ project: 'shop' });
    expect(main).not.toContain('LocalStack');
    expect(application).toContain("source: { projectSlug: 'shop', environment, path: '/' }");
    expect(application).not.toContain('local');
  });

  test.each<[string, Partial<Said>, string]>([
    [
      'another host',
      { host: 'https://secrets.example.com/' },
      "InfisicalHost.selfHosted('https://secrets.example.com')",
    ],
    ['the cloud of the EU', { host: 'eu' }, 'host: InfisicalHost.cloudEu(),'],
    ['Kubernetes auth', { login: IDENTITY_ID }, `.auth({ identityId: '${IDENTITY_ID}' })`],
    [
      'another name of the credentials',
      { login: 'my-login' },
      "InfisicalAuth.universal({ credentials: { name: 'my-login' } })",
    ],
  ])('say %s', async (_, flags, expected) => {
    expect((await files({ project: 'shop', ...flags }))['lib/orders.ts']).toContain(expected);
  });

  test('name functions so that any application has one', async () => {
    const { 'lib/2nd-order-api.ts': application } = await files({ name: '2nd-order-api', project: 'shop' });
    expect(application).toContain('export function app2ndOrderApiApp(');
  });
});

describe('questions', () => {
  test('are few, put for what no flag says, with what is usual', async () => {
    const asked: [string, string | undefined][] = [];
    const answers: Answers = await said({ project: 'shop', port: '80' }, async ({ name, preset }, usual) => {
      asked.push([name, usual]);
      expect(preset?.({ name: 'api' })).toBe(usual);
      return name === 'name' ? 'api' : usual;
    });
    expect(asked).toEqual([
      ['name', undefined],
      ['environments', 'staging,prod'],
      ['host', 'us'],
      ['login', 'universal-auth-credentials'],
      ['keys', 'DATABASE_URL'],
    ]);
    expect(answers).toMatchObject({ name: 'api', namespace: 'api', port: 80, host: 'https://app.infisical.com' });
  });

  test('end when the person does not want to go on', async () => {
    expect(await gather(QUESTIONS, {}, async () => undefined)).toBeUndefined();
  });

  test.each([
    ['name', 'Orders'],
    ['name', 'a'.repeat(41)],
    ['namespace', 'a.b'],
    ['project', 'my shop'],
    ['environments', 'staging,,pr/od'],
    ['environments', 'prod,prod'],
    ['environments', ' '],
    ['environments', 'prod,argocd'],
    ['path', 'api'],
    ['path', "/a'b"],
    ['host', 'secrets.example.com'],
    ['host', 'https://secrets.example.com/api'],
    ['host', "https://x.example.com/'+evil+'"],
    ['host', 'https://user:canary@x.example.com'],
    ['login', 'No Name'],
    ['keys', 'A B-C 1D'],
    ['image', "image'"],
    ['port', '0'],
    ['port', '65536'],
    ['port', '3e3'],
    ['repository', '`rm`'],
  ] as [keyof Answers, string][])('refuse %s "%s"', (name, answer) => {
    const question = QUESTIONS.find((one) => one.name === name);
    expect(question?.problem(answer)).toMatch(/\w/);
    expect(question?.problem(answer)).not.toContain('canary');
  });
});

describe('hostile answers', () => {
  test('are refused, or text in the files', async () => {
    await fc.assert(fc.asyncProperty(oneOddAnswer, textOrRefused), { numRuns: 60, seed: 1 });
  });

  test.each([
    ['--repository', { repository: 'https://u:hunter2PW@git.example.com/r.git' }],
    ['--repository', { repository: 'https://hunter2PW@git.example.com/r.git' }],
    ['--image', { image: 'u:hunter2PW@registry.example.com/api' }],
    ['--host', { host: 'https:/u:hunter2PW@h' }],
    ['--keys', { keys: 'ghp_hunter2PWhunter2PWhunter2PW' }],
  ])('that are a credential are not repeated, and stand in no file: %s', async (flag, flags) => {
    await expect(files({ project: 'shop', ...flags })).rejects.toThrow(
      new Error(`${flag} looks like a credential, which must not stand in code: leave it out`),
    );
  });

  test('that only look like one are taken', async () => {
    const image = `registry.example.com:5000/api:1@sha256:${'0a'.repeat(32)}`;
    const written = await files({ project: 'shop', image, repository: 'git@github.com:org/repo.git' });
    expect(written['lib/orders.ts']).toContain(`image: '${image}'`);
  });
});

describe('the command', () => {
  test('writes a project, and says how to go on', async () => {
    const { status, stdout, stderr } = await commandLine(['init', 'orders', '--project', 'shop'], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^\+ orders\/package.json\n/);
    expect(stdout).toMatch(/Next:\n {2}\$ cd orders\n {2}\$ npm install\n {2}\$ npm test\n {2}\$ npm run synth\n$/);
    expect(readFileSync(join(cwd, 'orders/.gitignore'), 'utf8')).not.toMatch(/^dist/m);
    expect(JSON.parse(readFileSync(join(cwd, 'orders/package.json'), 'utf8'))).toMatchObject({ name: 'orders' });
  });

  test('takes the name of the folder that it is in, and prints JSON if wanted', async () => {
    const folder = join(cwd, 'my-api');
    mkdirSync(folder);
    const { status, stdout } = await commandLine(['init', '--project', 'shop', '--json'], { cwd: folder });
    expect(status).toBe(0);
    expect(JSON.parse(stdout).files).toContain('lib/my-api.ts');
    expect(existsSync(join(folder, 'lib/my-api.ts'))).toBe(true);
  });

  test('tells all that is wrong at once, and writes nothing', async () => {
    const args = ['init', 'orders', '--port', 'x', '--keys', '1A', '--host', 'https://user:canary@x.example.com'];
    const { status, stdout, stderr } = await commandLine(args, { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split('\n').map((line) => line.split(' ')[0])).toEqual([
      '--host',
      '--keys',
      '--port',
      '--project',
      '',
    ]);
    expect(stderr).not.toContain('canary');
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('never overwrites a file', async () => {
    writeFileSync(join(cwd, 'main.ts'), 'mine');
    const { status, stderr } = await commandLine(['init', '.', '--name', 'a', '--project', 'shop'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toBe('. already has main.ts: nothing is overwritten, so name another folder\n');
    expect(readdirSync(cwd)).toEqual(['main.ts']);
  });
});
