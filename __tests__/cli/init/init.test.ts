import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import * as yaml from 'yaml';
import { type Answers, answersFrom, QUESTIONS, type Said } from '../../../cli/init/answers';
import { type Ask, gather } from '../../../cli/init/ask';
import { FIXED_FILES, namedFiles, projectFiles } from '../../../cli/init/files';
import { libraryFrom } from '../../../cli/init/library';
import { configurationIn } from '../../../lib/configuration/read-configuration';
import { devDependencies as ours, version } from '../../../package.json';
import { runPrograms } from '../../project/run-programs';
import { commandLine } from '../command-line';
import { selfSigned } from '../infisical-double/certificate';
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

  test('are those of which it is known before any question that they are there, and two with the name', async () => {
    const all = await files({ project: PROJECT_ID });
    expect(Object.keys(all).sort()).toEqual([...FIXED_FILES, ...namedFiles('orders')].sort());
  });

  test('of a project that is known by its slug have no local stack, which needs the id', async () => {
    const { 'orders.ts': application, 'README.md': readme } = await files({ project: 'shop' });
    expect(application).toContain("projectSlug: 'shop'");
    for (const word of ['LocalStack', 'local:', "'dev'"]) expect(application).not.toContain(word);
    expect(readme).not.toContain('make up');
  });

  test.each<[string, Partial<Said>, string]>([
    [
      'another host',
      { host: 'https://secrets.example.com/' },
      "host: InfisicalHost.selfHosted('https://secrets.example.com'),",
    ],
    ['the cloud of the EU', { host: 'eu' }, 'host: InfisicalHost.cloudEu(),'],
    ['Kubernetes auth', { login: IDENTITY_ID }, "new InfisicalServiceAccount(this, 'infisical-auth');"],
    ['whose identity it is', { login: IDENTITY_ID }, `    identityId: '${IDENTITY_ID}',`],
    [
      'another name of the credentials',
      { login: 'my-login' },
      "auth: InfisicalAuth.universal({ credentials: { name: 'my-login' } })",
    ],
    ['a folder', { path: '/orders' }, "secretPath: '/orders'"],
    ['a namespace for each environment', {}, "shop.addEnvironment('staging', { namespace: 'shop-staging' })"],
    ['other namespaces', { namespace: 'team' }, "shop.addEnvironment('prod', { namespace: 'team-prod' })"],
  ])('say %s', async (_, flags, expected) => {
    expect((await files({ name: 'shop', project: 'shop', ...flags }))['shop.ts']).toContain(expected);
  });

  test('deploy the environment of the laptop too where it is one of the environments', async () => {
    const { 'orders.ts': application } = await files({ project: PROJECT_ID, environments: 'dev,prod' });
    expect(application).toContain("const dev = orders.addEnvironment('dev', { namespace: 'orders-dev' });");
    expect(application.match(/addEnvironment/g)).toHaveLength(2);
    expect(application).toContain('new LocalStack([dev]);');
  });

  test('tell the command line which host may get a credential, and whose certificate it has', async () => {
    const host = 'https://secrets.example.com';
    const answers = await said({ name: 'orders', project: PROJECT_ID, host });
    const made = projectFiles({ ...answers, certificate: 'the certificate' });
    expect(yaml.parse(made['cdk8s-infisical.yaml'])).toEqual({ hosts: [{ url: host, caFile: 'infisical-ca.pem' }] });
    expect(made['infisical-ca.pem']).toBe('the certificate');
    expect(made['orders.ts']).toContain(
      `InfisicalHost.selfHosted('${host}', { ca: { name: 'infisical-ca', key: 'ca.crt' } })`,
    );
    expect(made['README.md']).toContain('create secret generic infisical-ca --from-file=ca.crt=infisical-ca.pem');
    const cloud = yaml.parse((await files({ project: 'shop' }))['cdk8s-infisical.yaml']);
    expect(cloud).toEqual({ hosts: [{ url: 'https://app.infisical.com' }] });
  });

  test('write the host as the configuration takes it', async () => {
    const made = await files({ project: 'shop', host: 'HTTPS://Secrets.Example.com:443/infisical/' });
    expect(configurationIn(made['cdk8s-infisical.yaml'], { yaml })).toMatchObject({
      hosts: [{ url: 'https://secrets.example.com/infisical' }],
    });
    expect(made['orders.ts']).toContain("InfisicalHost.selfHosted('https://secrets.example.com/infisical')");
  });

  test.each<[Partial<Said>, string]>([
    [{ name: 'con' }, '--name "con" is what Windows calls a device'],
    [{ environments: 'prod,nul' }, '--environments "prod,nul" is what Windows calls a device'],
    [{ laptop: 'aux' }, '--laptop "aux" is what Windows calls a device'],
    [
      { project: 'undefined' },
      '--project "undefined" has "undefined", which programs write for a value that is not set',
    ],
    [{ environments: 'prod,null' }, '--environments "prod,null" has "null", which programs write'],
    [{ image: 'orders:undefined' }, '--image "orders:undefined" has "undefined", which programs write'],
  ])('are not made of %p, which no synth takes or no checkout holds', async (flags, problem) => {
    await expect(said({ name: 'orders', project: 'shop', ...flags })).rejects.toThrow(problem);
  });

  test.each([
    ['https://github.com/team/orders.git', 'repo:team/orders:{pull_request,ref:refs/heads/main}'],
    ['git@github.com:team/orders', 'repo:team/orders:{pull_request,ref:refs/heads/main}'],
    ['https://git.example.com/team/orders.git', 'repo:OWNER/REPOSITORY:{pull_request,ref:refs/heads/main}'],
  ])('say which tokens of %s Infisical may trust', async (repository, subject) => {
    const { '.github/workflows/ci.yaml': workflow, 'README.md': readme } = await files({ project: 'shop', repository });
    expect(workflow).toContain(`#   subject  ${subject}\n`);
    expect(readme).toContain(`\`${subject}\``);
  });

  test('let only the job that asks Infisical log in, and leave no credential of git behind', async () => {
    const { jobs, permissions } = yaml.parse((await files({ project: 'shop' }))['.github/workflows/ci.yaml']);
    expect(permissions).toEqual({});
    expect(jobs.verify.permissions).toEqual({ contents: 'read' });
    expect(jobs.keys.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    for (const { steps } of Object.values<{ steps: { uses?: string; with?: object }[] }>(jobs)) {
      expect(steps[0]).toMatchObject({ uses: 'actions/checkout@v7', with: { 'persist-credentials': false } });
    }
  });

  test.each([
    ['order-api', 'export const orderApi = ', 'class OrderApi extends Chart'],
    ['chart', 'export const chartProject = ', 'class ChartApp extends Chart'],
    ['argocd', 'export const argocdProject = ', 'class Argocd extends Chart'],
    ['new', 'export const newProject = ', 'class New extends Chart'],
    ['dev', 'export const dev = ', 'const devEnvironment = dev.addEnvironment('],
    ['test', 'export const testProject = ', 'class Test extends Chart'],
    ['interface', 'export const interfaceProject = ', 'class Interface extends Chart'],
    ['implements', 'export const implementsProject = ', 'class Implements extends Chart'],
    ['object', 'export const object = ', 'class ObjectApp extends Chart'],
  ])('name what is in them so that %s can be called so', async (name, project, chart) => {
    const { [`${name}.ts`]: application } = await files({ name, project: PROJECT_ID });
    expect(application).toContain(project);
    expect(application).toContain(chart);
  });
});

describe('the programs', () => {
  const variants: Partial<Said>[] = [
    { project: PROJECT_ID },
    { project: 'shop', path: '/orders', login: IDENTITY_ID },
    { project: PROJECT_ID, environments: 'dev,qa,prod', login: IDENTITY_ID, name: 'dev' },
    { project: PROJECT_ID, host: 'https://secrets.example.com', environments: 'prod', keys: 'A,B' },
    { project: 'shop', name: 'local-stack', host: 'eu', image: `a@sha256:${'0a'.repeat(32)}` },
  ];

  test('have no mistake, and print not one line', async () => {
    const programs = await Promise.all(
      variants.map(async (flags, index) => {
        const certificate = index === 3 ? 'the certificate' : undefined;
        return { main: 'main.ts', files: projectFiles({ ...(await said({ name: 'orders', ...flags })), certificate }) };
      }),
    );
    const { printed, folders } = runPrograms(programs);
    try {
      expect(printed).toEqual({ status: 0, stdout: '', stderr: '' });
      const written = folders.map((folder) => readdirSync(join(folder, 'dist')).sort().join());
      expect(written).toEqual([
        'argocd,prod,staging',
        'argocd,prod,staging',
        'argocd,dev,prod,qa',
        'argocd,prod',
        'argocd,prod,staging',
      ]);
    } finally {
      for (const folder of folders) rmSync(folder, { recursive: true });
    }
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
    ['name', 'main'],
    ['name', '2nd-api'],
    ['namespace', 'a.b'],
    ['namespace', 'a'.repeat(41)],
    ['project', 'my shop'],
    ['environments', 'staging,,pr/od'],
    ['environments', 'prod,prod'],
    ['environments', ' '],
    ['environments', 'prod,argocd'],
    ['environments', 'Prod'],
    ['environments', 'qa_eu'],
    ['environments', 'a'.repeat(21)],
    ['laptop', 'Dev'],
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
    ['repository', 'foo'],
    ['repository', 'https://git.example.com'],
    ['repository', 'file:///srv/orders.git'],
  ] as [keyof Said, string][])('refuse %s "%s"', (name, answer) => {
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
    expect(written['orders.ts']).toContain(`image: '${image}'`);
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
    expect(JSON.parse(stdout).files).toContain('my-api.ts');
    expect(existsSync(join(folder, 'my-api.ts'))).toBe(true);
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

  test('never overwrites a file, and says so before anything else', async () => {
    writeFileSync(join(cwd, 'main.ts'), 'mine');
    const { status, stderr } = await commandLine(['init', '.', '--port', 'x'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toBe('. already has main.ts: nothing is overwritten, so name another folder\n');
    expect(readdirSync(cwd)).toEqual(['main.ts']);
  });

  test('never overwrites a file that is called after the application', async () => {
    writeFileSync(join(cwd, 'orders.ts'), 'mine');
    const { status, stderr } = await commandLine(['init', '.', '--name', 'orders', '--project', 'shop'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toBe('--name "orders" is the name of what is there already: orders.ts\n');
    expect(readdirSync(cwd)).toEqual(['orders.ts']);
  });

  test('copies the certificate of a private authority, and the tarball of the library', async () => {
    const { cert } = selfSigned('secrets.example.com');
    writeFileSync(join(cwd, 'corporate.pem'), `a comment\n${cert}`);
    writeFileSync(join(cwd, 'cdk8s-infisical-0.1.0.tgz'), Buffer.from([0x1f, 0x8b, 0xff]));
    const own = ['--host', 'https://secrets.example.com', '--ca-file', 'corporate.pem'];
    const library = ['--library', './cdk8s-infisical-0.1.0.tgz'];
    const { status, stderr } = await commandLine(['init', 'orders', '--project', 'shop', ...own, ...library], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const made = join(cwd, 'orders');
    expect(readFileSync(join(made, 'infisical-ca.pem'), 'utf8').trim()).toBe(cert.trim());
    expect([...readFileSync(join(made, 'vendor/cdk8s-infisical-0.1.0.tgz'))]).toEqual([0x1f, 0x8b, 0xff]);
    const { dependencies } = JSON.parse(readFileSync(join(made, 'package.json'), 'utf8'));
    expect(dependencies['cdk8s-infisical']).toBe('file:vendor/cdk8s-infisical-0.1.0.tgz');
  });

  test('tells what is wrong with both together with all else', async () => {
    const { cert, key } = selfSigned('secrets.example.com');
    writeFileSync(join(cwd, 'both.pem'), cert + key);
    const flags = ['--port', 'x', '--project', 'shop', '--ca-file', 'both.pem', '--library', '.'];
    const { status, stderr } = await commandLine(['init', 'orders', ...flags], { cwd });
    expect(status).toBe(2);
    expect(stderr).toBe(
      '--port "x" must be a whole number from 1 to 65535\n' +
        '--ca-file has more than certificates: give the PEM file with the certificate of the authority, without any key\n' +
        '--library is a folder: run `npm pack` in it, and give the tarball that it makes\n',
    );
  });

  test('takes a certificate for an Infisical of one’s own only', async () => {
    writeFileSync(join(cwd, 'ca.pem'), selfSigned('a.example').cert);
    const { status, stderr } = await commandLine(['init', 'orders', '--project', 'shop', '--ca-file', 'ca.pem'], {
      cwd,
    });
    expect(status).toBe(2);
    expect(stderr).toBe('--ca-file is for an Infisical of your own: give its URL with --host\n');
  });

  test('no key that a laptop cannot get is taken for a project that has one', async () => {
    const flags = ['--project', PROJECT_ID, '--keys', 'a.b,PORT,PATH'];
    expect(await commandLine(['init', 'orders', ...flags], { cwd })).toEqual({
      status: 2,
      stdout: '',
      stderr:
        '--keys "a.b" cannot be given to a laptop: it is no name of a variable, which infisical run needs\n' +
        '--keys "PATH" cannot be given to a laptop: infisical run leaves this variable as the developer has it\n',
    });
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('the library', () => {
  test.each(['0.1.0', '^1.2.3', 'https://example.com/a/cdk8s-infisical.tgz'])('can be had from %s', (source) =>
    expect(libraryFrom(source)).toEqual({ source, files: [] }),
  );

  test.each([
    [
      'nothing.tgz',
      'there is no such file; it must be a version, or a tarball (.tgz), as npm pack makes one of a clone',
    ],
    ['latest; rm', 'must be a version, or a tarball (.tgz), as npm pack makes one of a clone'],
    ['git+https://u:p@example.com/a', 'must be a version, or a tarball (.tgz), as npm pack makes one of a clone'],
  ])('cannot be had from %s', (source, message) => expect(() => libraryFrom(source)).toThrow(new Error(message)));
});
