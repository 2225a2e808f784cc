import { readCompose } from '../../cli/migrate-compose/read-compose';
import { migrationReport } from '../../cli/migrate-compose/report';
import { CANARY, FULL, NAMES, printedOf, VALUES, WRITTEN, withText } from './compose-canaries';

const service = (options: string) => `services:\n  web:\n${options.replaceAll(/^/gm, '    ')}`;

describe('a text that could hold a credential is never repeated, wherever it stands', () => {
  test('the file has a place of every kind', () => {
    expect([VALUES.length, NAMES.length]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Math.min(VALUES.length, NAMES.length)).toBeGreaterThan(50);
    expect(printedOf(FULL)).toContain("image: 'postgres:16-alpine'");
  });

  test.each(WRITTEN.map((write) => [write(CANARY)]))('%j', (text) => {
    const printed = printedOf(withText(VALUES, text));
    expect(printed).not.toContain(CANARY);
    expect(printed).not.toMatch(/\p{Cc}(?<!\n)|^::/mu);
  });

  test('as the name of an option', () => {
    for (const place of NAMES) expect(printedOf(withText([place], CANARY))).not.toContain(CANARY);
  });
});

test.each([
  ['an entry of the environment that is no text', 'environment: [{ PASSWORD: hunter2PW }]'],
  ['a blank in the place of an equals sign', 'environment: ["PASSWORD hunter2PW"]'],
  ['an environment that is a text', 'environment: PASSWORD=hunter2PW'],
  ['a value that is a list', 'environment: { PASSWORD: [hunter2PW] }'],
  ['a merged map', 'environment:\n  <<: { PASSWORD: hunter2PW }'],
  ['a block of text', 'command: |\n  sh -c "\n  PASSWORD=hunter2PW ./run\n  "'],
  ['a comment', 'image: web:1 # hunter2PW'],
  ['a password that begins with a dollar', 'environment: { PASSWORD: $hunter2PW, A: $Xhunter2PW }'],
  ['a tag', 'command: !hunter2PW x'],
  ['an anchor', 'command: &hunter2PW x'],
  ['base64', 'environment: { A: !!binary aHVudGVyMlBX }\ncommand: !!binary aHVudGVyMlBX'],
  ['a script behind infisical run', 'entrypoint: [sh, -c, "infisical run -- ./x -phunter2PW"]'],
  ['a build written into the file', 'build: { dockerfile_inline: "FROM x\\nENV A=hunter2PW" }'],
])('nor in %s', (_, options) => {
  expect(printedOf(service(options))).not.toMatch(/hunter2PW|aHVudGVy/);
});

test.each([
  ['an alias to nothing', service('environment:\n  PASSWORD: *hunter2PW')],
  ['a text that begins with >', service('environment:\n  PASSWORD: >hunter2PW')],
  ['a text that begins with |', service('command: |hunter2PW')],
  ['a key that is there twice', service('environment: { hunter2PW: 1, hunter2PW: 2 }')],
  ['a map as a key', service('environment: { { hunter2PW: x }: y }')],
  ['a service that is a text', 'services: { web: hunter2PW }'],
  ['a name of a service that is none', 'services: { "u:hunter2PW@h": { image: x } }'],
  ['a token as the name of a service', `services: { ghp_${'hunter2PW'.repeat(4)}: { image: x } }`],
])('an error about %s says where it is, and not what', (_, text) => {
  expect(() => readCompose(text, 'compose.yaml')).toThrow(/^compose\.yaml:\d+:\d+: [^\n]+$/);
  expect(printedOf(text)).not.toContain('hunter2PW');
});

test('a token of Infisical that stands in the file is to be revoked', () => {
  const of = (value: string) => readCompose(service(`environment: ["INFISICAL_TOKEN=${value}"]`), 'c.yaml').services[0];
  expect(of('st.hunter2PW').findings).toEqual([
    {
      place: { file: 'c.yaml', line: 3, column: 19 },
      message: expect.stringMatching(
        /^the value of INFISICAL_TOKEN stands in the file in clear text.* it must be revoked/,
      ),
    },
  ]);
  expect(of('$INFISICAL_TOKEN').findings).toEqual([]);
});

test('what is hidden has a place and a remedy, and is marked in the code', () => {
  const file = readCompose(service('image: valkey:8\ncommand: valkey-server --requirepass hunter2PW'), 'c.yaml');
  expect(migrationReport(file, 'c.yaml')).toBe(`web
  keys        none by name
  attention   c.yaml:4:14: the command is not repeated, because it could hold a credential: write it where "<line 4 of the compose file>" stands, and a secret key for each credential in it
  write
    { web: LocalService.of({ image: 'valkey:8', command: ['<line 4 of the compose file>'] }) }
`);
});

test('what everybody writes is repeated', () => {
  const { props } = readCompose(
    service(
      'build: { context: ./web, dockerfile: docker/web.Dockerfile, target: dev }\ncommand: npm run dev\n' +
        'healthcheck: { test: [CMD, curl, -f, "http://localhost:8080/health"] }\nworking_dir: /usr/src/app\n' +
        'ports: ["127.0.0.1:8080:8080/tcp", { target: 80, published: "8081" }]\nvolumes: ["./web:/app:ro", "web-data:/data"]',
    ),
    'c.yaml',
  ).services[0];
  expect(props).toEqual({
    buildContext: './web',
    dockerfile: 'docker/web.Dockerfile',
    buildTarget: 'dev',
    command: ['npm', 'run', 'dev'],
    compose: { healthcheck: { test: ['CMD', 'curl', '-f', 'http://localhost:8080/health'] } },
    workingDir: '/usr/src/app',
    ports: ['127.0.0.1:8080:8080/tcp', '8081:80'],
    volumes: ['./web:/app:ro', 'web-data:/data'],
  });
});

test.each([
  ['flask run --host=0.0.0.0 --port=5000', true],
  ['npm run dev --port 3000', true],
  ['redis-cli ping', true],
  ['nc -z 127.0.0.1 8554', true],
  ['curl -f http://web:8080/healthz', true],
  ['npm run dev --port 123456', false],
  ['npm run dev 3000', false],
  ['psql -U postgres -W 1234', false],
  ['redis-cli -a test ping', false],
  ['serve --token=test', false],
  ['serve --port=test:test', false],
  ['curl http://u:test@localhost/', false],
  ['curl http://localhost/?test', false],
  ['test && test', false],
])('the command %s is shown: %s', (command, isShown) => {
  const { props } = readCompose(service(`image: web\ncommand: ${JSON.stringify(command)}`), 'c.yaml').services[0];
  expect(props.command).toEqual(isShown ? command.split(' ') : ['<line 4 of the compose file>']);
});

test.each([
  ['PORT', '8080', true],
  ['LOG_LEVEL', 'debug', true],
  ['NODE_ENV', 'production', true],
  ['TZ', 'Europe/Berlin', true],
  ['DEBUG', 'true', true],
  ['RETRIES', '3', true],
  ['REQUEST_TIMEOUT_MS', '5000', true],
  ['PIN', '12', false],
  ['CODE', '123456', false],
  ['DB_PW', 'true', false],
  ['MYSQL_PWD', 'test', false],
  ['LOGIN', 'test', false],
  ['TZ', 'swordfish', false],
  ['LOG_LEVEL', 'swordfish', false],
  ['API_PORT', 'swordfish', false],
  ['ANYTHING', 'swordfish', false],
  ['ANYTHING', '', true],
])('%s=%s stays plain text: %s', (variable, value, isPlain) => {
  const { env, written } = readCompose(service(`environment: ["${variable}=${value}"]`), 'c.yaml').services[0];
  expect({ env, written }).toEqual(
    isPlain ? { env: { [variable]: value }, written: [] } : { env: {}, written: [variable] },
  );
});

test('names that every object has by itself are names like others', () => {
  const text = `services:
  __proto__: { image: a, environment: { __proto__: "1", constructor: x } }
  constructor: { image: b, toString: 1, environment: [valueOf], depends_on: [__proto__, hasOwnProperty] }`;
  const { services } = readCompose(text, 'c.yaml');
  expect(services.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
  expect(Object.entries(services[0].env)).toEqual([['__proto__', '1']]);
  expect(services[0].written).toEqual(['constructor']);
  expect(services[1].props.dependsOn).toEqual(['__proto__']);
  expect(migrationReport({ files: [], services, leftOut: [], findings: [], unread: [] }, 'c.yaml')).toContain(
    "['__proto__']: LocalService.of(",
  );
});

describe('a file that is made to be endless ends in one line, or works', () => {
  const many = (count: number, write: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => write(i)).join('\n');

  test.each([
    ['a map that merges itself', 'services:\n  web: &a\n    <<: *a\n    image: web:1'],
    ['a list of itself', 'services:\n  web: { image: web:1, ports: &a [*a] }'],
    ['the services as a service', 'services: &a\n  web: *a'],
  ])('%s', (_, text) => {
    expect(printedOf(text)).toContain('web');
  });

  test.each([
    ['a deep list', `services: ${'['.repeat(20_000)}`],
    ['a deep map', `services: ${'{a: '.repeat(20_000)}`],
    [
      'one large service under many names',
      `services:\n  a: &a\n    environment:\n${many(1_000, (i) => `      - A${i}`)}\n${many(1_000, (i) => `  b${i}: *a`)}`,
    ],
    [
      'merges of merges',
      `x-a: &a0 { x: 1 }\n${many(200, (i) => `x-a${i}: &a${i + 1} { <<: [${many(9, () => `*a${i}`).replaceAll('\n', ', ')}] }`)}\nservices: { web: *a200 }`,
    ],
  ])('%s', (_, text) => {
    expect(printedOf(text).length).toBeLessThan(1000);
  });
});
