import fc from 'fast-check';
import type { ProjectTexts } from './compose-projects';

/** A project of each kind that is put together from several parts. */
export const PROJECTS: { readonly [name: string]: ProjectTexts } = {
  'a file over another one': {
    'compose.yaml': `
services:
  a:
    image: a:1
    command: one two
    environment: { A: "1", B: two, C: }
    ports: ["80:80", "127.0.0.1:81:81/udp"]
    volumes: ["./x:/x", "data:/data:ro", "./y:/y"]
    labels: [a=1, b=2]
    depends_on: [b]
    healthcheck: { test: [CMD, a], interval: 3s }
    build: ./ctx
    networks: [n1]
    logging: { driver: syslog, options: { a: "1" } }
    dns: 1.1.1.1
    env_file: a.env
    extra_hosts: ["h:1.2.3.4"]
    ulimits: { nofile: 3 }
    cap_add: [A, B]
    secrets: [s1]
    profiles: [p]
    tmpfs: /run
    expose: ["1", "2"]
    deploy: { labels: { x: y }, resources: { limits: { cpus: "1" } } }
  b: { image: b }
networks: { n1: {}, n2: {} }
secrets: { s1: { environment: S }, s2: { file: ./s2 } }
volumes: { data: {} }
`,
    'compose.over.yaml': `
services:
  a:
    image: a:2
    command: [three]
    environment: [A=9, D=4]
    ports: [{ target: 80, published: "80" }, "82:82"]
    volumes: ["./z:/x", { type: bind, source: ./w, target: /y }]
    labels: { b: "3" }
    depends_on: { b: { condition: service_healthy } }
    healthcheck: { test: b, retries: 2 }
    build: { dockerfile: D, args: [X=1] }
    networks: { n2: { aliases: [q] } }
    logging: { driver: json-file, options: { b: "2" } }
    dns: [8.8.8.8]
    env_file: [{ path: b.env, required: false }]
    extra_hosts: ["h:1.2.3.4", "i:1.2.3.4"]
    ulimits: { nofile: { soft: 1, hard: 2 } }
    cap_add: [B, C]
    secrets: [{ source: s2, target: /run/secrets/s1 }]
    profiles: [p, q]
    tmpfs: [/run, /tmp]
    expose: ["2", "3"]
    deploy: { labels: [x=z], resources: { limits: { memory: 1g } } }
  c: { image: c }
`,
  },
  '!reset and !override': {
    'compose.yaml': `
services:
  a: { image: a, ports: ["80:80"], environment: { A: x, B: y }, command: z, volumes: ["a:/a"], labels: [x=y] }
volumes: { a: {} }
`,
    'compose.over.yaml': `
services:
  a: { ports: !reset [], environment: !override { C: w }, command: !reset null, volumes: !override ["./q:/q"], labels: !reset null }
`,
  },
  '!reset of one value': {
    'compose.yaml': `
services:
  a: { image: a, environment: { A: x, B: y }, deploy: { resources: { limits: { cpus: "1", memory: 1g } } } }
`,
    'compose.over.yaml': `
services:
  a: { deploy: { resources: { limits: { cpus: !reset null } } } }
`,
  },
  'services that extend others': {
    'compose.yaml': `
x-c: &c { restart: always, environment: { Z: z } }
services:
  base: { <<: *c, image: base, command: [a], ports: ["1:1"], environment: [A=1, B=2], volumes: ["./d:/d"] }
  a: { extends: base, environment: { B: "3" }, ports: ["2:2"] }
  b: { extends: { service: a }, command: [q] }
  c: { extends: { file: sub/other.yaml, service: x }, environment: { B: "3" } }
`,
    'sub/other.yaml': `
services:
  y: { image: y, volumes: ["./d:/d", "n:/n", { type: bind, source: e, target: /e }], env_file: y.env, build: { context: ../q } }
  x: { extends: y, environment: [X=1], depends_on: [y] }
`,
  },
  'files that are included': {
    'compose.yaml': `
include: [ db/compose.yaml, { path: [web/a.yaml, web/b.yaml], project_directory: web/dir, env_file: web/x.env } ]
services:
  a: { image: a, depends_on: [db] }
`,
    'db/compose.yaml': `
services:
  db: { image: db, volumes: ["./d:/d", "data:/x"], secrets: [s], build: . }
volumes: { data: {} }
secrets: { s: { file: ./s.txt } }
include: [deeper/c.yaml]
`,
    'db/deeper/c.yaml': `
services: { deep: { image: x, env_file: [e.env], develop: { watch: [{ action: sync, path: ./src, target: /src }] } } }
`,
    'web/a.yaml': `
services: { web: { image: w, build: { context: ./q, additional_contexts: { a: ../z, b: "docker-image://x" } }, ports: ["1:1"] } }
`,
    'web/b.yaml': `
services: { web: { image: w2, ports: ["2:2"] } }
`,
    'web/x.env': 'A=1\n',
    'web/dir/x': '',
  },
  'several documents': {
    'compose.yaml': `
services: { a: { image: a, ports: ["1:1"] } }
---
services: { a: { image: b, ports: ["2:2", "1:1"] } }
`,
  },
  'defaults of variables': {
    'compose.yaml': `
services: { a: { image: "\${I:-x}:\${T-1}", environment: { A: "\${B:-\${C:-d}}$$", D: "\${E:+x}" }, ports: ["\${P:-80}:80"], volumes: ["\${V:-./v}:/v"] } }
`,
    'compose.over.yaml': `
services: { a: { ports: ["80:80"], volumes: ["./other:/v"], environment: ["A=z"] } }
`,
  },
};

const name = fc.constantFrom('A', 'B', 'C', 'D');
const value = fc.constantFrom('1', 'two', '', 'x y', 'a=b');
const few = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.uniqueArray(arbitrary, { minLength: 1, maxLength: 3, selector: (one) => JSON.stringify(one) });
const assigned = fc.tuple(name, value).map(([key, text]) => `${key}=${text}`);
const assignments = fc.oneof(few(assigned), fc.dictionary(name, value, { minKeys: 1, maxKeys: 3 }));
const word = fc.constantFrom('a', 'b', 'c');
const path = fc.constantFrom('/a', '/b', '/c/d');
const port = fc.constantFrom('80', '80:80', '127.0.0.1:80:80', '81:80', '80:80/udp', '8000-8002:8000-8002');
const longPort = fc.record({ target: fc.constantFrom(80, 81), published: fc.constantFrom('80', '81') });
const volume = fc.tuple(fc.constantFrom('./x', '../y', 'data', '/abs', '~/h'), path).map((parts) => parts.join(':'));
const longVolume = fc.record({ type: fc.constant('bind'), source: fc.constantFrom('./x', 'y'), target: path });
const dependency = fc.record({ condition: fc.constantFrom('service_healthy', 'service_started') });
const others = fc.constantFrom('n1', 'n2');
const limit = fc.oneof(fc.constantFrom(1, 2), fc.record({ soft: fc.constant(1), hard: fc.constant(2) }));

/** What a service can have, in each of its forms. */
const OPTIONS: { readonly [option: string]: fc.Arbitrary<unknown> } = {
  command: fc.oneof(value, few(word)),
  entrypoint: few(word),
  environment: assignments,
  labels: assignments,
  annotations: assignments,
  sysctls: assignments,
  ports: few(fc.oneof(port, longPort)),
  volumes: few(fc.oneof(volume, longVolume)),
  depends_on: fc.oneof(few(word), fc.dictionary(word, dependency, { minKeys: 1, maxKeys: 2 })),
  healthcheck: fc.record(
    { test: fc.oneof(word, few(word)), interval: fc.constantFrom('1s', '2s') },
    { requiredKeys: [] },
  ),
  build: fc.oneof(
    fc.constantFrom('./a', '../b'),
    fc.record({ context: fc.constant('./a'), args: assignments, target: word, tags: few(word) }, { requiredKeys: [] }),
  ),
  networks: fc.oneof(
    few(others),
    fc.dictionary(others, fc.record({ aliases: few(word) }, { requiredKeys: [] }), { minKeys: 1, maxKeys: 2 }),
  ),
  dns: fc.oneof(fc.constant('1.1.1.1'), few(fc.constantFrom('1.1.1.1', '8.8.8.8'))),
  env_file: fc.oneof(
    fc.constant('a.env'),
    few(fc.oneof(fc.constant('b.env'), fc.record({ path: fc.constant('a.env') }))),
  ),
  extra_hosts: few(fc.constantFrom('h:1.2.3.4', 'i:1.2.3.4')),
  ulimits: fc.dictionary(fc.constantFrom('nofile', 'nproc'), limit, { minKeys: 1, maxKeys: 2 }),
  cap_add: few(word),
  secrets: few(fc.oneof(word, fc.record({ source: word, target: path }))),
  profiles: few(word),
  tmpfs: fc.oneof(path, few(path)),
  expose: few(fc.constantFrom('80', '81')),
  logging: fc.record({ driver: fc.constantFrom('json-file', 'syslog'), options: fc.dictionary(word, word) }),
  deploy: fc.record({ labels: assignments, replicas: fc.constant(2) }, { requiredKeys: [] }),
  restart: fc.constantFrom('always', 'no'),
  devices: few(fc.constantFrom('/dev/a:/dev/b', '/dev/c')),
};

const option = fc
  .constantFrom(...Object.keys(OPTIONS))
  .chain((key) =>
    fc.tuple(
      fc.constant(key),
      OPTIONS[key],
      fc.oneof({ weight: 12, arbitrary: fc.constant('') }, fc.constant('!override '), fc.constant('!reset ')),
    ),
  );
const service = fc
  .uniqueArray(option, { maxLength: 8, selector: ([key]) => key })
  .map((options) => options.map(([key, written, tag]) => `${key}: ${tag}${JSON.stringify(written)}`));
const file = fc.tuple(service, service).map(
  ([web, job]) => `services:
  web: { ${['image: web', ...web].join(', ')} }
  job: { ${['extends: web', ...job].join(', ')} }
networks: { n1: {}, n2: {} }
`,
);

/** A file, and one or two over it. */
export const anyOverrides: fc.Arbitrary<ProjectTexts> = fc
  .array(file, { minLength: 2, maxLength: 3 })
  .map((files) => Object.fromEntries(files.map((text, i) => [`compose.${i}.yaml`, text])));
