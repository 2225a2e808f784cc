import { KEY } from '../../props/prop-types';
import type { LocalService } from '../local-service';
import type { BackingServiceOptions } from './backing-service-options';
import { COMMON_TYPES } from './option-types';
import { readyMade } from './ready-made';

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

const TYPES = { ...COMMON_TYPES, passwordKey: KEY };

/** The entry point of the image gives the folder to its user, and starts the server as that. */
const WITH_PASSWORD = ['sh', '-c', 'exec docker-entrypoint.sh redis-server --requirepass "$REDISCLI_AUTH" "$@"', 'sh'];

// Seen in use: 8.10.2, of September 2026.
export function redis(options: RedisOptions = {}): LocalService {
  return readyMade<RedisOptions>(options, '8.10.2', TYPES, [], ({ port, passwordKey, args = [] }) => ({
    repository: 'redis',
    ports: [[port, 6379]],
    data: { path: '/data' },
    // The shell in the container takes the password from the variable: no file and no command of the laptop has it.
    command: passwordKey === undefined ? redisCommand(args) : WITH_PASSWORD,
    secretKeys: { REDISCLI_AUTH: passwordKey },
    // redis-cli ends well whatever the server says, that it still loads its data too.
    test: ['CMD-SHELL', 'redis-cli ping | grep -q PONG'],
  }));
}

function redisCommand(args: readonly string[]): string[] {
  return args.length > 0 ? ['redis-server'] : [];
}
