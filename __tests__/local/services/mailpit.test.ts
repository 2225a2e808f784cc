import { BackingService } from '../../../lib';
import { composeService, composeSnippet, outdented } from './compose-snippet';

test('Mailpit, as compose gets it', () => {
  const mail = BackingService.mailpit({ port: 8025, smtpPort: 1025 });
  expect(composeSnippet({ mail })).toBe(outdented`
    services:
      mail:
        image: axllent/mailpit:v1.31.3
        ports:
          - 127.0.0.1:8025:8025
          - 127.0.0.1:1025:1025
        environment:
          MP_DATABASE: /data/mailpit.db
          MP_SMTP_AUTH_ACCEPT_ANY: "1"
          MP_SMTP_AUTH_ALLOW_INSECURE: "1"
        volumes:
          - mail-data:/data
        healthcheck:
          test:
            - CMD
            - /mailpit
            - readyz
          interval: 5s
          timeout: 20s
          retries: 5
          start_period: 60s
        restart: unless-stopped
    volumes:
      mail-data: {}
  `);
});

test('it can take those only whom the options let in', () => {
  const mailpit = BackingService.mailpit({ acceptsAnyLogin: false, secretKeys: { MP_SMTP_AUTH: 'SMTP_LOGIN' } });
  expect(composeService(mailpit).environment).toEqual({
    MP_DATABASE: '/data/mailpit.db',
    MP_SMTP_AUTH: '<key SMTP_LOGIN>',
  });
});
