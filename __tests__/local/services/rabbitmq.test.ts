import { BackingService } from '../../../lib';
import { composeSnippet, outdented } from './compose-snippet';

test('RabbitMQ, as compose gets it', () => {
  const queue = BackingService.rabbitMq({
    ...{ userKey: 'MQ_USER', passwordKey: 'MQ_PASSWORD', virtualHost: 'orders' },
    ...{ port: 5672, managementPort: 15672 },
  });
  expect(composeSnippet({ queue })).toBe(outdented`
    services:
      queue:
        image: rabbitmq:4.3.6-management
        hostname: rabbitmq
        ports:
          - 127.0.0.1:5672:5672
          - 127.0.0.1:15672:15672
        environment:
          RABBITMQ_DEFAULT_PASS: <key MQ_PASSWORD>
          RABBITMQ_DEFAULT_USER: <key MQ_USER>
          RABBITMQ_DEFAULT_VHOST: orders
        volumes:
          - queue-data:/var/lib/rabbitmq
        healthcheck:
          test:
            - CMD
            - rabbitmq-diagnostics
            - -q
            - check_port_listener
            - "5672"
          interval: 10s
          timeout: 20s
          retries: 5
          start_period: 60s
        restart: unless-stopped
    volumes:
      queue-data: {}
  `);
});
