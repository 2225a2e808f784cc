import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from '../command-line';
import { projectWithLibrary } from './project';

const FIXTURES = join(__dirname, '../../fixtures');
const ARTICLE = ['infisicalsecret.yaml', 'deployment.yaml'].map((file) => join(FIXTURES, 'article', file));
const valid = (name: string) => join(FIXTURES, 'adopt/valid', `${name}.yaml`);
const CANARY = 'canary-7c1f0e';

let project: string;
let count = 0;

beforeAll(() => {
  project = projectWithLibrary();
});

afterAll(() => rmSync(project, { recursive: true }));

/** Runs the command in the project, into a folder of its own. */
async function adopt(paths: readonly string[], ...options: string[]) {
  const folder = `adopted-${count++}`;
  const args = ['adopt', ...paths, '--out', folder, ...options];
  const ran = await commandLine(args, { cwd: project });
  return { ...ran, read: (file: string) => readFileSync(join(project, folder, file), 'utf8'), folder };
}

describe("the article's manifests", () => {
  test('become this program, which is run, type-checked and compared', async () => {
    const { status, stdout, stderr, read } = await adopt(ARTICLE);
    expect(read('main.ts')).toMatchSnapshot();
    expect(stdout.replaceAll(`${FIXTURES}/`, '')).toMatchSnapshot();
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  });

  test('are told as JSON too', async () => {
    const { status, stdout } = await adopt([valid('deployment-with-its-service')], '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      files: ['main.ts', 'cdk8s.yaml'],
      adopted: [
        { object: 'InfisicalSecret shop/shop' },
        { object: 'Deployment shop/api' },
        { object: 'Service shop/api' },
      ],
      leftOut: [],
      verification: { state: 'done', differences: [], typeErrors: [] },
    });
  });
});

test('the documentation shows what the command does', async () => {
  const text = readFileSync(join(__dirname, '../../../docs/adopt.md'), 'utf8');
  const [yaml, code, report] = ['yaml', 'ts', 'text'].map(
    (language) => new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'ms').exec(text)?.[1] ?? '',
  );
  mkdirSync(join(project, 'k8s'));
  writeFileSync(join(project, 'k8s/shop.yaml'), yaml);
  const { stdout, read, folder } = await adopt(['k8s']);
  expect(read('main.ts')).toBe(code);
  expect(stdout.replaceAll(folder, 'adopted')).toBe(report);
});

test('a chart for each of several namespaces, in a project of ES modules', async () => {
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const { status, stdout, read } = await adopt([valid('applications-in-several-namespaces')]);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true }));
  expect(read('main.ts')).toContain("import { ShopChart } from './charts/shop.js';");
  expect(stdout).toMatch(/The program was run: \d+ objects come out as they went in\./);
  expect(stdout).toMatch(/The types are right \(typescript \d/);
  expect(status).toBe(0);
});

test('standard input, moved to v1beta1 with a plan', async () => {
  const folder = `adopted-${count++}`;
  const stdin = readFileSync(valid('shared-secret-of-several-applications'), 'utf8');
  const { status, stdout } = await commandLine(['adopt', '-', '--to', 'v1beta1', '--out', folder], {
    cwd: project,
    stdin,
  });
  expect(stdout).toContain('1 InfisicalSecret became InfisicalStaticSecret');
  expect(readFileSync(join(project, folder, 'MIGRATION.md'), 'utf8')).toContain('### Without a gap');
  expect(status).toBe(0);
});

describe('what is wrong', () => {
  const BROKEN = join(FIXTURES, 'adopt/broken');

  test('is told for every file, with its line, and never by a stack trace', async () => {
    const { status, stdout, stderr } = await adopt([BROKEN], '--no-verify');
    // What is the same in several files is told in one line.
    const silent = readdirSync(BROKEN).filter(
      (file) => !new RegExp(`${file}:\\d+(?: (?:error|warning) |, | and |$)`, 'm').test(stdout),
    );
    expect(silent).toEqual([]);
    expect(stdout + stderr).not.toMatch(/^ +at /m);
    expect(status).toBe(2);
  });

  test('is put right with --fix, which says so', async () => {
    const { status, stdout } = await adopt([join(BROKEN, 'scope-beside-the-login.yaml')], '--fix');
    expect(stdout).toContain('[InfisicalSecret shop/shop] secretsScope moved into authentication.universalAuth');
    expect(stdout).not.toContain('wrong before already');
    expect(status).toBe(0);
  });

  test('is no difference: it comes out as it went in', async () => {
    const { status, stdout, read } = await adopt([join(BROKEN, 'workload-in-another-namespace.yaml')]);
    expect(read('main.ts')).toContain("InfisicalRules.suppress(api, 'C1', 'it was so when it was adopted');");
    expect(stdout).toContain('The program was run: 2 objects come out as they went in.');
    expect(status).toBe(1);
  });
});

test('what a newer Kubernetes knows is run with the release that was put into the configuration', async () => {
  const file = join(project, 'newer.yaml');
  const app = readFileSync(valid('deployment-with-its-service'), 'utf8');
  const newer = app.replace(/^( +)containers:/m, '$1securityContext: { supplementalGroupsPolicy: Merge }\n$&');
  writeFileSync(file, newer);
  const { status, stdout, read } = await adopt([file]);
  expect(read('cdk8s-infisical.yaml')).toContain('version: "1.31"');
  expect(read('main.ts')).not.toContain('suppress');
  expect(stdout).toContain('The program was run: 3 objects come out as they went in.');
  expect(status).toBe(0);
});

describe('what has nothing to do with Infisical', () => {
  const others = `${readFileSync(valid('login-universal'), 'utf8')}---
apiVersion: v1
kind: Secret
metadata: { name: other, namespace: shop }
stringData: { password: ${CANARY} }
---
apiVersion: v1
kind: Secret
metadata: { name: encoded, namespace: shop }
data: { password: ${Buffer.from(CANARY).toString('base64')} }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { level: info }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: shop }
rules: []
`;

  test.each([
    ['is left out and listed', [], ['ConfigMap shop/settings', 'ClusterRole shop']],
    ['is kept with --include-rest', ['--include-rest'], []],
  ])('%s, and the values of Secrets go nowhere', async (_, options, leftOut) => {
    const file = join(project, 'others.yaml');
    writeFileSync(file, others);
    const { status, stdout, stderr, folder } = await adopt([file], '--json', ...options);
    const { leftOut: told, findings, verification } = JSON.parse(stdout);
    expect(told.map(({ object }: { object: string }) => object)).toEqual([
      'Secret shop/other',
      'Secret shop/encoded',
      ...leftOut,
    ]);
    expect(verification).toMatchObject({ state: 'done', differences: [], typeErrors: [] });
    const written = readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.includes('.'))
      .map((name) => readFileSync(join(project, folder, name), 'utf8'));
    const all = [stdout, stderr, ...written].join('\n');
    expect(all).not.toContain(CANARY);
    expect(all).not.toContain(Buffer.from(CANARY).toString('base64'));
    expect(findings.map(({ line, message }: { line: number; message: string }) => `${line} ${message}`)).toEqual([
      '20 stringData.password holds a credential, or what looks like one, and is not copied into code: apply the Secret as before, or have Infisical manage it',
      '25 data.password holds a credential, or what looks like one, and is not copied into code: apply the Secret as before, or have Infisical manage it',
    ]);
    expect(status).toBe(1);
  });
});

describe('the files', () => {
  test('are not overwritten, unless that is asked for', async () => {
    const args = ['adopt', valid('login-universal'), '--out', 'mine'];
    mkdirSync(join(project, 'mine'));
    writeFileSync(join(project, 'mine/main.ts'), 'mine');
    const { status, stderr } = await commandLine(args, { cwd: project });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'mine already has main.ts: write elsewhere with --out, or overwrite with --force\n',
    });
    expect(readdirSync(join(project, 'mine'))).toEqual(['main.ts']);
    expect(await commandLine([...args, '--force'], { cwd: project })).toMatchObject({ status: 0 });
  });

  test('are a project of their own where there is none, run with the packages of the command', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nothing-'));
    try {
      const { status, stdout } = await commandLine(['adopt', valid('login-universal')], { cwd: folder });
      expect(stdout).toContain('The types were not checked: nothing is installed for it (--install does that).');
      expect(stdout).toContain('The program was run: 1 object comes out as it went in.');
      expect(stdout).toContain('Its packages were those of this command, for want of its own: cdk8s-infisical ');
      expect(readdirSync(join(folder, 'adopted')).sort()).toEqual([
        '.gitignore',
        'README.md',
        '__tests__',
        'cdk8s.yaml',
        'jest-typescript.cjs',
        'main.ts',
        'package.json',
        'tsconfig.json',
      ]);
      const made = JSON.parse(readFileSync(join(folder, 'adopted/package.json'), 'utf8'));
      expect(Object.keys(made.dependencies)).toEqual(['cdk8s', 'cdk8s-plus-28', 'constructs', 'cdk8s-infisical']);
      expect(Object.keys(made.devDependencies)).toEqual(expect.arrayContaining(['tsx', 'typescript']));
      expect(made).toMatchObject({ scripts: { synth: 'cdk8s-infisical synth' }, allowScripts: { esbuild: false } });
      expect(Object.values({ ...made.dependencies, ...made.devDependencies }).join(' ')).not.toMatch(/[\^~*]/);
      expect(status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('have the right types once packages are installed, the test too: `npm run check`', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'own-'));
    try {
      const { status } = await commandLine(['adopt', valid('login-universal')], { cwd: folder });
      const modules = join(folder, 'adopted/node_modules');
      mkdirSync(modules);
      symlinkSync(join(__dirname, '../../../node_modules/@types'), join(modules, '@types'));
      for (const name of ['cdk8s', 'cdk8s-infisical', 'cdk8s-plus-28', 'constructs', 'typescript'])
        symlinkSync(join(project, 'node_modules', name), join(modules, name));
      const compiler = [join(modules, 'typescript/bin/tsc'), '--noEmit', '--pretty', 'false'];
      const { stdout } = spawnSync(process.execPath, compiler, { cwd: join(folder, 'adopted'), encoding: 'utf8' });
      expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);

  test('are none where nothing can be read, which is told', async () => {
    const file = join(project, 'broken.yaml');
    writeFileSync(file, 'kind: Secret\n\tdata: {}\n');
    const { status, stdout, folder } = await adopt([file]);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^adopted {2}nothing\nwritten {2}nothing\n/);
    expect(stdout).toContain('broken.yaml:2 error this is no YAML');
    expect(existsSync(join(project, folder))).toBe(false);
  });

  test('are none where there is nothing to adopt', async () => {
    const file = join(project, 'nothing.yaml');
    writeFileSync(file, 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n');
    const { status, stderr, folder } = await adopt([file]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `there is nothing to adopt in ${file}: no resource of the Infisical operator, and no workload that uses one\n`,
    });
    expect(existsSync(join(project, folder))).toBe(false);
  });
});

/** A document with a port whose protocol is code, and a namespace that leads elsewhere. */
const HOSTILE = `${readFileSync(valid('login-universal'), 'utf8')}---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - name: api
          image: a:1
          ports: [{ containerPort: 80, protocol: "TCP, x: globalThis['process']['exit'](7)" }]
          env: [{ name: A, valueFrom: { secretKeyRef: { name: shop, key: A } } }]
---
${readFileSync(valid('login-universal'), 'utf8').replaceAll('shop', '../../../outside/x')}`;

test('text of a manifest is no code and no path: all comes out as it went in, inside of the folder', async () => {
  const file = join(project, 'hostile.yaml');
  writeFileSync(file, HOSTILE);
  const { status, stdout, folder } = await adopt([file], '--include-rest');
  expect(stdout).toContain('The program was run: 3 objects come out as they went in.');
  expect(stdout).toContain('The types are right');
  expect(readdirSync(join(project, folder), { recursive: true })).toEqual(
    expect.arrayContaining(['main.ts', 'charts/shop.ts', 'charts/outside-x.ts']),
  );
  expect(existsSync(join(project, '../outside'))).toBe(false);
  expect(status).toBe(1);
});

test('a link in the folder that leads out of it is not followed', async () => {
  const folder = `adopted-${count++}`;
  const elsewhere = join(project, 'elsewhere');
  for (const name of [folder, 'elsewhere']) mkdirSync(join(project, name));
  symlinkSync(elsewhere, join(project, folder, 'charts'));
  const { status, stderr } = await commandLine(
    ['adopt', valid('applications-in-several-namespaces'), '--out', folder, '--force'],
    { cwd: project },
  );
  expect(stderr).toBe(
    `${folder}/charts is a link that leads out of ${folder}: remove it, or write elsewhere with --out\n`,
  );
  expect([status, readdirSync(elsewhere), readdirSync(join(project, folder))]).toEqual([2, [], ['charts']]);
});

test('an unknown generation is refused', async () => {
  const { status, stderr } = await commandLine(['adopt', '-', '--to', 'v2']);
  expect(status).toBe(2);
  expect(stderr).toContain('The only generation to move to is v1beta1.');
});
