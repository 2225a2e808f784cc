import { BackingService, InfisicalProject, LocalRun, LocalService, LocalStack } from '../../lib';
import { printedLines } from '../synthesis';
import { chartWith, errorsOf } from './shop-on-a-laptop';
import { CHECKED, declareApi, folder } from './stack-of-a-project';

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

describe('an application with a wrong prop in local still has a service, and the prop is told:', () => {
  const wrong = { local: { ports: 8080, containers: { proxy: { image: 1 } } } as never };
  const said = [
    '[shop/api] local.ports must be a list, found the number 8080 (N5)',
    '[shop/api] local.containers["proxy"].image must be text, found the number 1, write "1" (N5)',
  ];

  test('by the files of the stack', () => {
    expect(errorsOf(new LocalStack([chartWith(wrong)]))).toEqual(said);
    expect(printedLines()).toEqual([]);
  });

  test('also where local is no object at all', () => {
    expect(errorsOf(new LocalStack([chartWith({ local: true as never })]))).toEqual([
      '[shop/api] local must be an object, found the boolean true (N5)',
    ]);
  });

  test('by its synth(), and by that of what runs without a container, which write nothing', () => {
    expect(() => new LocalStack([chartWith(wrong)], { folder }).synth()).toThrow(said[0]);
    expect(() => new LocalRun([chartWith(wrong)], { folder }).synth()).toThrow(said[0]);
  });

  test('once, where the project tells it', () => {
    const shop = new InfisicalProject(CHECKED);
    const dev = shop.addEnvironment('dev', { deployed: false });
    declareApi(dev, wrong);
    new LocalStack([dev], { folder });
    expect(shop.problems()).toEqual(said.map((line) => `dev: ${line}`));
  });
});
