import { BackingService } from '../../../lib';
import { composeService, composeSnippet, outdented } from './compose-snippet';

test('Redis with a password, as compose gets it', () => {
  const redis = BackingService.redis({ passwordKey: 'REDIS_PASSWORD', port: 6379, args: ['--maxmemory', '256mb'] });
  expect(composeSnippet({ redis })).toBe(outdented`
    services:
      redis:
        image: redis:8.10.2
        command:
          - sh
          - -c
          - exec docker-entrypoint.sh redis-server --requirepass "$$REDISCLI_AUTH" "$$@"
          - sh
          - --maxmemory
          - 256mb
        ports:
          - 127.0.0.1:6379:6379
        environment:
          REDISCLI_AUTH: <key REDIS_PASSWORD>
        volumes:
          - redis-data:/data
        healthcheck:
          test:
            - CMD-SHELL
            - redis-cli ping | grep -q PONG
          interval: 5s
          timeout: 20s
          retries: 5
          start_period: 60s
        restart: unless-stopped
    volumes:
      redis-data: {}
  `);
});

test('without a password the image starts it, with its arguments', () => {
  expect(composeService(BackingService.redis())).not.toHaveProperty('command');
  const { command } = composeService(BackingService.redis({ args: ['--maxmemory', '256mb'] }));
  expect(command).toEqual(['redis-server', '--maxmemory', '256mb']);
});
