import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { ArgoCdApplication } from '../../lib';
import { objectsOf } from '../argocd/without-schema';
import { PROJECT } from './main-program';

const DOCS = join(PROJECT, 'docs/argo-cd-plugin');
const yaml = (file: string) => parse(readFileSync(join(DOCS, file), 'utf8'));
const plugin = yaml('plugin.yaml');

/** The image's folder /plugin, with the dependencies in it. */
let image: string;

beforeAll(() => {
  image = mkdtempSync(join(tmpdir(), 'plugin-image-'));
  cpSync(DOCS, image, { recursive: true });
  const modules = join(image, 'node_modules');
  mkdirSync(join(modules, 'cdk8s-infisical'), { recursive: true });
  for (const name of readdirSync(join(PROJECT, 'node_modules')).filter((entry) => !entry.startsWith('.'))) {
    symlinkSync(join(PROJECT, 'node_modules', name), join(modules, name));
  }
  writeFileSync(join(modules, 'cdk8s-infisical/package.json'), JSON.stringify({ main: 'index.ts' }));
  writeFileSync(
    join(modules, 'cdk8s-infisical/index.ts'),
    `export * from ${JSON.stringify(join(PROJECT, 'lib/index.ts'))};`,
  );
});

afterAll(() => rmSync(image, { recursive: true }));

/** Runs `generate` as the plugin server does: in the folder of the application, with its parameters as variables. */
function generate(files: { [file: string]: string }, env: NodeJS.ProcessEnv = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'plugin-project-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(join(folder, file, '..'), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const [program, ...args] = plugin.spec.generate.command.map((part: string) => part.replace('/plugin', image));
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: folder,
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const app = (...lines: string[]) => ({
  'main.ts': [
    "import { ApiObject, App, Chart } from 'cdk8s';",
    'const app = new App();',
    ...lines,
    'app.synth();',
  ].join('\n'),
});
const chart = (id: string) =>
  `new ApiObject(new Chart(app, '${id}'), 'c', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '${id}' } });`;

describe('generate', () => {
  test('prints the objects of all charts as one file, and what the project prints is none of them', () => {
    const { status, stdout, stderr } = generate(app("console.log('rendering');", chart('b'), chart('a')));
    expect(status).toBe(0);
    expect(stdout).toBe(
      ['a', 'b'].map((name) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`).join('---\n'),
    );
    expect(stderr).toBe('rendering\n');
  });

  test('renders one environment of main.ts, as it stands in dist', () => {
    const read = (file: string) => readFileSync(join(PROJECT, file), 'utf8');
    const names = ['imports/infisical/project.ts', 'imports/infisical/project.lock.json'];
    const program = {
      'main.ts': read('main.ts').replace("'./lib'", "'cdk8s-infisical'"),
      ...Object.fromEntries(names.map((file) => [file, read(file)])),
    };
    const { stdout, status } = generate(program, { PARAM_ENVIRONMENT: 'prod' });
    expect(status).toBe(0);
    expect(stdout).toBe(read('dist/prod/project.k8s.yaml'));
    const other = generate(program, { PARAM_ENVIRONMENT: '' });
    expect(other).toMatchObject({ status: 1, stdout: '' });
    expect(other.stderr).toContain('set the parameter "environment" to one of: prod, staging');
  });

  test('takes another program, in a folder', () => {
    const { 'main.ts': source } = app(chart('a'));
    const { stdout } = generate({ 'src/shop.ts': source }, { PARAM_MAIN: 'src/shop.ts' });
    expect(parseAllDocuments(stdout).map((document) => document.toJS().kind)).toEqual(['ConfigMap']);
  });

  describe('fails without a byte of output', () => {
    test.each<[string, { [file: string]: string }, NodeJS.ProcessEnv, string]>([
      [
        'if there is no object',
        app("new Chart(app, 'empty');"),
        {},
        'main.ts rendered no object: it wrote empty.k8s.yaml',
      ],
      ['if there is no chart', app(), {}, 'main.ts rendered no object: it wrote no file'],
      [
        'if there is no such environment',
        app(chart('a')),
        { PARAM_ENVIRONMENT: 'pord' },
        'main.ts rendered no object for the environment "pord": it wrote a.k8s.yaml',
      ],
      ['if the project throws', app("throw new Error('broken');"), {}, 'main.ts ended with exit code 1'],
      ['if the project is not there', {}, {}, 'main.ts ended with exit code 1'],
      [
        'if the repository brings its own dependencies',
        { ...app(chart('a')), 'node_modules/cdk8s/index.js': '' },
        {},
        'there is a node_modules in the repository: the plugin only runs the dependencies of its image',
      ],
      [
        'if the environment is no folder',
        app(chart('a')),
        { PARAM_ENVIRONMENT: '../..' },
        'the parameter "environment" is no name for a folder: "../.."',
      ],
      ...['../other/main.ts', '/etc/main.ts', 'main.sh', '--eval=1.ts'.replace('=1', ' 1')].map(
        (main): [string, { [file: string]: string }, NodeJS.ProcessEnv, string] => [
          `if the program is ${main}`,
          app(chart('a')),
          { PARAM_MAIN: main },
          `the parameter "main" is no TypeScript or JavaScript file of the project: "${main}"`,
        ],
      ),
    ])('%s', (_, files, env, message) => {
      const result = generate(files, env);
      expect(result).toMatchObject({ status: 1, stdout: '' });
      expect(result.stderr.trimEnd().split('\n').at(-1)).toBe(message);
    });
  });

  test('gives the project no variable that is not meant for it', () => {
    const { stderr } = generate(app('console.log(Object.keys(process.env).sort().join());', chart('a')), {
      REGISTRY_PASSWORD: 'canary',
      ARGOCD_APP_NAME: 'shop',
      ARGOCD_ENV_REGION: 'eu',
    });
    expect(stderr).toBe('ARGOCD_APP_NAME,ARGOCD_ENV_REGION,CDK8S_OUTDIR,HOME,NODE_OPTIONS,PATH,TMPDIR\n');
  });

  describe('has no network', () => {
    let server: Server;
    let requests = 0;
    let port: number;

    beforeAll(async () => {
      server = createServer((_, response) => response.end(String(++requests)));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      port = (server.address() as AddressInfo).port;
      server.on('connection', () => requests++);
    });
    afterAll(() => server.close());

    test.each<[string, (port: number) => string]>([
      ['fetch', (to) => `await fetch('http://127.0.0.1:${to}')`],
      ['http', (to) => `await new Promise((a, b) => require('http').get('http://127.0.0.1:${to}', a).on('error', b))`],
      ['a socket', (to) => `require('net').connect(${to}, '127.0.0.1')`],
      ['TLS', (to) => `require('tls').connect({ port: ${to}, host: '127.0.0.1' })`],
      ['a datagram', () => `require('dgram').createSocket('udp4')`],
      ['a name', () => `await require('dns').promises.lookup('localhost')`],
      [
        'a child process',
        (to) =>
          `require('child_process').execFileSync(process.execPath, ['-e', "fetch('http://127.0.0.1:${to}').catch(e => { throw e.cause ?? e })"])`,
      ],
    ])('not by %s', (_, attempt) => {
      const source = `(async () => { ${attempt(port)} })().catch((e) => { throw e.cause ?? e });`;
      const result = generate(app(source, chart('a')));
      expect(result).toMatchObject({ status: 1, stdout: '' });
      expect(result.stderr).toContain('a rendering has no network');
    });

    test('so that nobody was ever asked', () => {
      expect(requests).toBe(0);
    });
  });
});

test('the image holds what plugin.yaml runs, where Argo CD looks for it', () => {
  const dockerfile = readFileSync(join(DOCS, 'Dockerfile'), 'utf8');
  expect(plugin.spec.generate.command).toEqual(['node', '/plugin/render.mjs']);
  expect(dockerfile).toContain('WORKDIR /plugin\n');
  expect(dockerfile).toContain('COPY argo-cd-plugin/render.mjs argo-cd-plugin/offline.cjs ./\n');
  expect(dockerfile).toContain('COPY argo-cd-plugin/plugin.yaml /home/argocd/cmp-server/config/plugin.yaml\n');
  expect(dockerfile).toMatch(/^USER 999\nENTRYPOINT \["\/var\/run\/argocd\/argocd-cmp-server"\]$/m);
});

test('the sidecar runs the plugin server as its user, with a folder of its own', () => {
  const { spec } = yaml('repo-server-patch.yaml').spec.template;
  const [sidecar] = spec.containers;
  expect(sidecar.command).toEqual(['/var/run/argocd/argocd-cmp-server']);
  expect(sidecar.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 999, readOnlyRootFilesystem: true });
  const own = spec.volumes.map(({ name }: { name: string }) => name);
  const mounted = sidecar.volumeMounts.map(({ name }: { name: string }) => name);
  // The two others are volumes of the repo-server.
  expect(mounted).toEqual(['var-files', 'plugins', ...own]);
});

test('the parameters of an ArgoCdApplication are those of the plugin', () => {
  const [{ spec }] = objectsOf((scope) => {
    const repoUrl = 'https://git.example.com/shop.git';
    new ArgoCdApplication(scope, 'shop', { repoUrl, environment: 'prod', plugin: plugin.metadata.name });
  });
  const known = plugin.spec.parameters.static.map(({ name }: { name: string }) => name);
  for (const { name } of spec.source.plugin.parameters) expect(known).toContain(name);
});
