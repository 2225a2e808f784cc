import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { double, folderWith, sync, textsIn, tidyUp, UNIVERSAL, user, yaml } from '../cli/check/workplace';
import { commandLine, type Ran, runProgram } from '../cli/command-line';
import { selfSigned } from '../cli/infisical-double/certificate';
import { shop } from '../cli/infisical-double/world';
import { CANARY, ODD, runFolder, SECRETS } from '../cli/run/run-folder';
import { makeBinary, NAME } from './made-binary';

/** Alone in a folder, as somebody has downloaded it. */
const alone = mkdtempSync(join(tmpdir(), 'binary-'));
const BINARY = join(alone, 'cdk8s-infisical');

let made: string;
beforeAll(() => {
  made = makeBinary();
  copyFileSync(join(made, NAME), BINARY);
}, 600_000);

afterAll(async () => {
  rmSync(alone, { recursive: true, force: true });
  await tidyUp();
});

/** With nothing of Node on PATH, and hardly a variable. */
function binary(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return runProgram(BINARY, args, { cwd, env: { PATH: '/nonexistent', ...env } });
}

/** A folder with a record, where nothing but the Infisical CLI is on PATH. */
function runFolderWithoutNode() {
  const { root, env, ...rest } = runFolder();
  const standIn = join(__dirname, 'programs/infisical');
  mkdirSync(join(root, 'bin'));
  const script = `#!/bin/sh\nexec '${process.execPath}' '${standIn}' "$@"\n`;
  writeFileSync(join(root, 'bin/infisical'), script, { mode: 0o755 });
  return { ...rest, env: { ...env, PATH: join(root, 'bin') } };
}

const manifests = (host: string, keys = ['DATABASE_URL', 'PORT']) => yaml([sync(host), user(keys)]);
const places = () => folderWith({ 'dist/prod/shop.yaml': manifests('https://eu.infisical.com') });

describe('the command as one file, where there is no Node', () => {
  test.each<[string, string[], number]>([
    ['its help', ['--help'], 0],
    ['its version', ['--version'], 0],
    ['the help of a command', ['check', '--help'], 0],
    ['an unknown command', ['chek'], 2],
    ['what `node` would take for an option', ['--inspect'], 2],
    ['check without a catalogue', ['check', '--offline', 'dist'], 2],
    ['check as SARIF', ['check', '--offline', '--format', 'sarif', 'dist'], 2],
    ['report', ['report', 'dist'], 0],
    ['report as a page', ['report', '--format', 'html', 'dist'], 0],
    ['a folder that is not there', ['check', '--offline', 'nowhere'], 2],
    ['adopt', ['adopt', 'dist', '--no-verify'], 0],
  ])('says the same as with Node: %s', async (_, args, status) => {
    const [one, other] = [places(), places()];
    const ran = await binary(args, one);
    expect(ran).toEqual(await commandLine(args, { cwd: other }));
    expect(ran.status).toBe(status);
    expect(textsIn(one)).toEqual(textsIn(other));
  });

  test('reads the committed configuration', async () => {
    const files = {
      'cdk8s-infisical.yaml': 'operator: v0.11.5\nsuppressions: 1\n',
      'dist/shop.yaml': manifests('https://eu.infisical.com'),
    };
    for (const args of [
      ['check', '--offline', 'dist'],
      ['adopt', 'dist', '--no-verify'],
    ]) {
      const ran = await binary(args, folderWith(files));
      expect(ran).toEqual(await commandLine(args, { cwd: folderWith(files) }));
      expect(ran).toMatchObject({ status: 2, stderr: expect.stringContaining('suppressions') });
    }
  });

  test('asks a server over TLS, and imports and checks what it has', async () => {
    const tls = selfSigned();
    const { url } = await double({ world: shop({ prod: { '/api': ['PORT'] } }), tls });
    const files = { 'ca.pem': tls.cert, 'dist/prod/shop.yaml': manifests(url) };
    const [one, other] = [folderWith(files), folderWith(files)];
    for (const [args, status] of [
      [['check', 'dist'], 1],
      [['import', 'dist'], 0],
      [['import', '--check', 'dist'], 0],
      [['check', '--offline', 'dist'], 1],
    ] as const) {
      const all = [...args, '--ca-file', 'ca.pem', '--host', url];
      const ran = await binary(all, one, UNIVERSAL);
      expect(ran).toEqual(await commandLine(all, { cwd: other, env: UNIVERSAL }));
      expect(ran.status).toBe(status);
    }
    expect(textsIn(one)).toEqual(textsIn(other));
  });

  test('trusts the authorities of NODE_EXTRA_CA_CERTS, and no others', async () => {
    const tls = selfSigned();
    const { url } = await double({ world: shop({ prod: { '/api': ['DATABASE_URL', 'PORT'] } }), tls });
    const cwd = folderWith({ 'ca.pem': tls.cert, 'dist/prod/shop.yaml': manifests(url) });
    const args = ['check', 'dist', '--host', url];
    const statuses: (number | null)[] = [];
    for (const more of [{}, { NODE_EXTRA_CA_CERTS: join(cwd, 'ca.pem') }]) {
      const ran = await binary(args, cwd, { ...UNIVERSAL, ...more });
      expect(ran).toEqual(await commandLine(args, { cwd, env: { ...UNIVERSAL, ...more } }));
      statuses.push(ran.status);
    }
    expect(statuses).toEqual([2, 0]);
  });

  test('runs a command with its keys, and ends as it does', async () => {
    const { cwd, env, remove } = runFolderWithoutNode();
    const args = ['run', 'orders', '--', '/bin/sh', '-c', 'command -v node; echo $DB_URL; kill -9 $$'];
    const ran = await binary(args, cwd, env);
    expect(ran).toEqual(await commandLine(args, { cwd, env }));
    expect(ran).toEqual({ status: 137, stdout: `orders-${CANARY}\n`, stderr: '' });
    remove();
  });

  test('runs a command with odd values as they are, and names the keys that are missing', async () => {
    const { cwd, env, give, remove } = runFolderWithoutNode();
    const { stdout } = await binary(['run', 'odd', '--', '/usr/bin/env', '--null'], cwd, env);
    const lines = stdout.split('\0').map((line): [string, string] => {
      const end = line.indexOf('=');
      return [line.slice(0, end), line.slice(end + 1)];
    });
    const own = new Map(lines);
    expect(ODD.map((_, index) => own.get(`ODD_${index}`))).toEqual(ODD);
    give({ ...SECRETS, projects: { ...SECRETS.projects, shop: { dev: { '/web': {}, '/orders': {} } } } });
    expect(await binary(['run', 'web', '--', '/bin/echo', 'started'], cwd, env)).toEqual({
      status: 125,
      stdout: '',
      stderr: 'web DB_URL: the key "DATABASE_URL" is not in dev:/web\n',
    });
    remove();
  });

  test('says of what takes Node that it does', async () => {
    expect(await binary(['synth'], places())).toEqual({
      status: 2,
      stdout: '',
      stderr: 'synth runs the program of a project, which takes Node: there, run npx cdk8s-infisical synth\n',
    });
    const { status, stdout } = await binary(['adopt', 'dist'], places());
    expect(status).toBe(2);
    expect(stdout).toContain('The program could not be run: that takes Node, and npx cdk8s-infisical adopt.');
  });

  test('takes nothing from NODE_OPTIONS', async () => {
    const cwd = folderWith({ 'evil.js': "console.log('loaded');" });
    const ran = await binary(['--version'], cwd, { NODE_OPTIONS: `--require ${join(cwd, 'evil.js')}` });
    expect(ran).toEqual(await commandLine(['--version']));
  });

  test('comes with its checksum, and with the licenses of all that is in it', () => {
    const bytes = readFileSync(BINARY);
    const sum = readFileSync(join(made, `${NAME}.sha256`), 'utf8');
    expect(sum).toBe(`${createHash('sha256').update(bytes).digest('hex')}  ${NAME}\n`);
    const licenses = readFileSync(join(made, 'LICENSES.txt'), 'utf8');
    for (const part of [
      'Apache License',
      '\ncdk8s-plus-28 ',
      '\nyaml ',
      '\nundici ',
      'Node.js is licensed',
      'OpenSSL',
    ]) {
      expect(licenses).toContain(part);
    }
  });
});
