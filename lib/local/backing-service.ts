import { LocalService, type LocalServiceProps } from './local-service';

/**
 * What the ready-made services have in common.
 */
export interface BackingServiceOptions {
  /**
   * Tag of the image. Pin it: the data of one version may be useless to another.
   *
   * @default - a version that this library was tried with
   */
  readonly tag?: string;

  /**
   * Port on the laptop.
   *
   * @default - the service can be reached from other services only
   */
  readonly port?: number;

  /**
   * Address of the laptop at which the ports can be reached: `127.0.0.1` keeps them from everybody else in its network.
   *
   * @default - every address
   */
  readonly hostIp?: string;
}

/**
 * Options of a PostgreSQL.
 */
export interface PostgresOptions extends BackingServiceOptions {
  /**
   * Secret key with the password of the superuser.
   */
  readonly passwordKey: string;

  /**
   * Secret key with the name of the superuser.
   *
   * @default - the user is `postgres`
   */
  readonly userKey?: string;

  /**
   * Secret key with the name of the database.
   *
   * @default - the name of the user
   */
  readonly databaseKey?: string;
}

/**
 * Options of a RabbitMQ.
 */
export interface RabbitMqOptions extends BackingServiceOptions {
  /**
   * Secret key with the name of the user.
   */
  readonly userKey: string;

  /**
   * Secret key with the password of the user.
   */
  readonly passwordKey: string;

  /**
   * Port of the management page on the laptop.
   *
   * @default - none
   */
  readonly managementPort?: number;
}

/**
 * Options of a Redis.
 */
export interface RedisOptions extends BackingServiceOptions {
  /**
   * Secret key with the password.
   *
   * @default - no password
   */
  readonly passwordKey?: string;
}

/**
 * Ready-made services of a local stack: pinned image, health check, named volume, and the credentials by key name.
 */
export class BackingService {
  /**
   * PostgreSQL, on port 5432.
   */
  public static postgres(options: PostgresOptions): LocalService {
    return postgres('postgres', '16.4', 'postgres-data', options);
  }

  /**
   * TimescaleDB, on port 5432.
   */
  public static timescaleDb(options: PostgresOptions): LocalService {
    return postgres('timescale/timescaledb', '2.17.2-pg16', 'timescaledb-data', options);
  }

  /**
   * RabbitMQ with its management page, on ports 5672 and 15672.
   */
  public static rabbitMq(options: RabbitMqOptions): LocalService {
    const { userKey, passwordKey, port, managementPort, hostIp } = options ?? {};
    return LocalService.of({
      image: `rabbitmq:${options?.tag ?? '3.13.7-management'}`,
      // The data belongs to the host name, which would otherwise change with each container.
      hostname: 'rabbitmq',
      ports: [...publishedPorts(port, 5672, hostIp), ...publishedPorts(managementPort, 15672, hostIp)],
      volumes: ['rabbitmq-data:/var/lib/rabbitmq'],
      secretKeys: { RABBITMQ_DEFAULT_USER: userKey, RABBITMQ_DEFAULT_PASS: passwordKey },
      healthCheck: { test: ['CMD', 'rabbitmq-diagnostics', '-q', 'ping'] },
      restart: 'unless-stopped',
    });
  }

  /**
   * MediaMTX, on port 8554 (RTSP). It keeps recordings in a volume.
   */
  public static mediaMtx(options: BackingServiceOptions = {}): LocalService {
    return LocalService.of({
      // The plain image has no shell to check its health with.
      image: `bluenviron/mediamtx:${options?.tag ?? '1.9.3-ffmpeg'}`,
      ports: publishedPorts(options?.port, 8554, options?.hostIp),
      volumes: ['mediamtx-recordings:/recordings'],
      healthCheck: { test: ['CMD-SHELL', 'nc -z 127.0.0.1 8554'] },
      restart: 'unless-stopped',
    });
  }

  /**
   * Redis, on port 6379. It keeps its data in a volume.
   */
  public static redis(options: RedisOptions = {}): LocalService {
    const { passwordKey } = options ?? {};
    const service: LocalServiceProps = {
      image: `redis:${options?.tag ?? '7.4.1'}`,
      ports: publishedPorts(options?.port, 6379, options?.hostIp),
      volumes: ['redis-data:/data'],
      healthCheck: { test: ['CMD-SHELL', 'redis-cli ping | grep -q PONG'] },
      restart: 'unless-stopped',
    };
    if (passwordKey === undefined) return LocalService.of(service);
    return LocalService.of({
      ...service,
      secretKeys: { REDISCLI_AUTH: passwordKey },
      command: ['sh', '-c', 'exec redis-server --requirepass "$REDISCLI_AUTH"'],
    });
  }

  private constructor() {}
}

function postgres(image: string, defaultTag: string, volume: string, options: PostgresOptions): LocalService {
  const { tag, port, hostIp, passwordKey, userKey, databaseKey } = options ?? {};
  return LocalService.of({
    image: `${image}:${tag ?? defaultTag}`,
    ports: publishedPorts(port, 5432, hostIp),
    volumes: [`${volume}:/var/lib/postgresql/data`],
    secretKeys: {
      POSTGRES_PASSWORD: passwordKey,
      ...(userKey !== undefined && { POSTGRES_USER: userKey }),
      ...(databaseKey !== undefined && { POSTGRES_DB: databaseKey }),
    },
    healthCheck: { test: ['CMD-SHELL', 'pg_isready -U "${POSTGRES_USER:-postgres}"'] },
    restart: 'unless-stopped',
  });
}

function publishedPorts(port: number | undefined, inside: number, hostIp: string | undefined): string[] {
  if (port === undefined) return [];
  // An address of IPv6 has colons of its own.
  const address = hostIp?.includes(':') ? `[${hostIp.replace(/^\[|\]$/g, '')}]` : hostIp;
  return [[address, port, inside].filter((part) => part !== undefined).join(':')];
}
