import { majorVersion, namedPostgresMajor } from './image-tag';

/** What a ready-made service can say of a container that somebody wrote by hand. */
export interface ReadyMadeImage {
  /** The method of `BackingService`. */
  readonly factory: string;
  /** The names of its image, without registry and tag; another one is said with the option `image`. */
  readonly repositories: readonly string[];
  /** The name of the image that the factory has by itself. */
  readonly repository: string;
  /** Options by the variables that they stand for: `user` is `user` where it is plain, `userKey` where it is a key. */
  readonly variables: { readonly [variable: string]: string };
  /** Options that there must be, each a key. */
  readonly required: readonly string[];
  /** Options that take a port of the laptop, by the port of the container. */
  readonly ports: { readonly [inside: string]: string };
  /** Where the volume of the option `volume` is mounted, by the tag. */
  readonly dataPath: (tag: string) => string;
  /** What the files of the option `initScripts` end in; absent where it has none. */
  readonly scripts?: readonly string[];
  /** What its command begins with; the option `args` comes behind it. */
  readonly command: readonly string[];
}

const SQL_SCRIPTS = ['.sql', '.sql.gz', '.sql.xz', '.sql.zst', '.sh'];
const MONGO_SCRIPTS = ['.js', '.sh'];
const POSTGRES = {
  variables: { POSTGRES_PASSWORD: 'password', POSTGRES_USER: 'user', POSTGRES_DB: 'database' },
  required: ['passwordKey'],
  ports: { '5432': 'port' },
  scripts: SQL_SCRIPTS,
  command: [],
};

/** All of them, in the order of the factories. */
export const READY_MADE_IMAGES: readonly ReadyMadeImage[] = [
  {
    ...POSTGRES,
    ...{ factory: 'postgres', repository: 'postgres', repositories: ['postgres', 'library/postgres'] },
    dataPath: (tag) => postgresDataPath(namedPostgresMajor(tag) ?? majorVersion(tag)),
  },
  {
    ...POSTGRES,
    ...{ factory: 'timescaleDb', repository: 'timescale/timescaledb', repositories: ['timescale/timescaledb'] },
    dataPath: (tag) => postgresDataPath(namedPostgresMajor(tag)),
  },
  { ...mysqlImage('MYSQL'), factory: 'mysql', repository: 'mysql', repositories: ['mysql', 'library/mysql'] },
  { ...mysqlImage('MARIADB'), factory: 'mariaDb', repository: 'mariadb', repositories: ['mariadb', 'library/mariadb'] },
  {
    ...{ factory: 'mongoDb', repository: 'mongo', repositories: ['mongo', 'library/mongo'] },
    variables: {
      MONGO_INITDB_ROOT_USERNAME: 'user',
      MONGO_INITDB_ROOT_PASSWORD: 'password',
      MONGO_INITDB_DATABASE: 'database',
    },
    ...{ required: [], ports: { '27017': 'port' }, dataPath: () => '/data/db', scripts: MONGO_SCRIPTS, command: [] },
  },
  {
    ...{ factory: 'redis', repository: 'redis', repositories: ['redis', 'library/redis'] },
    ...{ variables: { REDISCLI_AUTH: 'password' }, required: [], ports: { '6379': 'port' } },
    ...{ dataPath: () => '/data', command: ['redis-server'] },
  },
  {
    ...{ factory: 'rabbitMq', repository: 'rabbitmq', repositories: ['rabbitmq', 'library/rabbitmq'] },
    variables: {
      RABBITMQ_DEFAULT_USER: 'user',
      RABBITMQ_DEFAULT_PASS: 'password',
      RABBITMQ_DEFAULT_VHOST: 'virtualHost',
    },
    ...{ required: ['passwordKey'], ports: { '5672': 'port', '15672': 'managementPort' } },
    ...{ dataPath: () => '/var/lib/rabbitmq', command: [] },
  },
  {
    ...{ factory: 'mediaMtx', repository: 'bluenviron/mediamtx', repositories: ['bluenviron/mediamtx'] },
    ...{ variables: {}, required: [], dataPath: () => '/recordings', command: [] },
    ports: { '8554': 'port', '1935': 'rtmpPort', '8888': 'hlsPort', '8889': 'webRtcPort', '8189/udp': 'webRtcUdpPort' },
  },
  {
    ...{ factory: 'minio', repository: 'pgsty/silo', repositories: ['pgsty/silo', 'pgsty/minio', 'minio/minio'] },
    ...{ variables: { MINIO_ROOT_USER: 'user', MINIO_ROOT_PASSWORD: 'password' }, required: ['passwordKey'] },
    ...{ ports: { '9000': 'port', '9001': 'consolePort' }, dataPath: () => '/data' },
    command: ['server', '/data', '--console-address', ':9001'],
  },
  {
    ...{ factory: 'mailpit', repository: 'axllent/mailpit', repositories: ['axllent/mailpit'] },
    ...{ variables: {}, required: [], ports: { '8025': 'port', '1025': 'smtpPort' } },
    ...{ dataPath: () => '/data', command: [] },
  },
];

/** Where PostgreSQL keeps its data, by its version; undefined where the tag does not tell it. */
export function postgresDataPath(major: number | undefined): string {
  // From 18 on the image has a folder for each version, and does not start with a volume in the old place.
  return major !== undefined && major >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data';
}

function mysqlImage(prefix: string) {
  return {
    variables: {
      [`${prefix}_PASSWORD`]: 'password',
      [`${prefix}_ROOT_PASSWORD`]: 'rootPassword',
      [`${prefix}_USER`]: 'user',
      [`${prefix}_DATABASE`]: 'database',
    },
    required: ['passwordKey'],
    ports: { '3306': 'port' },
    dataPath: () => '/var/lib/mysql',
    scripts: SQL_SCRIPTS,
    command: [],
  };
}
