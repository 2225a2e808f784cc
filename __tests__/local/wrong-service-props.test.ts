import { BackingService, LocalService, LocalStack } from '../../lib';
import { chartWith, errorsOf } from './shop-on-a-laptop';

test('a service with a wrong prop is still one that others depend on', () => {
  const services = {
    postgres: BackingService.postgres({ passwordKey: 'PW', prot: 5432 } as never),
    cache: LocalService.of({ image: 'redis:8', ports: 6379 } as never),
    web: LocalService.of({ image: 'web:1', dependsOn: ['postgres', 'cache'] }),
  };
  expect(errorsOf(new LocalStack([chartWith()], { services }))).toEqual([
    expect.stringMatching(/services\["postgres"\].*prot.*N5/),
    expect.stringMatching(/services\["cache"\]\.ports must be a list, found the number 6379 \(N5\)/),
  ]);
});
