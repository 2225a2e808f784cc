import type { LocalService } from '../local-service';
import type { DatabaseOptions } from './backing-service-options';
import { databaseTypes } from './option-types';
import { type Recipe, readyMade } from './ready-made';

/**
 * Options of a MySQL or a MariaDB. `passwordKey` is the password of `user`; where there is none, it is that of `root`.
 */
export interface MySqlOptions extends DatabaseOptions {
  /**
   * Secret key with the password of `root`.
   *
   * @default - `passwordKey`
   */
  readonly rootPasswordKey?: string;
}

/** What their images run at the first start. */
const SCRIPTS = ['.sql', '.sql.gz', '.sql.xz', '.sql.zst', '.sh'];
const DATABASE_TYPES = databaseTypes(SCRIPTS);
const TYPES = { ...DATABASE_TYPES, rootPasswordKey: DATABASE_TYPES.passwordKey };

// Seen in use: 8.4.11, the release with long-term support that 9.7 follows; data of 9.7 does not go back to it.
export function mysql(options: MySqlOptions): LocalService {
  return readyMade(options, '8.4.11', TYPES, ['passwordKey'], (checked) => ({
    ...mysqlRecipe('MYSQL', checked),
    repository: 'mysql',
    // The server of the first start has no network. A refused login tells too that this one has.
    test: ['CMD', 'mysqladmin', 'ping', '--silent', '-h', '127.0.0.1'],
  }));
}

// Seen in use: 11.8.9, the release with long-term support that 12.3 follows.
export function mariaDb(options: MySqlOptions): LocalService {
  return readyMade(options, '11.8.9', TYPES, ['passwordKey'], (checked) => ({
    ...mysqlRecipe('MARIADB', checked),
    repository: 'mariadb',
    // Of the image itself: it fails as long as the server has no network, as that of the first start.
    test: ['CMD', 'healthcheck.sh', '--connect'],
  }));
}

function mysqlRecipe(prefix: string, options: Partial<MySqlOptions>): Omit<Recipe, 'repository'> {
  const { port, user, userKey, database, databaseKey, passwordKey, rootPasswordKey } = options;
  const hasUser = user !== undefined || userKey !== undefined;
  return {
    ports: [[port, 3306]],
    data: { path: '/var/lib/mysql' },
    env: { [`${prefix}_USER`]: user, [`${prefix}_DATABASE`]: database },
    secretKeys: {
      [`${prefix}_ROOT_PASSWORD`]: rootPasswordKey ?? passwordKey,
      [`${prefix}_PASSWORD`]: hasUser ? passwordKey : undefined,
      [`${prefix}_USER`]: userKey,
      [`${prefix}_DATABASE`]: databaseKey,
    },
  };
}
