import type { LocalService } from '../local-service';
import type { DatabaseOptions } from './backing-service-options';
import { majorVersion, namedPostgresMajor } from './image-tag';
import { databaseTypes } from './option-types';
import { type Recipe, readyMade } from './ready-made';
import { postgresDataPath } from './ready-made-images';

/**
 * Options of a PostgreSQL, with TimescaleDB or without: `user` is its superuser.
 */
export interface PostgresOptions extends DatabaseOptions {}

/** What its images run at the first start. */
const TYPES = databaseTypes(['.sql', '.sql.gz', '.sql.xz', '.sql.zst', '.sh']);

// Seen in use, each with the entry point of docker-library/postgres: 17.11 since August 2026.
export function postgres(options: PostgresOptions): LocalService {
  return readyMade(options, '17.11', TYPES, ['passwordKey'], (checked) =>
    postgresRecipe('postgres', namedPostgresMajor(checked.tag) ?? majorVersion(checked.tag), checked),
  );
}

// Seen in use: 2.30.2-pg17 since September 2026. Its first number is that of the extension.
export function timescaleDb(options: PostgresOptions): LocalService {
  return readyMade(options, '2.30.2-pg17', TYPES, ['passwordKey'], (checked) =>
    postgresRecipe('timescale/timescaledb', namedPostgresMajor(checked.tag), checked),
  );
}

function postgresRecipe(repository: string, major: number | undefined, options: Partial<PostgresOptions>): Recipe {
  const { port, user, userKey, database, databaseKey, passwordKey } = options;
  return {
    repository,
    ports: [[port, 5432]],
    data: { path: postgresDataPath(major) },
    env: {
      // Where the tag does not tell the version, this is the place in all of them.
      PGDATA: major === undefined ? postgresDataPath(major) : undefined,
      POSTGRES_USER: user,
      POSTGRES_DB: database,
    },
    secretKeys: { POSTGRES_PASSWORD: passwordKey, POSTGRES_USER: userKey, POSTGRES_DB: databaseKey },
    // The server of the first start, which runs the scripts, listens on a socket only.
    test: [
      'CMD-SHELL',
      'pg_isready -q -h 127.0.0.1 -U "${POSTGRES_USER:-postgres}" -d "${POSTGRES_DB:-${POSTGRES_USER:-postgres}}"',
    ],
  };
}
