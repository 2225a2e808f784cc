import { parse, stringify } from 'yaml';
import { readCompose } from '../../cli/migrate-compose/read-compose';
import { migrationReport } from '../../cli/migrate-compose/report';

export const CANARY = 'hunter2PW';

/** A compose file with everything in it that one can have. */
export const FULL = `
name: shop
x-common: &common { restart: always, labels: { owner: platform } }
include: [other.yaml]
services:
  db:
    <<: *common
    image: postgres:16-alpine
    command: ["postgres", "-c", "config"]
    environment: { POSTGRES_USER: shop, POSTGRES_PASSWORD: "\${PW:-x}", PIN: "12" }
    healthcheck: { test: ["CMD", "pg_isready", "-U", "postgres"], interval: 5s, retries: 3 }
    volumes: ["pgdata:/var/lib/postgresql/data", { type: bind, source: ./init, target: /init, bind: { selinux: z } }]
    ports: ["5432:5432", { target: 80, published: "8080", protocol: tcp, mode: host }]
    hostname: db.local
    user: "1000"
    tmpfs: /run
    extra_hosts: ["somehost:162.242.195.82"]
    logging: { driver: syslog, options: { syslog-address: "tcp://192.168.0.42:123" } }
  api:
    build: { context: ./api, dockerfile: Dockerfile, target: dev, args: { TOKEN: x }, secrets: [npmrc], ssh: [default] }
    entrypoint: ["infisical", "run", "--", "node", "main.js"]
    working_dir: /app
    env_file: [.env, { path: ./b.env, required: false }]
    environment: ["A=1", "LOG_LEVEL=debug", "B=\${C?must}", "D", "TZ=UTC", "INFISICAL_TOKEN=x"]
    depends_on: { db: { condition: service_healthy } }
    healthcheck: { test: curl -f http://localhost:3000/health }
    deploy: { resources: { limits: { cpus: "0.5" } } }
    configs: [{ source: a, target: /a }]
    secrets: [pw, { source: pw, target: pw, mode: 0440 }]
    networks: { default: { aliases: [api] } }
    profiles: [dev]
    stop_signal: SIGTERM
    labels: ["traefik.enable=true"]
    post_start: [{ command: ./hook.sh, user: root }]
  web: { build: ., command: sh -c "npm run dev", restart: unless-stopped, container_name: web, dns: 8.8.8.8 }
secrets: { pw: { environment: DB_PASSWORD }, npmrc: { file: ./npmrc } }
configs: { a: { content: "text" } }
volumes: { pgdata: { driver: local } }
networks: { default: { name: net } }
`;

/** What people write with a password in it. */
export const WRITTEN: readonly ((value: string) => string)[] = [
  (value) => value,
  (value) => `-p${value}`,
  (value) => `--requirepass ${value}`,
  (value) => `sh -c "DB_PASSWORD=${value} node main.js"`,
  (value) => `https://user:${value}@git.example.com/x.git`,
  (value) => `git@${value}:x`,
  (value) => `user:${value}@registry/x`,
  (value) => `registry/x:${value}`,
  (value) => `A=${value}`,
  (value) => `${value}=A`,
  (value) => `$\{A:-${value}}`,
  (value) => `$\{A:?${value}}`,
  (value) => `$\{A:+${value}}`,
  (value) => `$\{A:-$\{B:-${value}}}`,
  (value) => `$$\{${value}}`,
  (value) => `$\{A}${value}`,
  (value) => `./${value}`,
  (value) => `${value}:/data`,
  (value) => `/data:/${value}`,
  (value) => `80:${value}`,
  (value) => `\u001b[2J${value}\n::error::`,
  (value) => `postgres-${value}`,
];

type Path = readonly (string | number)[];
// biome-ignore lint/suspicious/noExplicitAny: a compose file can be anything
type Any = any;

/** Where a text of the file can be replaced, and where the name of an entry can. */
function placesIn(value: unknown, path: Path = []): { readonly path: Path; readonly key: boolean }[] {
  if (typeof value !== 'object' || value === null) return [{ path, key: false }];
  return Object.entries(value).flatMap(([key, item]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    const isName = Array.isArray(value) || path.length === 0 || isNameOfSomething(at);
    return [...(isName ? [] : [{ path: at, key: true }]), ...placesIn(item, at)];
  });
}

/** Names of services and of variables are names, and shown. */
function isNameOfSomething(path: Path): boolean {
  return (path[0] === 'services' && path.length === 2) || (path[2] === 'environment' && path.length === 4);
}

const FILE: Any = parse(FULL, { merge: true });

/** The file with a text in other places. */
export function withText(places: readonly { readonly path: Path; readonly key: boolean }[], text: string): string {
  const file = structuredClone(FILE);
  for (const { path, key } of places) {
    const parent = path.slice(0, -1).reduce((value: Any, step) => value[step], file);
    const last = path.at(-1) ?? '';
    if (key) {
      parent[text] = parent[last];
      delete parent[last];
    } else parent[last] = text;
  }
  return stringify(file, { aliasDuplicateObjects: false });
}

/** The places of values; those in a list of variables, where a value alone would be the name of one, are left out. */
export const VALUES = placesIn(FILE).filter(({ path, key }) => !key && !isVariable(path));

export const NAMES = placesIn(FILE).filter(({ key }) => key);

function isVariable(path: Path): boolean {
  return path[2] === 'environment' && typeof path[3] === 'number';
}

/** Everything that the command can print of a file, as text and as JSON, or the message that it ends with. */
export function printedOf(text: string): string {
  try {
    const file = readCompose(text, 'compose.yaml');
    return migrationReport(file, 'compose.yaml') + JSON.stringify(file);
  } catch (error) {
    expect((error as Error).message).toMatch(/^compose\.yaml:\d+:\d+: [^\n]*$/);
    return (error as Error).message;
  }
}
