import { looksLikeCredential, namesCredential } from '../../lib/text/credential-text';
import { isNameOfSecret, type KnownWords } from './known-words';

const WORDS =
  'trace|debug|verbose|info|notice|warn|warning|error|err|critical|fatal|off|none|silent|production|prod|staging|' +
  'stage|development|dev|test|testing|local|json|text|plain|pretty|logfmt|console';
const BOOLEAN = /^(?:true|false|yes|no|on|off)$/i;
const DURATION = /^(?:\d{1,6}(?:ms|s|m|h|d|w)?|(?:\d{1,2}[hms]){2,3})$/;
const AMOUNT = /^\d{1,6}(?:ms|s|m|h|d|[kmg]b?|[kmg]ib?)?$/i;
const VERSION = /^v?\d{1,4}(?:\.\d{1,4}){1,3}(?:-(?:alpha|beta|rc)(?:\.?\d{1,2})?)?$/;

/** Settings of what is a secret itself: how long it lives, whether there is one. */
const ABOUT_SECRETS: readonly [name: RegExp, value: RegExp][] = [
  [
    /_(?:TTL|TIMEOUT|EXPIRES?(?:_IN)?|EXPIRY|EXPIRATION|LIFETIME|MAX_AGE|LENGTH|ROUNDS)(?:_(?:MS|S|SECONDS|MINUTES|HOURS|DAYS))?$/,
    DURATION,
  ],
  [/(?:^|_)(?:ALLOW_EMPTY|RANDOM_ROOT)_(?:ROOT_)?PASSWORD$/, /^(?:true|false|yes|no|on|off|0|1)$/i],
  [
    /(?:^|_)(?:ALG|ALGO|ALGORITHM|ALGORITHMS)$/,
    /^(?:HS|RS|ES|PS)(?:256|384|512)$|^(?:EdDSA|argon2(?:id?)?|bcrypt|scrypt)$/,
  ],
  [/_AUTH_METHOD$/, /^(?:trust|md5|scram-sha-256|password|peer|reject)$/],
  [/_(?:ENABLED?|DISABLED?|SECURE|REQUIRED|VERIFY|HTTP_?ONLY)$/, BOOLEAN],
];

/** Names of settings with values that a credential does not have. */
const SETTINGS: readonly [name: RegExp, value: RegExp][] = [
  ...ABOUT_SECRETS,
  [/(?:^|_)PORTS?$|PORT$/, /^\d{1,5}$/],
  [
    /(?:^|_)(?:TIMEOUT|RETRIES|ATTEMPTS|INTERVAL|DELAY|TTL|LIMIT|SIZE|COUNT|MAX|MIN|WORKERS|THREADS|CONCURRENCY|REPLICAS|RPS|BURST|CONNECTIONS|MEMORY|PARTITIONS|FACTOR|DEPTH|AGE|LENGTH|DAYS|HOURS|MINUTES|SECONDS|MS|BYTES)(?:_(?:MS|S|SEC|SECONDS|MINUTES|MB))?$/,
    AMOUNT,
  ],
  [/(?:^|_)(?:MAX|MIN)_/, AMOUNT],
  [/^P?[UG]ID$/, /^\d{1,5}$/],
  [/(?:^|_)(?:LEVEL|LOGLEVEL|ENV|ENVIRONMENT|MODE|STAGE|FORMAT)$/, new RegExp(`^(?:${WORDS})$`, 'i')],
  [/(?:^|_)(?:HOST|ADDRESS|BIND)$/, /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0)$/],
  [
    /(?:^|_)REGION$/,
    /^(?:af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov)-(?:central|east|north|northeast|northwest|south|southeast|southwest|west)-?\d$/,
  ],
  [/^TERM$/, /^(?:xterm|screen|vt100|linux|dumb|xterm-color|xterm-256color|screen-256color)$/],
  [/(?:^|_)UMASK$/, /^0?[0-7]{3}$/],
  [/(?:^|_)(?:CURRENCY|COUNTRY)$/, /^[A-Z]{2,3}$/],
  [
    /^NODE_OPTIONS$/,
    /^(?:\s?--(?:max-old-space-size=\d{1,5}|enable-source-maps|inspect(?:=0\.0\.0\.0(?::\d{1,5})?)?))+$/,
  ],
  [
    /(?:^|_)JAVA_(?:OPTS|TOOL_OPTIONS)$|^_?JAVA_OPTIONS$|^JVM_OPTS$/,
    /^(?:\s?-(?:Xm[sx]\d{1,5}[kmg]?|Xss\d{1,5}[km]|server|XX:[+-]Use[A-Za-z0-9]{2,20}GC))+$/i,
  ],
  [/^DOCKER_HOST$/, /^unix:\/\/\/var\/run\/docker\.sock$/],
  [/(?:^|_)(?:ALLOWED_HOSTS|HOSTS|ORIGINS?|DEBUG)$/, /^(?:[a-z]{1,20}:)?\*$/],
  [/^(?:GOMEMLIMIT)$/, AMOUNT],
  [/(?:^|_)(?:CRON|SCHEDULE)$/, /^(?:(?:\*|\d{1,2})(?:[-/,]\d{1,2})*(?:\s|$)){5}$|^@(?:hourly|daily|weekly|monthly)$/],
  [/(?:^|[._])(?:discovery\.type|DISCOVERY_TYPE)$/i, /^single-node$/],
  [/^(?:LANG|LANGUAGE|LC_[A-Z]+|LOCALE)$/, /^(?:C|POSIX|[a-z]{2}(?:_[A-Z]{2})?)(?:\.UTF-?8)?$/i],
];

/** What is called by one of the words that everybody uses. */
const NAMES =
  /(?:^|_)(?:DB|DATABASE|DBNAME|SCHEMA|TOPIC|QUEUE|BUCKET|INDEX|NAMESPACE|VHOST|NAME|USER|USERNAME|DRIVER|BACKEND|ENGINE|SERVICE|APP|MODULE|PROFILES?(?:_ACTIVE)?|TARGET|TYPE|MODE|CLIENT)$/;
const HOSTS =
  /(?:^|_)(?:HOST|HOSTS|HOSTNAME|ADDR|ADDRESS|ADDRESSES|BIND|ENDPOINT|ENDPOINTS|SERVER|SERVERS|BROKER|BROKERS|NODES|DOMAIN|DOMAINS|URL|URLS|URI|ORIGIN|ORIGINS|PROXY|UPSTREAM)$/;

const ZONES: ReadonlySet<string> = new Set(['UTC', 'GMT', ...Intl.supportedValuesOf('timeZone')]);

/** Whether the value of a variable cannot be a secret, and can be shown: by what it is, and by what the variable is called. */
export function isPlainValue(variable: string, value: string, words: KnownWords): boolean {
  const name = variable.toUpperCase();
  if (value === '') return true;
  if (looksLikeCredential(value)) return false;
  if (/_(?:FILE|PATH|DIR)$/.test(name) && isShownPath(value, words)) return true;
  if (ABOUT_SECRETS.some(([names, form]) => names.test(name) && form.test(value))) return true;
  if (namesCredential(variable)) return false;
  if (BOOLEAN.test(value) || /^\d{1,2}$/.test(value) || VERSION.test(value)) return true;
  if (name === 'TZ' || name.endsWith('TIMEZONE') || name.endsWith('TIME_ZONE')) return ZONES.has(value);
  if (SETTINGS.some(([names, form]) => names.test(name) && form.test(value))) return true;
  return isPlainPlace(name, value, words);
}

function isPlainPlace(name: string, value: string, words: KnownWords): boolean {
  if (/^\.{0,2}\//.test(value) && value.split(':').every((path) => path !== '' && words.isPath(path))) return true;
  if (NAMES.test(name) && words.isName(value)) return true;
  const parts = value.split(',');
  return parts.every(
    (part) => words.isUrl(part.replace(MODE_OF_TLS, '')) || (HOSTS.test(name) && words.isAddress(part)),
  );
}

/** What a URL of a database says of its encryption. */
const MODE_OF_TLS = /\?ssl(?:mode|-mode)?=(?:disable|allow|prefer|require|verify-ca|verify-full|true|false)$/i;

/** `/run/secrets/jwt`: what lies there is secret, what it is called is not. */
function isShownPath(value: string, words: KnownWords): boolean {
  const [, secret] = /^\/run\/secrets\/([^/]+)$/.exec(value) ?? [];
  return secret === undefined ? /^\.{0,2}\//.test(value) && words.isPath(value) : isNameOfSecret(secret);
}
