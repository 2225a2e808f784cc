import { looksLikeCredential, namesCredential } from '../../lib/text/credential-text';
import type { Template, TemplatePart } from './interpolation';

/**
 * What may be repeated of a compose file. Anything else can hold a credential, whatever it is called: `--requirepass x`,
 * `-px`, `sh -c "PASSWORD=x …"`, a URL, a host name. So this is a list of what is known to be harmless.
 */
const WORDS: ReadonlySet<string> = new Set(
  (
    'allowed buffer buffers bytes ca cert certificates certs connections crt dumb guest packet size ssl tini tls ' +
    'air api app apps artisan ash assets back backend bash bin build bun bundle bundler cache caches caddy cargo celery ' +
    'cjs client cmd code compose conf config configs cron css d data database db deno dev development dist django docker ' +
    'dockerfile docs dotnet e2e elasticsearch entrypoint env etc exec fastapi files flask fpm front frontend gateway go ' +
    'gradle grafana grpc gunicorn health healthcheck healthy healthz home html http httpd images index ini init initdb ' +
    'isready jar java job jobs js json kafka lib libs live livez local localhost log logs mail mailhog mailpit main manage ' +
    'mariadb media mediamtx migrate migrations minio mjs mnt modules mongo mongodb mvn mysql nc nginx node nodejs npm npx ' +
    'nuxt next opt opensearch out packages pg pgdata php ping pip pnpm poetry postgres postgresql prod production project ' +
    'prometheus proxy public puma py python python3 queue rabbitmq rails rb ready readyz recordings redis root rs ruby run ' +
    'rust scheduler scripts seed serve server service services settings sh share shared sidekiq smtp spring sql src srv ' +
    'staging start static status storage target test tests timescaledb tmp toml tools traefik ts tsx up uploads usr uv ' +
    'uvicorn v1 v2 valkey var vendor vite volume volumes watch web webpack wget curl worker workers work workdir workspace ' +
    'workspaces true www yaml yarn yml zookeeper cli diagnostics mongosh mysqladmin ' +
    'account accounts add admin all allkeys analytics and append appendonly auth authors background base batch beat billing bind block ' +
    'blog books broker brokers bucket by cart catalog catalogue cd channel check checkout class classes clean cluster common ' +
    'concurrency console consumer container contents copy core cors count crawler create customer customers daemon dashboard ' +
    'debug default delay demo dependencies deploy depth devices dir do docs done driver echo email emails engine environment ' +
    'error events example export extensions false fast feed file finished first folder force foreground format forward full ' +
    'generate graphql group groups headers heartbeat help high history hooks host hot import include info ingest input install ' +
    'internal interval inventory invoices io items journal last latest legacy level limit list listen loader loadmodule loop ' +
    'low manager max maxclients maxmemory maxmemory-policy memory message messages metrics middleware min mkdir mode model ' +
    'module monitor multi my name names network no node notifications object objects on order orders output override package ' +
    'page pages parallel path payment payments pid ping policy pool port ports primary priority private process processes ' +
    'producer products profile profiler profiles publisher quiet raw read reader reload remote replica replicas report reports ' +
    'lfu noeviction random volatile request requests resources restart results retry role router routes sample save schedule schema search secondary section ' +
    'seconds select send sender session shop shutdown site size sleep socket source spec stack stage started starting state ' +
    'stats stop store stores stream streams subscriber sum sync system table task tasks team template templates text theme ' +
    'thread threads tick time timeout to topic trace track transport type ui until update updates upgrade user users verbose ' +
    'addr address authentication bootstrap ci collation native plugin row transaction binlog character clickhouse commit committed concat connect couchdb createdb defaults eval event evaluate exit extra ' +
    'ghost initialized innodb isolation joomla kibana keycloak mattermost memcached mysqld n8n nextcloud plausible ' +
    'postgresdb protected pull quit repl repeatable replset restore sentry serializable set shell show skip slaves slow snapshots ' +
    'caddyfile databases realm realms runserver seed seeds ' +
    'sonarqube statistics statement tries uncommitted unicode utf8 utf8mb4 wal wordpress yes ' +
    'version view views wait warn warning web-server websocket wiki with word work write writer xdebug zone'
  ).split(' '),
);

const FLAGS: ReadonlySet<string> = new Set(
  '-b -c -d -e -f -h -i -l -m -n -o -q -r -s -t -u -v -x -y -z -A -L -O -S -U --config --fail --host --port --quiet --reload --silent --spider --watch -nv -qO- -O-'.split(
    ' ',
  ),
);

/** Flags with a number, or an amount, behind them. */
const COUNTED =
  /(?:^|-)(?:port|timeout|workers|threads|processes|concurrency|limit|size|count|maxmemory|memory|max|min|retries|interval|delay|level|seconds)$/;
const COUNT = /^\d{1,5}(?:ms|s|m|h|[kmg]b?)?$/i;

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0)$/;
const PORT = /^[1-9]\d{1,4}$/;

/** What may be repeated of one file: the words that everybody uses, and the names of its services. */
export class KnownWords {
  /** @param own names of services, and others of the file, which are shown anyway */
  public constructor(private readonly own: ReadonlySet<string>) {}

  /** `postgres-data`, `Dockerfile.dev`: known words and small numbers, joined. */
  public isName(text: string): boolean {
    if (this.own.has(text) || LOGIN_METHOD.test(text)) return true;
    if (text === '' || !/^[\w.-]+$/.test(text)) return false;
    return text.split(/[-_.]/).every((word) => this.own.has(word) || isWord(word));
  }

  /** `./web/src`, `/var/lib/postgresql/data`. */
  public isPath(text: string): boolean {
    return (
      text !== '' &&
      text
        .replace(/^~(?=\/)/, '')
        .split('/')
        .every((part) => part === '' || /^\.{1,2}$/.test(part) || this.isName(part))
    );
  }

  /** A command of which each word is known. A word that is nothing but a reference is a key, and has a name only. */
  public isCommand(words: readonly (string | Template)[]): boolean {
    const all = words.map((word) => (typeof word === 'string' ? [word] : word));
    return all.every((word, i) => isFlagOfKey(word, all[i + 1]) || this.isPart(word, plainText(all[i - 1])));
  }

  /** What a shell is told: each word of it is known, whatever stands between. */
  public isScript(text: string): boolean {
    const plain = text.replaceAll(PING_OF_MONGO, 'ping').replaceAll(INTO_NOTHING, ' ');
    const tokens = plain.split(/(\s+|&&|\|\||[;|&])/).filter((token) => token.trim() !== '');
    const words = tokens.map((token) => token.replaceAll(/^["']|["']$/g, ''));
    return words.every(
      (word, i) =>
        /^(?:&&|\|\||[;|&]|)$/.test(word) ||
        SHELL_VARIABLE.test(word) ||
        (ANY_FLAG.test(word) && SHELL_VARIABLE.test(words[i + 1] ?? '')) ||
        this.isArgument(word, words[i - 1]),
    );
  }

  /** `redis://redis:6379`, `https://shop.example.com`: nobody but the host is named in it. */
  public isUrl(text: string): boolean {
    const [, address, path = ''] = URL_FORM.exec(text) ?? [];
    return address !== undefined && this.isAddress(address) && (path === '' || this.isPath(path));
  }

  /** A host, with a port or without. */
  public isAddress(text: string): boolean {
    const [, host, port] = /^([\w.-]+)(?::(\d+))?$/.exec(text) ?? [];
    if (host === undefined || (port !== undefined && !PORT.test(port))) return false;
    return LOOPBACK.test(host) || this.isName(host) || (PUBLIC_HOST.test(host) && !looksLikeCredential(host));
  }

  private isPart(word: Template, before: string | undefined): boolean {
    const [first = '', second, ...more] = word;
    if (word.length === 0) return true;
    if (typeof first !== 'string') return word.length === 1 && isKeyReference(first);
    if (second === undefined) {
      return /\s/.test(first) ? this.isScript(first) : this.isArgument(first, before);
    }
    return /^--[a-z]+(?:-[a-z]+)*=$/.test(first) && more.length === 0 && typeof second !== 'string';
  }

  private isArgument(word: string, before: string | undefined): boolean {
    if (before === '-c' && isSetting(word)) return true;
    const [, flag, value] = /^(--[a-z]+(?:[-_.][a-z]+)*)=(.+)$/.exec(word) ?? [];
    if (flag !== undefined) return isFlag(flag) && (AMOUNT_OR_SWITCH.test(value) || this.isArgument(value, flag));
    if (isFlag(word) || LOOPBACK.test(word) || this.isPath(word)) return true;
    if (PORT.test(word) && LOOPBACK.test(before ?? '')) return true;
    if (/^:[1-9]\d{1,4}$/.test(word) && /-(?:address|addr|listen|bind)$/.test(before ?? '')) return true;
    if (before !== undefined && COUNTED.test(before) && isFlag(before)) return COUNT.test(word);
    const [, scheme, host, port, path = ''] = /^(https?:\/\/)?([\w.-]+)(?::(\d+))?(\/[\w./-]*)?$/.exec(word) ?? [];
    // Without a scheme it is a user with a password as well.
    if (scheme === undefined && !LOOPBACK.test(host ?? '')) return false;
    if (host === undefined || (port !== undefined && !PORT.test(port))) return false;
    return (LOOPBACK.test(host) || this.own.has(host)) && (path === '' || this.isPath(path));
  }
}

/** How a server lets in: no credential, although it may be called so. */
const LOGIN_METHOD = /^(?:mysql_native_password|caching_sha2_password|scram-sha-256|md5|trust)$/;
const PING_OF_MONGO =
  /(["']?)db\.(?:runCommand|adminCommand)\((?:["']ping["']|\{ ?["']?ping["']?: ?1 ?\})\)(?:\.ok)?\1/g;
const INTO_NOTHING = /\s[12]?>\s?\/dev\/null(?:\s2>&1)?(?=\s|$)/g;
/** `$POSTGRES_USER`, `-p"$MYSQL_ROOT_PASSWORD"`: the shell of the container puts a value there. */
const SHELL_VARIABLE =
  /^(?:-[A-Za-z]|--[a-z]+(?:-[a-z]+)*=)?["']?\$(?:HOME|HOST|HOSTNAME|PORT|PWD|[A-Z]{2,20}(?:_[A-Z]{2,20}){1,5}|\{(?:HOME|HOST|HOSTNAME|PORT|PWD|[A-Z]{2,20}(?:_[A-Z]{2,20}){1,5})\})["']?$/;
const ANY_FLAG = /^(?:-[A-Za-z]|--[a-z]+(?:-[a-z]+)*)$/;
/** `-fsS`, `-ec`: letters of which none has a value behind it. */
const JOINED_FLAGS = /^-[cefiklqsuvxLS]{2,5}$/;

const URL_FORM =
  /^(?:https?|wss?|rediss?|amqps?|postgres(?:ql)?|mysql|mariadb|mongodb|nats|kafka|smtp|tcp|udp|grpc|mqtts?|memcached|rtsp|rtmp):\/\/([\w.-]+(?::\d+)?)((?:\/[\w.-]*)*)$/;
/** Labels of a few letters: no token has such a form. */
const PUBLIC_HOST =
  /^(?:[a-z](?:[a-z-]{0,20}[a-z])?\d{0,2}\.)+(?:com|org|net|io|dev|app|cloud|eu|de|co|uk|fr|nl|ch|at|es|it|pl|us|info|example|test|local|internal|localhost|lan)$/;

const AMOUNT_OR_SWITCH = /^(?:-?\d{1,5}(?:\.\d{1,2})?(?:[kmgt]i?b?|ms|s|min|h|d)?|on|off)$/i;
const NAMED_VALUE =
  /^(?:none|all|ddl|mod|logical|replica|minimal|debug\d?|info|notice|warning|error|scram-sha-256|md5|utc|gmt|utf-?8|pg_stat_statements|auto_explain|pg_cron|timescaledb|\*)$/i;

/** `max_connections=200`, behind `-c` of a database. */
function isSetting(word: string): boolean {
  const [, name, value] = /^((?:[a-z]+_)+[a-z]+|fsync|port|jit|autovacuum|timezone)=(.+)$/.exec(word) ?? [];
  return name !== undefined && !namesCredential(name) && (AMOUNT_OR_SWITCH.test(value) || NAMED_VALUE.test(value));
}

/** `--queue`, `-c`: made of words that everybody uses, and nothing with a credential behind it. */
function isFlag(word: string): boolean {
  if (FLAGS.has(word) || JOINED_FLAGS.test(word)) return true;
  const [, name] = /^--([a-z\d]+(?:[-_.][a-z\d]+)*)$/.exec(word) ?? [];
  return name !== undefined && !namesCredential(name) && name.split(/[-_.]/).every((part) => WORDS.has(part));
}

/** What a flag that nobody knows is followed by can be anything; a key is none of it. */
function isFlagOfKey(word: Template, next: Template | undefined): boolean {
  const [value, ...more] = next ?? [];
  const isKey = value !== undefined && more.length === 0 && isKeyReference(value);
  return isKey && ANY_FLAG.test(plainText(word) ?? '');
}

function isKeyReference(part: TemplatePart): boolean {
  return typeof part !== 'string' && !part.operator.endsWith('+') && isVariableName(part.name);
}

function plainText(word: Template | undefined): string | undefined {
  const [first, ...more] = word ?? [];
  return typeof first === 'string' && more.length === 0 ? first : undefined;
}

function isWord(word: string): boolean {
  return word === '' || WORDS.has(word.toLowerCase()) || /^\d{1,2}$/.test(word);
}

/** What compose accepts as the name of a service. */
export function isServiceName(name: string): boolean {
  return /^[a-zA-Z0-9._-]{1,63}$/.test(name) && !looksLikeCredential(name);
}

export function isVariableName(name: string): boolean {
  return /^[A-Za-z_]\w{0,252}$/.test(name) && !looksLikeCredential(name);
}

/** `db_password`: a name of words, which no credential is. */
export function isNameOfSecret(name: string): boolean {
  return name.length < 64 && /^[a-z]+(?:[._-][a-z]+)*\d{0,2}$/.test(name) && !looksLikeCredential(name);
}

/** `../databases/compose.yaml` */
export function isComposeFileName(path: string): boolean {
  return path.length < 256 && /^(?:\.{0,2}\/)*[a-z]+\d{0,2}(?:[._/-][a-z]+\d{0,2})*\.ya?ml$/.test(path);
}

const HOST = '[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\\d{1,5})?';
const REPOSITORY = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const VARIANT =
  'alpine|slim|bookworm|bullseye|buster|trixie|jammy|noble|focal|debian|ubuntu|distroless|latest|stable|edge|lts|nightly|' +
  'main|master|dev|prod|staging|management|ffmpeg|apache|fpm|cli|jdk|jre|temurin|pg|ce|ee|oss|rc|alpha|beta|sha|full|base';
const TAG_PART = `(?:v?\\d{1,8}[a-z]?\\d{0,2}|[0-9a-f]{7,12}|(?:${VARIANT})\\d{0,4})`;
/** `RELEASE.2026-09-16T00-00-00Z`, as MinIO and Silo count. */
const MOMENT = 'RELEASE\\.\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ';
const IMAGE = new RegExp(
  `^(?:${HOST}/)?${REPOSITORY}(?:/${REPOSITORY})*(?::(?:${TAG_PART}(?:[-_.]${TAG_PART})*|${MOMENT}))?(?:@sha256:[0-9a-f]{64})?$`,
);

/** A reference to an image as a registry takes it: no user, no variable, and a tag that is a version. */
export function isImage(text: string): boolean {
  return text.length < 256 && IMAGE.test(text) && !looksLikeCredential(text);
}
