import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { readCompose } from '../../cli/migrate-compose/read-compose';
import { migrationReport, printReplacement } from '../../cli/migrate-compose/report';
import { LocalStack, SecretSyncedApp } from '../../lib';
import { SYNC } from '../declarations';
import { commandLine } from './command-line';

const ARTICLE = join(__dirname, '../fixtures/article');
const read = (text: string) => readCompose(text, 'compose.yaml');
const only = (service: string) => read(`services:\n  web:\n${service.replaceAll(/^/gm, '    ')}`).services[0];
const reportOf = (text: string) => migrationReport(read(text), 'compose.yaml');

describe("the article's compose files", () => {
  test('the first, which has Infisical in every entrypoint', () => {
    expect(reportOf(readFileSync(join(ARTICLE, 'docker-compose.first.yaml'), 'utf8'))).toMatchSnapshot();
  });

  test('the second, which names its keys', () => {
    expect(reportOf(readFileSync(join(ARTICLE, 'docker-compose.yaml'), 'utf8'))).toMatchSnapshot();
  });

  test('the code for the second makes the same service again', () => {
    const text = readFileSync(join(ARTICLE, 'docker-compose.yaml'), 'utf8');
    const [service] = read(text).services;
    const props = new Function(`return ${printReplacement(service)}`)();
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    const { dependsOn, ...local } = props.local;
    new SecretSyncedApp(chart, 'api', { image: 'api', sync: SYNC, secretKeys: props.secretKeys, local });
    const files = new LocalStack([chart], { projectId: 'p' }).files();
    const { depends_on, environment, ...rest } = parse(text).services.app;
    expect(dependsOn).toEqual(depends_on);
    const { environment: made, ...others } = parse(files['compose.yaml']).services.app;
    expect([Object.keys(made).sort(), others]).toEqual([environment.sort(), rest]);
  });
});

describe('variables', () => {
  const variables = (environment: string) => {
    const { keys, env, written, infisical } = only(`image: web\nenvironment:\n${environment}`);
    return { keys, env, written, infisical };
  };
  const none = { keys: {}, env: {}, written: [], infisical: [] };

  test.each([
    ['by name in a list', '  - PORT', { keys: { PORT: 'PORT' } }],
    ['by name in a map', '  PORT:', { keys: { PORT: 'PORT' } }],
    ['of another variable', '  - PORT=${WEB_PORT}', { keys: { PORT: 'WEB_PORT' } }],
    ['with a default', '  PORT: ${WEB_PORT:-3000}', { env: { PORT: '3000' } }],
    ['with a demand', '  PORT: "${WEB_PORT:?missing}"', { keys: { PORT: 'WEB_PORT' } }],
    ['with a harmless value', '  - LEVEL=info\n  - RETRIES=3', { env: { LEVEL: 'info', RETRIES: '3' } }],
    ['with a value that may be a secret', '  - DB=postgres://u:canary@db', { written: ['DB'] }],
    ['with a harmless value and a name that is not', '  PASSWORD: canary', { written: ['PASSWORD'] }],
    ['of the CLI', '  - INFISICAL_TOKEN=canary', { infisical: ['INFISICAL_TOKEN'] }],
  ])('%s', (_, environment, expected) => {
    expect(variables(environment)).toEqual({ ...none, ...expected });
  });
});

describe('what replaces a service', () => {
  test.each([
    [
      'image: postgres:16\nports: ["5433:5432"]',
      "web: BackingService.postgres({ tag: '16', passwordKey: 'WEB_PASSWORD', port: 5433 })",
    ],
    [
      'image: timescale/timescaledb:latest\nenvironment: [POSTGRES_PASSWORD, POSTGRES_USER]',
      "\n  web: BackingService.timescaleDb({\n    tag: 'latest',\n    passwordKey: 'POSTGRES_PASSWORD',\n    userKey: 'POSTGRES_USER',\n  }),\n",
    ],
    [
      'image: rabbitmq:3\nenvironment: { RABBITMQ_DEFAULT_USER: "$MQ_USER", RABBITMQ_DEFAULT_PASS: "$MQ_PASS" }',
      "web: BackingService.rabbitMq({ tag: '3', passwordKey: 'MQ_PASS', userKey: 'MQ_USER' })",
    ],
    ['image: bluenviron/mediamtx', "web: BackingService.mediaMtx({ tag: 'latest' })"],
    ['image: redis', "web: BackingService.redis({ tag: 'latest' })"],
    [
      'image: web:1\ncommand: npm run dev\nenvironment: [A]',
      "web: LocalService.of({ image: 'web:1', command: ['npm', 'run', 'dev'], secretKeys: ['A'] })",
    ],
    [
      'image: redis\ncommand: redis-server --requirepass x',
      "web: LocalService.of({ image: 'redis', command: ['<line 4 of the compose file>'] })",
    ],
  ])('%s', (service, expected) => {
    expect(printReplacement(only(service))).toBe(expected.startsWith('\n') ? `{${expected}}` : `{ ${expected} }`);
  });
});

describe('the command', () => {
  test('reads standard input, and prints JSON if wanted', async () => {
    const { status, stdout } = await commandLine(['migrate-compose', '--json', '-'], {
      stdin: 'services: { web: { image: web } }',
    });
    expect(status).toBe(0);
    expect(JSON.parse(stdout).services).toMatchObject([{ name: 'web', keys: {} }]);
  });

  test.each([
    ['a file that is not there', ['migrate-compose', 'no.yaml'], 'no.yaml: there is no such file\n'],
    ['no YAML', ['migrate-compose', '-'], '-:1:4: this is no YAML: '],
    [
      'an unknown command',
      ['migrat-compose'],
      "error: unknown command 'migrat-compose'\n(Did you mean migrate-compose?)\n",
    ],
  ])('ends with 2 and a message for %s', async (_, args, message) => {
    const { status, stdout, stderr } = await commandLine(args, { stdin: 'a: b\n  c: {\n' });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.startsWith(message)).toBe(true);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test('ends with 2 and one line for what is no file, or no text, or far too large', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'compose-'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const large = `services: { web: { image: ${'x'.repeat(1024 * 1024)} } }`;
    const [pipe, directory, device, binary, huge] = await Promise.all([
      commandLine(['migrate-compose', join(folder, 'pipe')]),
      commandLine(['migrate-compose', folder]),
      commandLine(['migrate-compose', '/dev/zero']),
      commandLine(['migrate-compose', process.execPath]),
      commandLine(['migrate-compose', '-'], { stdin: large }),
    ]);
    rmSync(folder, { recursive: true });
    expect([directory.status, directory.stderr]).toEqual([2, `${folder}: there is no compose file: name one\n`]);
    for (const { status, stderr } of [pipe, device]) {
      expect([status, stderr]).toEqual([2, expect.stringMatching(/^\S+: it is no file but a (named pipe|device)\n$/)]);
    }
    expect([huge.status, huge.stderr]).toEqual([2, '-: this is no compose file: it is larger than 1 MiB\n']);
    expect([binary.status, binary.stderr.split('\n').length]).toEqual([2, 2]);
  });

  test('ends with 2 for YAML that is no compose file', async () => {
    expect(await commandLine(['migrate-compose', '-'], { stdin: 'kind: Deployment' })).toMatchObject({
      status: 2,
      stderr: '-: this is no compose file: it has no services\n',
    });
  });
});
