import { Duration } from 'cdk8s';
import { KEY, NAME, PORT } from '../../props/prop-types';
import type { LocalService } from '../local-service';
import type { BackingServiceOptions } from './backing-service-options';
import { COMMON_TYPES } from './option-types';
import { readyMade } from './ready-made';

/**
 * Options of a RabbitMQ. It has one user, which its first start makes.
 */
export interface RabbitMqOptions extends BackingServiceOptions {
  /**
   * Secret key with the password of the user.
   */
  readonly passwordKey: string;

  /**
   * Name of the user, where it is no secret.
   *
   * @default - `userKey`, else `guest`
   */
  readonly user?: string;

  /**
   * Secret key with the name of the user.
   *
   * @default - `user`
   */
  readonly userKey?: string;

  /**
   * The virtual host that the first start makes.
   *
   * @default "/"
   */
  readonly virtualHost?: string;

  /**
   * Port of the management page on the laptop.
   *
   * @default - none
   */
  readonly managementPort?: number;
}

const TYPES = { ...COMMON_TYPES, passwordKey: KEY, user: NAME, userKey: KEY, virtualHost: NAME, managementPort: PORT };

// Seen in use: 4.3.6-management, of September 2026.
export function rabbitMq(options: RabbitMqOptions): LocalService {
  return readyMade<RabbitMqOptions>(options, '4.3.6-management', TYPES, ['passwordKey'], (checked) => {
    const { port, managementPort, user, userKey, passwordKey, virtualHost } = checked;
    return {
      repository: 'rabbitmq',
      hostname: 'rabbitmq',
      ports: [
        [port, 5672],
        [managementPort, 15672],
      ],
      data: { path: '/var/lib/rabbitmq' },
      env: { RABBITMQ_DEFAULT_USER: user, RABBITMQ_DEFAULT_VHOST: virtualHost },
      secretKeys: { RABBITMQ_DEFAULT_USER: userKey, RABBITMQ_DEFAULT_PASS: passwordKey },
      // A ping is answered before the user is there, and before anybody can connect. Each check starts an Erlang.
      test: ['CMD', 'rabbitmq-diagnostics', '-q', 'check_port_listener', '5672'],
      interval: Duration.seconds(10),
    };
  });
}
