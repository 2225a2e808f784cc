import { looksLikeCredential } from '../../lib/text/credential-text';

/**
 * What may be repeated of a compose file. Anything else can hold a credential, whatever it is called: `--requirepass x`,
 * `-px`, `sh -c "PASSWORD=x …"`, a URL, a host name. So this is a list of what is known to be harmless.
 */
const WORDS: ReadonlySet<string> = new Set(
  (
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
    'workspaces true www yaml yarn yml zookeeper cli diagnostics mongosh mysqladmin'
  ).split(' '),
);

const FLAGS: ReadonlySet<string> = new Set(
  '-c -d -f -h -m -q -r -s -v -z -U --config --fail --host --port --quiet --reload --silent --spider --watch'.split(
    ' ',
  ),
);

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0)$/;
const PORT = /^[1-9]\d{1,4}$/;

/** What may be repeated of one file: the words that everybody uses, and the names of its services. */
export class KnownWords {
  /** @param own names of services, which are shown anyway */
  public constructor(private readonly own: ReadonlySet<string>) {}

  /** `postgres-data`, `Dockerfile.dev`: known words and small numbers, joined. */
  public isName(text: string): boolean {
    if (this.own.has(text)) return true;
    if (text === '' || !/^[\w.-]+$/.test(text)) return false;
    return text.split(/[-_.]/).every((word) => this.own.has(word) || isWord(word));
  }

  /** `./web/src`, `/var/lib/postgresql/data`. */
  public isPath(text: string): boolean {
    return text !== '' && text.split('/').every((part) => part === '' || /^\.{1,2}$/.test(part) || this.isName(part));
  }

  /** A command of which each word is known. */
  public isCommand(words: readonly string[]): boolean {
    return words.every((word, i) => this.isArgument(word, words[i - 1]));
  }

  private isArgument(word: string, before: string | undefined): boolean {
    const [, flag, value] = /^(--[a-z]+)=(.+)$/.exec(word) ?? [];
    if (flag !== undefined) return FLAGS.has(flag) && this.isArgument(value, flag);
    if (FLAGS.has(word) || LOOPBACK.test(word) || this.isPath(word)) return true;
    if (PORT.test(word)) return before === '--port' || LOOPBACK.test(before ?? '');
    const [, host, port, path = ''] = /^https?:\/\/([\w.-]+)(?::(\d+))?(\/[\w./-]*)?$/.exec(word) ?? [];
    if (host === undefined || (port !== undefined && !PORT.test(port))) return false;
    return (LOOPBACK.test(host) || this.own.has(host)) && (path === '' || this.isPath(path));
  }
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

const HOST = '[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\\d{1,5})?';
const REPOSITORY = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const VARIANT =
  'alpine|slim|bookworm|bullseye|buster|trixie|jammy|noble|focal|debian|ubuntu|distroless|latest|stable|edge|lts|nightly|' +
  'main|master|dev|prod|staging|management|ffmpeg|apache|fpm|cli|jdk|jre|temurin|pg|ce|ee|oss|rc|alpha|beta|sha|full|base';
const TAG_PART = `(?:v?\\d{1,8}[a-z]?\\d{0,2}|[0-9a-f]{7,12}|(?:${VARIANT})\\d{0,4})`;
const IMAGE = new RegExp(
  `^(?:${HOST}/)?${REPOSITORY}(?:/${REPOSITORY})*(?::${TAG_PART}(?:[-_.]${TAG_PART})*)?(?:@sha256:[0-9a-f]{64})?$`,
);

/** A reference to an image as a registry takes it: no user, no variable, and a tag that is a version. */
export function isImage(text: string): boolean {
  return text.length < 256 && IMAGE.test(text) && !looksLikeCredential(text);
}
