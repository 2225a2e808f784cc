import { gapAt } from '../../cli/migrate-compose/words-writer';
import { BackingService, LocalService, type LocalServiceProps, LocalStack } from '../../lib';
import { chartWith, errorsOf } from './shop-on-a-laptop';

const GAP = gapAt({ file: 'compose.yaml', line: 12, column: 3 });

test.each<[string, LocalServiceProps]>([
  ['command', { command: ['redis-server', GAP] }],
  ['env', { env: { URL: `http://${GAP}` } }],
  ['ports', { ports: [GAP] }],
  ['image', { image: GAP }],
  ['healthCheck', { healthCheck: { test: ['CMD-SHELL', GAP] } }],
  ['compose', { compose: { logging: { driver: 'x', options: { y: GAP } } } }],
])('what migrate-compose did not repeat is an error in %s, once', (prop, props) => {
  const services = { web: LocalService.of({ image: 'web:1', ...props }) };
  expect(errorsOf(new LocalStack([chartWith()], { services }))).toEqual([
    `[local stack] ${prop} of the service "web" still has "<line 12 of the compose file>": write what stands there, and a secret key for a credential (L10)`,
  ]);
});

test('it is one of an application and of a ready-made service too', () => {
  const services = { db: BackingService.redis({ args: [GAP] }) };
  expect(errorsOf(new LocalStack([chartWith({ local: { user: GAP } })], { services }))).toEqual([
    expect.stringContaining('user of the service "api" still has'),
    expect.stringContaining('command of the service "db" still has'),
  ]);
});
