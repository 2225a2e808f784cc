import { isOwnRecord, recordIn } from '../../../cli/record/read-record';
import type { LocalRecord } from '../../../cli/record/record';
import { asTerminalText, type Told } from '../access/compose-text';

const read = (text: string) => recordIn(Buffer.from(text), 'compose.yaml');
const recordOf = (text: string) => {
  const record = read(text);
  if ('message' in record) throw new Error(`${record.line}:${record.column} ${record.message}`);
  return record;
};

const API = {
  projectId: '6f1c2d7e-8a3b-4c5d-9e6f-000000000001',
  projectSlug: 'shop',
  environment: 'dev',
  path: '/api',
  recursive: false,
};

test('a compose file of ours tells which service has which key, in which variable and at which place', () => {
  const { keys, ...record } = recordOf(asTerminalText({ caFile: 'certs/ca.pem' }));
  expect(record).toEqual({
    file: 'compose.yaml',
    place: { line: 15, column: 1 },
    host: 'https://app.infisical.com',
    caFile: 'certs/ca.pem',
    services: [
      {
        name: 'app',
        place: { line: 3, column: 3 },
        variables: [
          { name: 'DATABASE_URL', parts: [{ name: '_API__DATABASE_URL' }], place: { line: 6, column: 21 } },
          { name: 'PORT', parts: [{ name: '_API__PORT' }], place: { line: 7, column: 13 } },
        ],
        files: [],
        others: [],
      },
      {
        name: 'postgres',
        place: { line: 8, column: 3 },
        variables: [
          { name: 'LOG', parts: [{ text: 'debug' }], place: { line: 11, column: 12 } },
          { name: 'PGPASSWORD', parts: [{ name: '_API__POSTGRES_PASSWORD' }], place: { line: 12, column: 19 } },
        ],
        files: [],
        others: [],
      },
      { name: 'cache', place: { line: 13, column: 3 }, variables: [], files: [], others: [] },
    ],
  });
  expect([...keys.values()]).toEqual(
    ['DATABASE_URL', 'PORT', 'POSTGRES_PASSWORD'].map((key, index) => ({
      name: `_API__${key}`,
      key,
      from: [API],
      isOptional: false,
      place: { line: 26 + index, column: 9 + key.length + 2 },
    })),
  );
});

const SEVERAL = `
    - from:
        - project:
            id: '1'
          environment: dev
          path: /orders
          recursive: true
        - project:
            id: '2'
            slug: shared
          environment: test
          path: /
      keys:
        URL: _ORDERS__URL
    - from:
        - project:
            id: '1'
          environment: dev
          path: /web
      keys:
        URL: _WEB__URL`;

const services = (text: string) => `services:\n  app:\n    image: app\n${text.replace(/^(?=.)/gm, '    ')}`;
const BOTH = services("environment:\n  A: '${_ORDERS__URL-}'\n  B: '${_WEB__URL-}'\n");

test('one key may be read from two places, and from several projects and environments in order', () => {
  const { keys } = recordOf(asTerminalText({ reads: SEVERAL }, BOTH));
  expect(keys.get('_ORDERS__URL')).toMatchObject({
    key: 'URL',
    from: [
      { projectId: '1', environment: 'dev', path: '/orders', recursive: true },
      { projectId: '2', projectSlug: 'shared', environment: 'test', path: '/', recursive: false },
    ],
  });
  expect(keys.get('_WEB__URL')?.from).toMatchObject([{ projectId: '1', path: '/web', recursive: false }]);
});

test.each<[string, LocalRecord['services'][number]['variables'][number]['parts']]>([
  ['plain', [{ text: 'plain' }]],
  ['', [{ text: '' }]],
  ['$$', [{ text: '$' }]],
  ['$${_ORDERS__URL-}', [{ text: '${_ORDERS__URL-}' }]],
  ['$$$$(A) $$$${_ORDERS__URL-}', [{ text: '$$(A) $${_ORDERS__URL-}' }]],
  ['$$${_ORDERS__URL-}', [{ text: '$' }, { name: '_ORDERS__URL' }]],
  ['pg://u:${_ORDERS__URL-}@db', [{ text: 'pg://u:' }, { name: '_ORDERS__URL' }, { text: '@db' }]],
  ['${_ORDERS__URL-}${_WEB__URL-}', [{ name: '_ORDERS__URL' }, { name: '_WEB__URL' }]],
])('a value is made of texts and names: %s', (text, parts) => {
  const own = services(`environment:\n  A: '${text}'\n  B: '\${_ORDERS__URL-}\${_WEB__URL-}'\n`);
  expect(recordOf(asTerminalText({ reads: SEVERAL }, own)).services[0].variables[0].parts).toEqual(parts);
});

const ONE = { keys: '\n        TLS: TLS' };

test.each<[string, string]>([
  ['a list', 'environment:\n  - TLS\n'],
  ['a map', 'environment:\n  TLS:\n'],
])('a name alone in %s passes its value on', (_, text) => {
  expect(recordOf(asTerminalText(ONE, services(text))).services[0].variables).toMatchObject([
    { name: 'TLS', parts: [{ name: 'TLS' }] },
  ]);
});

test.each<[string, string, string, { readonly path: string; readonly parts: unknown }]>([
  [
    'a secret',
    '- source: a\n    target: /etc/tls.key',
    'secrets:\n  a:\n    environment: TLS\n',
    { path: '/etc/tls.key', parts: [{ name: 'TLS' }] },
  ],
  [
    'a secret where compose puts it',
    '- a',
    'secrets:\n  a:\n    environment: TLS\n',
    { path: '/run/secrets/a', parts: [{ name: 'TLS' }] },
  ],
])('a file of a key is %s', (_, mounted, top, file) => {
  const text = asTerminalText(ONE, `${services(`secrets:\n  ${mounted}\n`)}${top}`);
  expect(recordOf(text).services[0].files).toMatchObject([file]);
});

test('a config has the text of which it is made', () => {
  const own = `${services('configs:\n  - source: a\n    target: /app.ini\n')}configs:\n  a:\n    content: 'key=\${TLS-}'\n`;
  expect(recordOf(asTerminalText(ONE, own)).services[0].files).toMatchObject([
    { path: '/app.ini', parts: [{ text: 'key=' }, { name: 'TLS' }] },
  ]);
});

test('a file of the project is no file of a key', () => {
  const own = `${services('secrets:\n  - a\nenvironment:\n  - TLS\n')}secrets:\n  a:\n    file: ./a.txt\n`;
  expect(recordOf(asTerminalText(ONE, own)).services[0].files).toEqual([]);
});

test.each<[string, string, number]>([
  ['a command', "command: [serve, '--key=${TLS-}']\n", 5],
  ['a health check', 'healthcheck:\n  test: [CMD, ping, $TLS]\n', 6],
  ['a build', "build:\n  context: .\n  args:\n    A: '${TLS:-x}'\n", 8],
])('a service has a key by %s too', (_, text, line) => {
  expect(recordOf(asTerminalText(ONE, services(text))).services[0].others).toEqual([
    { name: 'TLS', place: { line, column: expect.any(Number) } },
  ]);
});

test('a service has a key by a secret of its build', () => {
  const own = `${services('build:\n  context: .\n  secrets:\n    - a\n')}secrets:\n  a:\n    environment: TLS\n`;
  expect(recordOf(asTerminalText(ONE, own)).services[0].others).toMatchObject([{ name: 'TLS' }]);
});

test.each<[string, boolean]>([
  [asTerminalText(), true],
  [asTerminalText().replace('services:', '<<<<<<< HEAD\nservices:'), true],
  ['services: {}\n', false],
  ['x-infisical: of somebody else\nservices: {}\n', false],
  ['# Made by cdk8s-infisical from your cdk8s program: change that instead.\nservices: {}\n', false],
])('it is told from the file of somebody else (%#)', (text, isOwn) => {
  expect(isOwnRecord(text)).toBe(isOwn);
});

test('what a service has in the cluster only is told with it', () => {
  const absent = '  absent:\n    app:\n      variables:\n        - NODE\n      objects:\n        - vendor\n';
  const [app, postgres] = recordOf(`${asTerminalText()}${absent}`).services;
  expect(app.absent).toEqual({ variables: ['NODE'], objects: ['vendor'] });
  expect(postgres).not.toHaveProperty('absent');
  const wrong = read(`${asTerminalText()}  absent:\n    app: [NODE]\n`);
  expect(wrong).toMatchObject({ message: expect.stringContaining('x-infisical.absent.app must be a map') });
});

describe('unread is', () => {
  const AGAIN = ': run `npx cdk8s-infisical synth`, which writes it';
  const TOKEN = `ghp_${'a1B2'.repeat(9)}`;
  const FROM = 'x-infisical.reads[0].from[0]';

  test.each<[string, Told, string]>([
    ['no host', { host: undefined }, 'x-infisical.host must be text'],
    ['a host with a user', { host: 'https://user:hunter2@example.com' }, 'x-infisical.host is no URL of a host'],
    ['a host of another scheme', { host: 'file:///etc/passwd' }, 'x-infisical.host is no URL of a host'],
    ['no reads', { reads: 'none' }, 'x-infisical.reads must be a list'],
    [
      'a read without places',
      { reads: '\n    - from: []\n      keys: {}' },
      'x-infisical.reads[0].from names no place',
    ],
    ['a project without id', { project: '\n            slug: shop' }, `${FROM}.project.id must be text`],
    ['an id that is a number', { project: '\n            id: 4711' }, `${FROM}.project.id must be text`],
    [
      'an id that leads elsewhere',
      { project: '\n            id: ../../x' },
      `${FROM}.project.id must be made of letters, digits, "_" and "-"`,
    ],
    [
      'a project with a field more',
      { project: '\n            id: a\n            token: b' },
      `${FROM}.project has the field "token", which is unknown`,
    ],
    ['an environment that is a list', { environment: '\n            - dev' }, `${FROM}.environment must be text`],
    ['an environment that is an option', { environment: '--path=x' }, `${FROM}.environment must be made of`],
    ['a path that climbs', { path: '/api/../x' }, `${FROM}.path is no path like "/a/b"`],
    ['no tag', { recursive: 'true\n          tags: []' }, `${FROM}.tags names no tag`],
    ['a tag that is two', { recursive: 'true\n          tags: ["a,b"]' }, `${FROM}.tags[0] must be made of letters`],
    ['what is recursive by words', { recursive: 'often' }, `${FROM}.recursive must be true, or not there`],
    [
      'an optional key that is not read there',
      { path: '/api', reads: undefined, keys: '\n        PORT: _API__PORT\n      optional: [OTHER]' },
      'x-infisical.reads[0].optional[0] is a key that is not read there',
    ],
    ['keys that are a list', { keys: '\n        - PORT' }, 'x-infisical.reads[0].keys must be a map'],
    ['a key that is a map', { keys: '\n        PORT: { a: b }' }, 'x-infisical.reads[0].keys.PORT must be text'],
    [
      'a name that is none of a variable',
      { keys: '\n        PORT: A=B' },
      'x-infisical.reads[0].keys.PORT must be called as a variable can be',
    ],
    [
      'one name of two keys',
      { keys: '\n        PORT: _API__PORT\n        DATABASE_URL: _API__PORT' },
      'x-infisical.reads[0].keys.DATABASE_URL is called "_API__PORT", as another key is',
    ],
    [
      'a name that no service has',
      {
        keys: '\n        A: A\n        DATABASE_URL: _API__DATABASE_URL\n        PORT: _API__PORT\n        P: _API__POSTGRES_PASSWORD',
      },
      'x-infisical.reads tells of "A", which no service has',
    ],
    [
      'a name of which nothing is told',
      { keys: '\n        PORT: _API__PORT' },
      'services.app.environment.DATABASE_URL takes "_API__DATABASE_URL", of which x-infisical does not tell',
    ],
  ])('%s', (_, told, message) => {
    const found = read(asTerminalText(told));
    expect(found).toMatchObject({ file: 'compose.yaml', line: expect.any(Number), column: expect.any(Number) });
    expect('message' in found && found.message.replace(AGAIN, '')).toContain(message);
    expect('message' in found && found.message.endsWith(AGAIN)).toBe(true);
  });

  test('a value in place of a name, which is not repeated', () => {
    const found = read(asTerminalText({ keys: `\n        PORT: ${TOKEN}` }));
    expect(found).toMatchObject({ line: 25, column: 15, message: expect.stringContaining('looks like a credential') });
    expect(JSON.stringify(found)).not.toContain(TOKEN.slice(4));
  });

  test.each<[string, string]>([
    ['without a default', '${TLS}'],
    ['that is required', '${TLS?missing}'],
    ['with another default', '${TLS:-x}'],
    ['without braces', '$TLS'],
    ['alone', '$'],
    ['in a name', '${${TLS-}-}'],
  ])('a dollar %s', (_, text) => {
    expect(read(asTerminalText(ONE, services(`environment:\n  A: '${text}'\n  TLS:\n`)))).toMatchObject({
      line: 6,
      column: 10,
      message: `services.app.environment.A has a "$" that is neither "$$" nor of a name as "\${NAME-}"${AGAIN}`,
    });
  });

  test('the form of an older release', () => {
    const old =
      '  host: https://app.infisical.com\n  project:\n    id: a\n  environment: dev\n  paths: [/]\n  keys: {}\n';
    const text = `${asTerminalText().split('x-infisical:')[0]}x-infisical:\n${old}`;
    expect(read(text)).toMatchObject({ line: 15, message: `x-infisical is of an older release${AGAIN}` });
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
    ['a number as a variable', asTerminalText(ONE, services('environment:\n  A: 80\n')), 'environment.A must be text'],
    [
      'a variable of the prototype',
      asTerminalText(ONE, services("environment:\n  A: '${constructor-}'\n")),
      'takes "constructor", of which x-infisical does not tell',
    ],
    [
      'a key that anybody may take',
      `${asTerminalText()}volumes: { a: { driver_opts: { o: "$_API__PORT" } } }\n`,
      'takes "_API__PORT" outside of its services',
    ],
    ['more than anybody writes', `${asTerminalText()}# ${'x'.repeat(4 * 1024 * 1024)}\n`, 'it is larger than 4 MiB'],
  ])('%s', (_, text, message) => {
    expect(read(text)).toMatchObject({ line: expect.any(Number), message: expect.stringContaining(message) });
  });

  test('what aliases make endless', () => {
    const bomb = Array.from({ length: 30 }, (_, n) => `x-${n + 1}: &a${n + 1} [*a${n}, *a${n}]\n`).join('');
    expect(read(`x-0: &a0 [1]\n${bomb}${asTerminalText()}`)).toHaveProperty('message');
  });
});
