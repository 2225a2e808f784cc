import type { LocalService } from '../local-service';
import { type MailpitOptions, mailpit } from './mailpit';
import { type MediaMtxOptions, mediaMtx } from './media-mtx';
import { type MinioOptions, minio } from './minio';
import { type MongoDbOptions, mongoDb } from './mongodb';
import { type MySqlOptions, mariaDb, mysql } from './mysql';
import { type PostgresOptions, postgres, timescaleDb } from './postgres';
import { type RabbitMqOptions, rabbitMq } from './rabbitmq';
import { type RedisOptions, redis } from './redis';

/**
 * Ready-made services of a local stack: a pinned image, a health check that holds during the first start, a named volume,
 * ports that only this machine reaches, and credentials by the names of secret keys.
 *
 * Other services reach one by its name in the stack: `postgres:5432`. Of one kind there may be several, each with a volume
 * of its own. What an image can do beyond the options, `LocalService.of` can say.
 *
 * @example
 *
 * new LocalStack([dev], {
 *   services: {
 *     postgres: BackingService.postgres({ database: 'orders', user: 'orders', passwordKey: 'POSTGRES_PASSWORD', port: 5432 }),
 *     cache: BackingService.redis({ args: ['--maxmemory', '256mb'] }),
 *   },
 * });
 */
export class BackingService {
  /**
   * PostgreSQL 17, on port 5432: the image `postgres`.
   *
   * The volume is where the version of the tag keeps its data: `/var/lib/postgresql` from 18 on. A tag that tells no
   * version, as `latest` or a digest, gets `PGDATA`, which says it to each version.
   *
   * @example
   *
   * BackingService.postgres({ user: 'orders', passwordKey: 'POSTGRES_PASSWORD', initScripts: ['./db/init.sql'] });
   */
  public static postgres(options: PostgresOptions): LocalService {
    return postgres(options);
  }

  /**
   * TimescaleDB with PostgreSQL 17, on port 5432: the image `timescale/timescaledb`.
   *
   * @example
   *
   * BackingService.timescaleDb({ database: 'metrics', passwordKey: 'POSTGRES_PASSWORD', tag: '2.30.2-pg16' });
   */
  public static timescaleDb(options: PostgresOptions): LocalService {
    return timescaleDb(options);
  }

  /**
   * MySQL 8.4, on port 3306: the image `mysql`.
   *
   * @example
   *
   * BackingService.mysql({ database: 'orders', user: 'orders', passwordKey: 'MYSQL_PASSWORD' });
   */
  public static mysql(options: MySqlOptions): LocalService {
    return mysql(options);
  }

  /**
   * MariaDB 11.8, on port 3306: the image `mariadb`.
   *
   * @example
   *
   * BackingService.mariaDb({ databaseKey: 'DB_NAME', passwordKey: 'DB_PASSWORD' });
   */
  public static mariaDb(options: MySqlOptions): LocalService {
    return mariaDb(options);
  }

  /**
   * MongoDB 7, on port 27017: the image `mongo`. From 8 on it does not start on Linux 6.19 to 7.0.13, which is the kernel
   * of containers too.
   *
   * @example
   *
   * BackingService.mongoDb({ user: 'root', passwordKey: 'MONGO_PASSWORD', initScripts: ['./db/indexes.js'] });
   */
  public static mongoDb(options: MongoDbOptions): LocalService {
    return mongoDb(options);
  }

  /**
   * Redis 8, on port 6379: the image `redis`. It keeps its data.
   *
   * @example
   *
   * BackingService.redis({ passwordKey: 'REDIS_PASSWORD', args: ['--maxmemory', '256mb'] });
   */
  public static redis(options: RedisOptions = {}): LocalService {
    return redis(options);
  }

  /**
   * RabbitMQ 4 with its management page, on ports 5672 and 15672: the image `rabbitmq`.
   *
   * @example
   *
   * BackingService.rabbitMq({ userKey: 'RABBITMQ_USER', passwordKey: 'RABBITMQ_PASSWORD', managementPort: 15672 });
   */
  public static rabbitMq(options: RabbitMqOptions): LocalService {
    return rabbitMq(options);
  }

  /**
   * MediaMTX 1.20, with RTSP on port 8554, RTMP on 1935, HLS on 8888 and WebRTC on 8889: the image `bluenviron/mediamtx`.
   * A tag that does not end in `-ffmpeg` has nothing to check the health with, and is not waited for.
   *
   * @example
   *
   * BackingService.mediaMtx({ port: 8554, webRtcPort: 8889, record: true, volume: './recordings' });
   */
  public static mediaMtx(options: MediaMtxOptions = {}): LocalService {
    return mediaMtx(options);
  }

  /**
   * MinIO with its console, on ports 9000 and 9001: the image `pgsty/silo`, a fork that is maintained. The images of MinIO
   * itself are no longer published: name a mirror with `image`.
   *
   * @example
   *
   * BackingService.minio({ userKey: 'S3_ACCESS_KEY', passwordKey: 'S3_SECRET_KEY', port: 9000, consolePort: 9001 });
   */
  public static minio(options: MinioOptions): LocalService {
    return minio(options);
  }

  /**
   * Mailpit, which shows the mail that others send, with SMTP on port 1025 and its page on 8025: the image
   * `axllent/mailpit`.
   *
   * @example
   *
   * BackingService.mailpit({ port: 8025 });
   */
  public static mailpit(options: MailpitOptions = {}): LocalService {
    return mailpit(options);
  }

  private constructor() {}
}
