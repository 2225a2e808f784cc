import type { LocalService } from '../local-service';
import type { InitializedServiceOptions } from './backing-service-options';
import { majorVersion } from './image-tag';
import { databaseTypes } from './option-types';
import { readyMade } from './ready-made';

/**
 * Options of a MongoDB. With a user and a password it asks for them; with neither it asks nobody.
 */
export interface MongoDbOptions extends InitializedServiceOptions {
  /**
   * Name of the user `root`, where it is no secret. It is a user of the database `admin`.
   *
   * @default - `userKey`
   */
  readonly user?: string;

  /**
   * Secret key with the name of the user.
   *
   * @default - `user`
   */
  readonly userKey?: string;

  /**
   * Secret key with the password. It needs a user.
   *
   * @default - nobody is asked
   */
  readonly passwordKey?: string;

  /**
   * Name of the database in which init scripts run.
   *
   * @default - `databaseKey`, else `test`
   */
  readonly database?: string;

  /**
   * Secret key with the name of the database.
   *
   * @default - `database`
   */
  readonly databaseKey?: string;
}

const TYPES = databaseTypes(['.js', '.sh']);

// Seen in use: 7.0.41. MongoDB 8 ends or does not start on Linux from 6.19 on (SERVER-121912), which laptops have. Linux
// has a remedy since 7.0.14, for x86 at first, and not every MongoDB 8 lets itself be started there.
export function mongoDb(options: MongoDbOptions): LocalService {
  return readyMade<MongoDbOptions>(options, '7.0.41', TYPES, requiredOptions(options), (checked) => {
    const { tag, port, user, userKey, passwordKey, database, databaseKey } = checked;
    const shell = (majorVersion(tag) ?? Number.POSITIVE_INFINITY) < 6 ? 'mongo' : 'mongosh';
    return {
      repository: 'mongo',
      ports: [[port, 27017]],
      data: { path: '/data/db' },
      env: { MONGO_INITDB_ROOT_USERNAME: user, MONGO_INITDB_DATABASE: database },
      secretKeys: {
        MONGO_INITDB_ROOT_USERNAME: userKey,
        MONGO_INITDB_ROOT_PASSWORD: passwordKey,
        MONGO_INITDB_DATABASE: databaseKey,
      },
      // The server of the first start listens on 127.0.0.1 only. A ping needs no login.
      test: [
        'CMD-SHELL',
        `${shell} --quiet --host "$(hostname)" --eval 'quit(db.adminCommand({ ping: 1 }).ok ? 0 : 2)'`,
      ],
    };
  });
}

/** The image stops where it gets one of both. */
function requiredOptions({ user, userKey, passwordKey }: MongoDbOptions = {}): ('passwordKey' | 'userKey')[] {
  const hasUser = user !== undefined || userKey !== undefined;
  if (hasUser === (passwordKey !== undefined)) return [];
  return hasUser ? ['passwordKey'] : ['userKey'];
}
