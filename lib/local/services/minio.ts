import { KEY, NAME, PORT } from '../../props/prop-types';
import type { LocalService } from '../local-service';
import type { BackingServiceOptions } from './backing-service-options';
import { COMMON_TYPES } from './option-types';
import { readyMade } from './ready-made';

/**
 * Options of a MinIO: object storage that speaks S3.
 */
export interface MinioOptions extends BackingServiceOptions {
  /**
   * Secret key with the password of the superuser, which is its secret access key too. It has 8 characters or more.
   */
  readonly passwordKey: string;

  /**
   * Name of the superuser, which is its access key too, where it is no secret. It has 3 characters or more.
   *
   * @default - `userKey`, else `minioadmin`
   */
  readonly user?: string;

  /**
   * Secret key with the name of the superuser.
   *
   * @default - `user`
   */
  readonly userKey?: string;

  /**
   * Port of the console on the laptop.
   *
   * @default - none
   */
  readonly consolePort?: number;
}

const TYPES = { ...COMMON_TYPES, passwordKey: KEY, user: NAME, userKey: KEY, consolePort: PORT };

// Seen in use: RELEASE.2026-09-16T00-00-00Z. `minio/minio` is gone from Docker Hub and from Quay since September 2026;
// Silo is the fork that is kept, with the same variables, command, data and `mc`.
export function minio(options: MinioOptions): LocalService {
  return readyMade<MinioOptions>(options, 'RELEASE.2026-09-16T00-00-00Z', TYPES, ['passwordKey'], (checked) => {
    const { port, consolePort, user, userKey, passwordKey } = checked;
    return {
      repository: 'pgsty/silo',
      ports: [
        [port, 9000],
        [consolePort, 9001],
      ],
      data: { path: '/data' },
      command: ['server', '/data', '--console-address', ':9001'],
      env: { MINIO_ROOT_USER: user },
      secretKeys: { MINIO_ROOT_USER: userKey, MINIO_ROOT_PASSWORD: passwordKey },
      // It asks the server at localhost:9000, which it knows as "local", and needs no login.
      test: ['CMD', 'mc', 'ready', 'local'],
    };
  });
}
