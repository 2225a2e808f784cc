import { FLAG, PORT } from '../../props/prop-types';
import type { LocalService } from '../local-service';
import type { BackingServiceOptions } from './backing-service-options';
import { COMMON_TYPES } from './option-types';
import { readyMade } from './ready-made';

/**
 * Options of a Mailpit, which takes all mail and sends none. `port` is that of its page.
 */
export interface MailpitOptions extends BackingServiceOptions {
  /**
   * Port of SMTP on the laptop.
   *
   * @default - none
   */
  readonly smtpPort?: number;

  /**
   * Whether it takes any user and password, without TLS too: an application logs in as it does in the cluster.
   *
   * @default true
   */
  readonly acceptsAnyLogin?: boolean;
}

const TYPES = { ...COMMON_TYPES, smtpPort: PORT, acceptsAnyLogin: FLAG };

// Seen in use: v1.31.3, of September 2026.
export function mailpit(options: MailpitOptions = {}): LocalService {
  return readyMade<MailpitOptions>(options, 'v1.31.3', TYPES, [], ({ port, smtpPort, acceptsAnyLogin = true }) => {
    const anybody = acceptsAnyLogin ? '1' : undefined;
    return {
      repository: 'axllent/mailpit',
      ports: [
        [port, 8025],
        [smtpPort, 1025],
      ],
      data: { path: '/data' },
      env: {
        MP_DATABASE: '/data/mailpit.db',
        MP_SMTP_AUTH_ACCEPT_ANY: anybody,
        MP_SMTP_AUTH_ALLOW_INSECURE: anybody,
      },
      test: ['CMD', '/mailpit', 'readyz'],
    };
  });
}
