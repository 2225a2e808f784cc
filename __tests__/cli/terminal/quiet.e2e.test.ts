import { deployment, keyContainer, podTemplate } from '../../validation/manifests';
import { asTerminalText } from '../access/compose-text';
import { double, folderWith, sync, textsIn, tidyUp, UNIVERSAL, user, yaml } from '../check/workplace';
import { commandLine, type Ran } from '../command-line';
import type { Double } from '../infisical-double/double';
import { PROJECT_ID, shop } from '../infisical-double/world';
import { Project } from '../synth/project';
import { commandNames } from './command-names';

afterAll(tidyUp);

/** What a command says with and without `--quiet`, in folders of their own that are alike. */
interface Both {
  readonly loud: Ran;
  readonly quiet: Ran;
}

const MANIFESTS = yaml([sync('https://app.infisical.com'), user(['PORT'])]);
const WRONG = yaml([deployment({ template: podTemplate({ containers: [keyContainer(['PORT'])] }), replicas: 'two' })]);

const imageAt = (tag: string, digit: string) =>
  `orders:\n  image: registry.example/orders:${tag}@sha256:${digit.repeat(64)}\n`;
const IMAGES = { 'images/staging.yaml': imageAt('1.4.2', 'a'), 'images/prod.yaml': imageAt('1.4.1', 'b') };

/** Nothing is known of a sync without conditions. */
const EXPORT = JSON.stringify({ kind: 'List', apiVersion: 'v1', items: [sync('https://app.infisical.com')] });

async function both(args: readonly string[], files: { [file: string]: string }, env = {}): Promise<Both> {
  const run = (more: string[]) => commandLine([...args, ...more], { cwd: folderWith(files), env });
  const [loud, quiet] = await Promise.all([run([]), run(['--quiet'])]);
  return { loud, quiet };
}

function isSilent({ stdout, stderr }: Ran): boolean {
  return stdout === '' && stderr === '';
}

/** It says something, ends as it did before, and is silent. */
function expectSilence({ loud, quiet }: Both): void {
  expect(isSilent(loud)).toBe(false);
  expect(quiet).toEqual({ status: loud.status, stdout: '', stderr: '' });
}

function expectSame({ loud, quiet }: Both): void {
  expect(isSilent(loud)).toBe(false);
  expect(quiet).toEqual(loud);
}

function loginAt({ url }: Double) {
  return { ...UNIVERSAL, INFISICAL_DOMAIN: url };
}

const PROGRAM = {
  'cdk8s.yaml': 'app: node main.js\noutput: dist\n',
  'main.js': `const { App, Chart, ApiObject } = require('cdk8s');
const app = new App();
new ApiObject(new Chart(app, 'shop'), 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: process.env.CALLED || 'a' } });
app.synth();
`,
};

async function synthBoth(args: readonly string[], written = false): Promise<Both> {
  const run = async (more: string[]) => {
    const project = new Project(PROGRAM);
    if (written) await project.synth([]);
    return project.synth([...args, ...more], { env: written ? { CALLED: 'b' } : {} });
  };
  return { loud: await run([]), quiet: await run(['--quiet']) };
}

/** By command: what is fine is silent, and what was found, or asked for, is told as it is. */
const SITUATIONS: { readonly [command: string]: () => Promise<void> } = {
  init: async () => expectSilence(await both(['init', 'orders', '--yes', '--project', 'shop'], {})),
  adopt: async () => {
    const files = { 'k8s/all.yaml': MANIFESTS };
    const { quiet } = await both(['adopt', 'k8s', '--no-verify'], files);
    expect(quiet.stdout).not.toContain('adopted');
    expect(quiet.stdout).toContain('nothing is compared');
    expectSame(await both(['adopt', 'k8s', '--no-verify', '--json'], files));
  },
  'migrate-compose': async () =>
    expectSame(await both(['migrate-compose', 'c.yaml'], { 'c.yaml': 'services: { api: { image: a } }\n' })),
  synth: async () => {
    expectSilence(await synthBoth([]));
    const { loud, quiet } = await synthBoth(['--check'], true);
    expect(loud).toMatchObject({ status: 1, stdout: expect.stringContaining('is not up to date') });
    expect(quiet).toEqual(loud);
  },
  import: async () => {
    const infisical = await double({ world: shop({ prod: { '/api': ['PORT'] } }) });
    const env = loginAt(infisical);
    const args = ['import', '--project', PROJECT_ID, '--environment', 'prod', '--path', '/api'];
    expectSilence(await both(args, {}, env));
    expectSame(await both([...args, '--check'], {}, env));
  },
  doctor: async () => {
    const fine = { 'cdk8s.yaml': 'app: python main.py\n', 'main.py': '', 'dist/all.yaml': MANIFESTS };
    const { quiet } = await both(['doctor', '--offline'], fine);
    expect(quiet).toMatchObject({ status: 0, stdout: expect.stringMatching(/^(?!.* ok ).*not known/s) });
    const { loud, ...wrong } = await both(['doctor', '--offline', '--json'], {});
    expectSame({ loud, ...wrong });
  },
  explain: async () => expectSame(await both(['explain', 'C2'], {})),
  lint: async () => {
    expectSilence(await both(['lint', 'k8s'], { 'k8s/all.yaml': MANIFESTS, 'k8s/values.yaml': 'a: 1\n' }));
    expectSame(await both(['lint', 'k8s'], { 'k8s/all.yaml': WRONG }));
    expectSame(await both(['lint', 'k8s'], { 'k8s/all.yaml': 'a: 1\na: 2\n' }));
  },
  check: async () => {
    const infisical = await double({ world: shop({ prod: { '/api': ['PORT'] } }) });
    const env = loginAt(infisical);
    expectSilence(await both(['check'], { 'dist/all.yaml': yaml([sync(infisical.url), user(['PORT'])]) }, env));
    expectSame(await both(['check'], { 'dist/all.yaml': yaml([sync(infisical.url), user(['PROT'])]) }, env));
  },
  report: async () => {
    const files = { 'dist/all.yaml': MANIFESTS };
    expectSame(await both(['report'], files));
    expectSilence(await both(['report', '--output', 'report.md', '--format', 'markdown'], files));
  },
  provision: async () => {
    const files = { 'dist/all.yaml': MANIFESTS };
    expectSilence(await both(['provision'], files));
    expectSame(await both(['provision', '--check'], files));
  },
  image: async () => {
    expectSilence(
      await both(['image', `orders=1.4.3@sha256:${'c'.repeat(64)}`, '--environment', 'staging', '--no-synth'], IMAGES),
    );
    expectSame(await both(['image'], IMAGES));
  },
  promote: async () => {
    expectSilence(await both(['promote', 'staging', 'prod', '--no-synth'], IMAGES));
    expectSame(await both(['promote', 'staging', 'prod', '--check'], IMAGES));
  },
  status: async () => {
    const { loud, quiet } = await both(['status', 'export.json', '--no-dist'], { 'export.json': EXPORT });
    expect(loud.stdout).toMatch(/^namespace shop: 1 waiting/);
    expect(quiet.status).toBe(loud.status);
    expect(quiet.stdout).toBe(loud.stdout.replace(/^namespace.*\n\n/, ''));
    expectSame(await both(['status', 'export.json', '--no-dist', '--json'], { 'export.json': EXPORT }));
  },
  run: async () => {
    const infisical = await double({ world: shop({ dev: { '/api': ['PORT', 'DATABASE_URL', 'POSTGRES_PASSWORD'] } }) });
    const compose = (text: string) => ({ 'compose.yaml': text });
    const text = asTerminalText({ host: infisical.url });
    expectSilence(await both(['run', '--check'], compose(text), loginAt(infisical)));
    expectSame(await both(['run', '--check'], compose(text.replace('PORT: _', 'PROT: _')), loginAt(infisical)));
    expectSame(await both(['run', 'app', '--print-names'], compose(text)));
  },
  completion: async () => expectSame(await both(['completion', 'bash'], {})),
};

test('there is a situation for every command, and every command takes --quiet', async () => {
  expect((await commandNames()).sort()).toEqual(Object.keys(SITUATIONS).sort());
});

test.each(Object.entries(SITUATIONS))('%s --quiet', async (_, holds) => holds());

test('an error is told', async () => {
  const { loud, quiet } = await both(['lint', 'nowhere'], {});
  expect(loud.status).toBe(2);
  expect(quiet).toEqual(loud);
});

test('what was done is done all the same', async () => {
  const cwd = folderWith({});
  await commandLine(['init', 'orders', '-q', '--yes', '--project', 'shop'], { cwd });
  expect(Object.keys(textsIn(cwd))).toContain('orders/package.json');
});
