import { toldOf } from './deliveries-of-yaml';

const ROOK = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: rook
  namespace: wood
  annotations: { reloader.stakater.com/auto: "true" }
spec:
  selector: { matchLabels: { app: rook } }
  template:
    metadata: { labels: { app: rook } }
    spec:
      containers:
        - name: app
          image: example/rook:1
          command: [infisical, run, --projectId, 55555555-0000-4000-8000-000000000005, --path, /rook, --path, /shared, --, node, server.js]
          env:
            - { name: INFISICAL_DOMAIN, value: https://eu.infisical.com }
            - { name: INFISICAL_ENVIRONMENT, value: prod }
            - { name: INFISICAL_TOKEN, valueFrom: { secretKeyRef: { name: rook-token, key: token } } }
        - name: side
          image: example/side:1
          env:
            - { name: INFISICAL_PROJECT_ID, value: 55555555-0000-4000-8000-000000000005 }
            - { name: INFISICAL_TOKEN, valueFrom: { secretKeyRef: { name: rook-token, key: token } } }
`;

const REMEDY =
  'which keys it needs cannot be known from manifests. Let the operator write them and take each with secretKeyRef, or list the file under "unread" in cdk8s-infisical.yaml with a reason';

test('what an image asks for by itself is unread, with the place as far as it is known', () => {
  expect(toldOf(ROOK)).toEqual({
    needs: [],
    files: [],
    unread: [
      `Deployment spec.template.spec.containers[0].command[0] container "app" gets its keys by "infisical run" when it starts, from "https://eu.infisical.com", the project "55555555-0000-4000-8000-000000000005", the environment "dev" (no --env says another one), the paths "/rook" and "/shared": ${REMEDY}`,
      `Deployment spec.template.spec.containers[1].env[1].name container "side" is given "INFISICAL_TOKEN", so that the program in its image asks Infisical by itself, from the project "55555555-0000-4000-8000-000000000005": ${REMEDY}`,
    ],
  });
});

function podWith(container: object): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'rook', namespace: 'wood' },
    spec: { containers: [{ name: 'app', image: 'example/rook:1', ...container }] },
  });
}

const script = (text: string) => podWith({ command: ['sh', '-c'], args: [text] });

/** What is said of where keys come from, without what is always said. */
function askedIn(yaml: string): string[] {
  const { needs, unread } = toldOf(yaml);
  return [
    ...needs.map((need) => need.replace('Pod spec.containers[0].', '')),
    ...unread.map((text) =>
      text.replace('Pod spec.containers[0].', '').replace(`: ${REMEDY}`, '').replace(' container "app"', ''),
    ),
  ];
}

test.each([
  [
    'a path',
    podWith({ command: ['/usr/bin/infisical', 'run', '-e=prod', '--', 'node'] }),
    'command[0] gets its keys by "infisical run" when it starts, from the environment "prod", the path "/"',
  ],
  [
    'behind tini',
    podWith({ command: ['tini', '--', 'infisical', 'run', '-eprod', '--path=/a', '--', 'node'] }),
    'command[2] gets its keys by "infisical run" when it starts, from the environment "prod", the path "/a"',
  ],
  [
    'args of its own image',
    podWith({ image: 'docker.io/infisical/cli:0.43.55', args: ['export', '--env', 'prod'] }),
    'args gets its keys by "infisical export" when it starts, from the environment "prod", the path "/"',
  ],
  [
    'flags before the command',
    podWith({
      command: ['infisical', '--domain', 'https://x.example/api', '--silent', 'run', '--env', '$(STAGE)', '--', 'a'],
      env: [{ name: 'STAGE', value: 'prod' }],
    }),
    'command[0] gets its keys by "infisical run" when it starts, from "https://x.example", the environment "prod", the path "/"',
  ],
  [
    'a script',
    script(
      'set -e\n# infisical run\nexec infisical run --env=prod --token="$(infisical login --method=universal-auth --plain)" --path /a -- node server.js',
    ),
    'args[0]:2 gets its keys by "infisical run" when it starts, from the environment "prod", the path "/a"',
  ],
  [
    'an environment that is known only when it runs',
    script('infisical run --env "$STAGE" -- node'),
    'args[0]:0 gets its keys by "infisical run" when it starts, from the path "/"',
  ],
  [
    'a shell in a shell',
    script("bash -ec 'cd /app && infisical run --env prod -- node'"),
    'args[0]:0 gets its keys by "infisical run" when it starts, from the environment "prod", the path "/"',
  ],
  [
    'eval',
    script('eval "$(infisical export --env prod --format dotenv-export)"; exec node'),
    'args[0]:0 gets its keys by "infisical export" when it starts, from the environment "prod", the path "/"',
  ],
  [
    'a login alone',
    script('export INFISICAL_TOKEN=`infisical login --method=kubernetes`; exec node'),
    'args[0]:0 logs in to Infisical by "infisical login", and asks for keys by itself',
  ],
  [
    'npx',
    script('npx --yes @infisical/cli@0.43 run --env prod -- node'),
    'args[0]:0 gets its keys by "infisical run" when it starts, from the environment "prod", the path "/"',
  ],
  [
    'a step of a pipeline',
    podWith({ script: '#!/bin/sh\ninfisical run --env prod -- make' }),
    'script:1 gets its keys by "infisical run" when it starts, from the environment "prod", the path "/"',
  ],
  [
    'what a script of the image starts',
    script('./wait-for db:5432 -- infisical run --env prod -- node'),
    'args[0]:0 gets its keys by "infisical run" when it starts, from the environment "prod", the path "/"',
  ],
  [
    'xargs',
    script('cat names | xargs -n1 infisical secrets get --env prod'),
    'args[0]:0 gets its keys by "infisical secrets get" when it starts, from the environment "prod", the path "/"',
  ],
  [
    'a hook',
    podWith({
      lifecycle: { postStart: { exec: { command: ['sh', '-c', 'infisical export --env prod > /env/app'] } } },
    }),
    'lifecycle.postStart.exec.command[2]:0 gets its keys by "infisical export" when it starts, from the environment "prod", the path "/"',
  ],
  [
    'a probe',
    podWith({ startupProbe: { exec: { command: ['infisical', 'run', '--env', 'prod', '--', './ready'] } } }),
    'startupProbe.exec.command[0] gets its keys by "infisical run" when it starts, from the environment "prod", the path "/"',
  ],
])('%s', (_, yaml, told) => {
  expect(askedIn(yaml)).toEqual([told]);
});

test.each([
  ['other words', script('echo infisical run; apk add infisical; cat infisical/run')],
  [
    'another use of it',
    script('infisical gateway start --token $T; infisical scan; infisical secrets set A=b; infisical --version'),
  ],
  [
    'what Infisical runs in a cluster',
    podWith({ image: 'infisical/kubernetes-operator:v0.11.7', env: [{ name: 'INFISICAL_TOKEN', value: 'x' }] }),
  ],
  ['where Infisical is, and no more', podWith({ env: [{ name: 'INFISICAL_HOST', value: 'https://x.example' }] })],
])('%s asks for no key', (_, yaml) => {
  expect(toldOf(yaml)).toEqual({ needs: [], files: [], unread: [] });
});

test('a secret that is asked for by its name is needed', () => {
  const yaml = podWith({
    command: [
      'sh',
      '-c',
      'export A=$(infisical secrets get A B --env=prod --projectId=$PROJECT --path=/x --plain)\nexec node',
    ],
    env: [
      { name: 'PROJECT', value: 'id-1' },
      { name: 'INFISICAL_API_URL', value: 'https://x.example/api' },
    ],
  });
  expect(askedIn(yaml)).toEqual([
    'command[2]:0 https://x.example | id-1 | prod:/x | A',
    'command[2]:0 https://x.example | id-1 | prod:/x | B',
  ]);
});

test.each([
  ['by a variable', '', { name: 'INFISICAL_DOMAIN', value: 'https://x.example/api/' }],
  ['by a flag', ' --domain https://x.example/api/', { name: 'INFISICAL_DOMAIN', value: 'https://x.example' }],
])('what is asked at an address to which the command line adds another /api, %s, is unread', (_, flag, variable) => {
  const command = ['sh', '-c', `infisical secrets get A --env=prod --projectId=p${flag}`];
  expect(toldOf(podWith({ command, env: [variable] }))).toEqual({
    needs: [],
    files: [],
    unread: [
      'Pod spec.containers[0].command[2]:0 container "app" asks at no Infisical: the domain ends in a slash behind "/api", to which "infisical secrets get" adds another "/api": write "https://x.example"',
    ],
  });
});

test.each([
  [
    'of the first variable that says anything',
    'https://y.example',
    ['INFISICAL_DOMAIN', ' '],
    ['INFISICAL_API_URL', 'https://y.example/api'],
  ],
  ['that no manifest tells, where another program is told', 'undefined', ['INFISICAL_SITE_URL', 'https://y.example']],
])('the command line asks at the host %s', (_, host, ...env) => {
  const command = ['infisical', 'secrets', 'get', 'A', '--env=prod', '--projectId=p'];
  const yaml = podWith({ command, env: env.map(([name, value]) => ({ name, value })) });
  expect(askedIn(yaml)).toEqual([`command[0] ${host} | p | prod:/ | A`]);
});

const GET_A = ['secrets', 'get', 'A', '--env=prod', '--projectId=p'];
const TOLD_BY_DOMAIN = [{ name: 'INFISICAL_DOMAIN', value: 'https://x.example' }];

test.each([
  ['the last release that does not read it', { image: 'infisical/cli:0.43.91', args: GET_A }],
  [
    'an image by its digest',
    { image: `r.example:5000/infisical/cli:v0.41.2-alpine@sha256:${'0'.repeat(64)}`, args: GET_A },
  ],
  ['a package', { command: ['npx', '@infisical/cli@0.42', ...GET_A] }],
])('what is told by INFISICAL_DOMAIN is unread where the release does not read that: %s', (_, container) => {
  const [told, ...others] = toldOf(podWith({ ...container, env: TOLD_BY_DOMAIN })).unread;
  expect(told).toMatch(
    /container "app" does not ask where INFISICAL_DOMAIN says: "infisical secrets get" of release "[^"]+" does not read that variable, and asks Infisical Cloud\. Write INFISICAL_API_URL, or take release 0\.43\.92 or newer$/,
  );
  expect(others).toEqual([]);
});

test.each([
  ['the first release that reads it', 'infisical/cli:0.43.92', TOLD_BY_DOMAIN],
  ['a later one', 'infisical/cli:1.0', TOLD_BY_DOMAIN],
  ['one that is not told in whole', 'infisical/cli:0.43', TOLD_BY_DOMAIN],
  ['one that nobody knows', 'infisical/cli:latest', TOLD_BY_DOMAIN],
  [
    'one before that, which reads another variable',
    'infisical/cli:0.43.55',
    [
      { name: 'INFISICAL_DOMAIN', value: 'https://other.example' },
      { name: 'INFISICAL_API_URL', value: 'https://x.example/api' },
    ],
  ],
])('a release asks where the variables say that it reads: %s', (_, image, env) => {
  expect(askedIn(podWith({ image, args: GET_A, env }))).toEqual(['args https://x.example | p | prod:/ | A']);
});

test('a secret whose name or project is known only when it runs is unread', () => {
  const told =
    'args[0]:0 gets its keys by "infisical secrets get" when it starts, from the environment "prod", the path "/"';
  expect(askedIn(script('infisical secrets get A --env prod'))).toEqual([told]);
  expect(askedIn(script('infisical secrets get "$NAME" --env prod'))).toEqual([told]);
});
