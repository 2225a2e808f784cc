import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { InfisicalAuth, LocalStack, SecretSyncedApp, type SecretSyncedAppProps } from '../../../lib';
import { ODD_VALUES } from '../odd-values';
import { containersInCluster } from './cluster';
import { chartOfApps } from './declared-apps';
import { type DockerDaemon, IMAGE, startDaemon, whyNoDaemon } from './docker-daemon';
import { Compose, type Laptop, newLaptop } from './laptop';
import { INFISICAL } from './places';

const STARTED = 20;
const PROJECT_ID = '6f1c2d7e-0000-4000-8000-000000000001';
/** All that a variable of Linux can have. */
const ODD = ODD_VALUES.filter(({ value }) => !value.includes('\0'));
const auth = InfisicalAuth.universal({ credentials: { name: 'login' } });
const reason = whyNoDaemon();
/** What keeps the files of a stack in containers, and those of the tests, apart. */
let daemon: DockerDaemon;
let laptop: Laptop;

if (reason !== undefined) {
  test(`containers are not tried here: ${reason}`, () => expect(reason).not.toBe(''));
} else {
  beforeAll(async () => {
    daemon = await startDaemon();
  });
  afterAll(() => daemon?.stop());
  afterEach(() => {
    laptop.start('sh', '-c', 'docker compose down --timeout 0 --volumes || docker-compose down --timeout 0 --volumes');
    laptop.remove();
  });
  inContainers();
}

function inContainers() {
  test(`${STARTED} applications have in their containers what they have in a cluster`, () => {
    const chart = chartOfApps(STARTED, true);
    laptop = newLaptop(Compose.V2, INFISICAL, daemon.host);
    laptop.write(new LocalStack([chart]).files());
    const { status, stderr } = laptop.call('run', '--stack', '--', 'docker', 'compose', 'up', '--detach');
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    const cluster = containersInCluster(chart);
    expect(cluster.size).toBeGreaterThanOrEqual(STARTED);
    for (const [container, { environment, files }] of cluster) {
      const [workload = '', name = ''] = container.split('/');
      if (name === 'init') continue;
      const id = containerOf(workload === name ? workload : `${workload}-${name}`);
      const inside = environmentIn(daemon.docker('exec', id, 'cat', '/proc/1/environ'));
      expect({ container, ...inside }).toEqual({ container, ...environment });
      for (const [path, text] of Object.entries(files)) expect(daemon.docker('exec', id, 'cat', path)).toBe(text);
    }
  });

  test.each([Compose.V2, Compose.V1])(
    'make up brings odd values as they are, and each application its own, with %s',
    (compose) => {
      const secrets = Object.fromEntries(ODD.map(({ value }, i) => [`ODD_${i}`, value]));
      const folders = { '/odd': { ...secrets, HUGE: 'x'.repeat(140_000) }, '/web': { ODD_0: 'of web' } };
      laptop = newLaptop(compose, infisicalWith(folders), daemon.host);
      const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
      declarePrinting(chart, 'odd', Object.keys(secrets));
      declarePrinting(chart, 'web', ['ODD_0']);
      laptop.write(new LocalStack([chart]).files());
      for (const name of ['odd', 'web']) mkdirSync(join(laptop.folder, name));
      const { status, stdout, stderr } = laptop.start('make', '--silent', 'up');
      expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
      expect(environmentIn(readFileSync(join(laptop.folder, 'odd/environ'), 'utf8'))).toEqual(secrets);
      expect(environmentIn(readFileSync(join(laptop.folder, 'web/environ'), 'utf8'))).toEqual({ ODD_0: 'of web' });
    },
  );

  test.each([
    ['a variable', { secretKeys: ['HUGE'] }],
    ['a file', { secretFiles: [{ path: '/etc/huge', secretKeys: ['HUGE'] }] }],
  ])('a declared key that is too big is told before anything starts: %s', (_, keys) => {
    laptop = newLaptop(Compose.V2, infisicalWith({ '/web': { HUGE: 'canary'.repeat(25_000) } }), daemon.host);
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    declare(chart, 'web', keys, 'true');
    laptop.write(new LocalStack([chart]).files());
    const { status, stdout, stderr } = laptop.start('make', '--silent', 'up');
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/HUGE.*128 KiB/);
    expect(stdout + stderr).not.toContain('canary');
    expect(containersOf('--all')).toBe('');
  });

  test('a command in a container ends `run` with its own exit code', () => {
    laptop = newLaptop(Compose.V2, infisicalWith({ '/web': { KEY: 'value' } }), daemon.host);
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    declare(chart, 'web', { secretKeys: ['KEY'] }, 'true');
    laptop.write(new LocalStack([chart]).files());
    const ending = (script: string) =>
      laptop.call('run', '--stack', '--', 'docker', 'compose', 'run', '--rm', 'web', 'sh', '-c', script).status;
    expect(['exit 0', 'exit 3', 'exit 255', '[ $KEY = value ]'].map(ending)).toEqual([0, 3, 255, 0]);
  });

  test('Ctrl-C ends the containers in an orderly way, 6 times out of 6', async () => {
    laptop = newLaptop(Compose.V2, infisicalWith({ '/web': { KEY: 'value' } }), daemon.host);
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    const script = 'trap "echo end >> /out/ends; exit 0" TERM; echo begin >> /out/begins; sleep 1000 & wait';
    declare(chart, 'web', { secretKeys: ['KEY'] }, script);
    laptop.write(new LocalStack([chart]).files());
    mkdirSync(join(laptop.folder, 'web'));
    for (let time = 1; time <= 6; time++) {
      await upAndInterrupted(laptop, time);
      const linesOf = (file: string) =>
        readFileSync(join(laptop.folder, 'web', file), 'utf8')
          .trim()
          .split('\n').length;
      expect({ begins: linesOf('begins'), ends: linesOf('ends') }).toEqual({ begins: time, ends: time });
      expect(containersOf()).toBe('');
    }
  });
}

function declarePrinting(chart: Chart, name: string, secretKeys: string[]) {
  declare(chart, name, { secretKeys }, 'cat /proc/1/environ > /out/environ; true');
}

function declare(
  chart: Chart,
  name: string,
  keys: Pick<SecretSyncedAppProps, 'secretKeys' | 'secretFiles'>,
  script: string,
) {
  const source = { projectId: PROJECT_ID, environment: 'dev', path: `/${name}` };
  const local = { command: ['sh', '-c', script], volumes: [`./${name}:/out`] };
  new SecretSyncedApp(chart, name, { image: IMAGE, autoReload: true, sync: { auth, source }, ...keys, local });
}

function projectOf({ env }: Laptop): string {
  return env.COMPOSE_PROJECT_NAME ?? '';
}

/** Those of the laptop that run, or of which there is anything with `--all`. */
function containersOf(...words: string[]): string {
  return daemon.docker('ps', '--quiet', ...words, '--filter', `label=com.docker.compose.project=${projectOf(laptop)}`);
}

function infisicalWith(folders: object) {
  return { projects: { [PROJECT_ID]: { dev: folders } } };
}

function containerOf(service: string): string {
  const labels = [`project=${projectOf(laptop)}`, `service=${service}`];
  const filters = labels.flatMap((label) => ['--filter', `label=com.docker.compose.${label}`]);
  return daemon.docker('ps', '--all', '--quiet', ...filters).trim();
}

/** Without what docker itself gives to a container. */
function environmentIn(environ: string): { [variable: string]: string } {
  const { PATH, HOSTNAME, HOME, ...rest } = Object.fromEntries(
    environ
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  return rest;
}

/** `make up` in a terminal, and Ctrl-C when the container has begun. */
async function upAndInterrupted({ folder, env }: Laptop, time: number): Promise<void> {
  // Where a terminal is, the signal of Ctrl-C goes to all processes in front of it.
  const script = `import os, pty, select, time
pid, terminal = pty.fork()
if pid == 0: os.execvp('make', ['make', '--silent', 'up'])
sent = False
while True:
  if select.select([terminal], [], [], 0.1)[0]:
    try:
      if not os.read(terminal, 65536): break
    except OSError: break
  begun = os.path.exists('web/begins') and open('web/begins').read().count('begin') == ${time}
  if begun and not sent:
    time.sleep(0.5); os.write(terminal, b'\\x03'); sent = True
os.waitpid(pid, 0)`;
  const child = spawn('python3', ['-c', script], { cwd: folder, env: { ...env, COMPOSE_MENU: 'false' } });
  await new Promise((done) => child.once('exit', done));
}
