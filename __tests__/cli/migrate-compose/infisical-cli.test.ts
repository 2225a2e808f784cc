import { startOf } from '../../../cli/migrate-compose/infisical-cli';
import { readCompose } from '../../../cli/migrate-compose/read-compose';
import { wordText } from '../../../cli/migrate-compose/started-command';
import { PartsLeft, parseCompose } from '../../../cli/migrate-compose/yaml-nodes';

function startedBy(service: string) {
  const [node] = parseCompose(service, 'c.yaml', new PartsLeft());
  const { entrypoint, command, cli } = startOf(node);
  return {
    entrypoint: entrypoint?.words.map(wordText),
    command: command?.words.map(wordText),
    isCalled: cli !== undefined,
  };
}

test.each([
  ['entrypoint: [infisical, run, --env=dev, --, ./server, -v]', { entrypoint: ['./server', '-v'] }],
  ['command: infisical run --env=dev -- npm start', { command: ['npm', 'start'] }],
  ['command: [npx, infisical, run, --, ./server]', { command: ['./server'] }],
  ['entrypoint: [infisical, run, --]\ncommand: [./server]', { command: ['./server'] }],
  ['entrypoint: [/usr/bin/infisical, run, --, ./a]\ncommand: [b]', { entrypoint: ['./a'], command: ['b'] }],
  ['command: [infisical, run, --command, "a && b"]', { command: ['sh', '-c', 'a && b'] }],
  ['command: [infisical, run, "--command=a && b"]', { command: ['sh', '-c', 'a && b'] }],
  ['command: [sh, -c, "apk add x\\ninfisical run --env dev -- ./server"]', { command: ['./server'] }],
  ['entrypoint: [sh, -c, "infisical run -- docker-entrypoint.sh postgres"]', {}],
  ['command: [npx, "@infisical/cli", run, --, ./server]', { command: ['./server'] }],
  ['command: infisical run --env dev --silent npm start', { command: ['npm', 'start'] }],
  ['entrypoint: [infisical, run, --env=dev]\ncommand: [--, ./server, -v]', { command: ['./server', '-v'] }],
  ['entrypoint: [dumb-init, --, infisical, run, --, ./server]', { entrypoint: ['dumb-init', '--', './server'] }],
])('%s starts what the CLI is told to run', (service, started) => {
  expect(startedBy(service)).toEqual({ isCalled: true, ...started });
});

test.each([
  ['a step before it', 'npm run migrate && infisical run -- npm start'],
  ['a step behind it', 'infisical run -- npm run migrate\\nnpm start'],
  ['a script of its own', "infisical run --command 'npm start'"],
])('a script with %s is not taken apart, and is no empty command', (_, script) => {
  const { services } = readCompose(`services:\n  web: { image: web, command: [sh, -c, "${script}"] }\n`, 'c.yaml');
  expect(services[0].props.command).toEqual(['<line 2 of the compose file>']);
});

test.each([
  'volumes_from: [cli]',
  'links: ["cli:c"]',
  'network_mode: "service:cli"',
  'ipc: "service:cli"',
  'pid: "service:cli"',
])('%s of a service that is left out is said', (field) => {
  const image = 'mirror.example.com/infisical/cli:0.43';
  const { services } = readCompose(
    `services:\n  cli: { image: ${image} }\n  web: { image: web, ${field} }\n`,
    'c.yaml',
  );
  expect(services.map(({ props }) => props)).toEqual([{ image: 'web' }]);
  expect(services[0].findings.map(({ message }) => message)).toEqual([
    `left out: ${field.split(':')[0]} of the Infisical CLI, which is left out`,
  ]);
});

test('a token anywhere in the file is told once', () => {
  const token = 'st.00000000-0000-4000-8000-000000000000.aaaa.bbbb';
  const text = `
x-env: &env { T: ${token} }
services: { web: { image: web, x-t: ${token}, environment: *env } }
configs: { c: { content: "token=${token}" } }
`;
  const file = readCompose(text, 'c.yaml');
  const all = [...file.findings, ...file.services[0].findings].filter(({ message }) => message.includes('revoked'));
  expect(all.map(({ place }) => place.line).sort()).toEqual([2, 3, 4]);
  expect(JSON.stringify(file)).not.toContain('aaaa');
});

test('what calls no CLI is started as it was', () => {
  expect(startedBy('entrypoint: a "b c"\ncommand: [d]')).toEqual({
    entrypoint: ['a', 'b c'],
    command: ['d'],
    isCalled: false,
  });
});

describe('a service that is the CLI', () => {
  const read = readCompose(
    `services:
  secrets: { image: "infisical/cli:0.43", command: export }
  web: { image: web, depends_on: { secrets: { condition: service_started }, db: { condition: service_healthy } } }
  job: { image: web, depends_on: [secrets] }
  db: { image: mysql }
`,
    'c.yaml',
  );

  test('is left out, and said', () => {
    expect(read.services.map(({ name }) => name)).toEqual(['web', 'job', 'db']);
    expect(read.findings).toEqual([
      {
        place: { file: 'c.yaml', line: 2, column: 3 },
        message: expect.stringMatching(/^left out: the service "secrets" is the Infisical CLI/),
      },
    ]);
  });

  test('is waited for no longer', () => {
    const [web, job] = read.services;
    expect(JSON.stringify([web.props, job.props])).not.toContain('secrets');
    for (const { findings } of [web, job]) {
      expect(findings.map(({ message }) => message)).toEqual([expect.stringMatching(/^it waits no longer/)]);
    }
  });
});

describe('a token in clear text must be revoked, and is not shown', () => {
  const ST = 'st.00000000-0000-4000-8000-000000000000.aaaa.bbbb';
  const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefgh';
  test.each([
    ['environment: { INFISICAL_TOKEN: $ }', ST],
    ['environment: ["INFISICAL_TOKEN=$"]', JWT],
    ['environment: { INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: "$" }', 'hunter2PW'],
    ['environment: { INFISICAL_TOKEN: "${INFISICAL_TOKEN:-$}" }', ST],
    ['environment: { SOMETHING: $ }', ST],
    ['command: infisical run --token=$ -- ./server', 'hunter2PW'],
    ['command: [infisical, run, "--token=$", --, ./server]', ST],
    ['entrypoint: [sh, -c, "infisical login --client-secret $ && infisical run -- x"]', 'hunter2PW'],
    ['build: { context: ., args: { TOKEN: $ } }', ST],
    ['labels: { token: $ }', JWT],
  ])('%s', (service, token) => {
    const text = `services:\n  web:\n    image: web\n    ${service.replace(/\$(?!\{)/, token)}`;
    const read = readCompose(text, 'c.yaml');
    const messages = read.services[0].findings.map(({ message }) => message);
    expect(messages.filter((message) => message.includes('it must be revoked in Infisical'))).toHaveLength(1);
    expect(JSON.stringify(read)).not.toContain(token);
  });

  test.each([
    ['environment: { INFISICAL_TOKEN: "${INFISICAL_TOKEN}" }'],
    ['environment: [INFISICAL_TOKEN]'],
    ['environment: { INFISICAL_TOKEN: "${INFISICAL_TOKEN:?}" }'],
    ['command: infisical run --token=$INFISICAL_TOKEN -- ./server'],
    ['command: infisical run --token ${INFISICAL_TOKEN} -- ./server'],
  ])('%s is none', (service) => {
    const { services } = readCompose(`services:\n  web:\n    image: web\n    ${service}`, 'c.yaml');
    expect(services[0].findings.filter(({ message }) => message.includes('revoked'))).toEqual([]);
  });
});
