import { LocalService, type LocalServiceProps, LocalStack } from '../../../lib';
import { apiOf, chartWith, composeOf, errorsOf } from '../shop-on-a-laptop';

const REDIS: LocalServiceProps = { image: 'redis:8', secretKeys: ['REDIS_PASSWORD'], env: { SIZE: '5$' } };
const started = (props: LocalServiceProps) =>
  composeOf(chartWith(), { services: { cache: LocalService.of({ ...REDIS, ...props }) } }).services.cache;
const errors = (props: LocalServiceProps) =>
  errorsOf(new LocalStack([chartWith()], { services: { cache: LocalService.of({ ...REDIS, ...props }) } }));

describe('a variable in the command of a service', () => {
  test('has the value of the key, or of env, as in a pod', () => {
    const command = ['redis-server', '--requirepass', '$(REDIS_PASSWORD)', '--size=$(SIZE)'];
    expect(started({ command }).command).toEqual([
      ...['redis-server', '--requirepass', '${_ROOT__REDIS_PASSWORD-}', '--size=5$$'],
    ]);
    expect(started({ entrypoint: ['run', 'a$(REDIS_PASSWORD)'] }).entrypoint).toEqual([
      'run',
      'a${_ROOT__REDIS_PASSWORD-}',
    ]);
  });

  test('is that of the application in its own command on a laptop', () => {
    const { command } = apiOf({ local: { command: ['serve', '--key', '$(API_KEY)', '$(date)'] } });
    expect(command).toEqual(['serve', '--key', '${_ROOT__API_KEY-}', '$$(date)']);
  });

  test('stays text where there is none, or the dollar is doubled', () => {
    const command = ['$(OTHER)', '$$(REDIS_PASSWORD)', '$HOME'];
    expect(started({ command }).command).toEqual(['$$(OTHER)', '$$(REDIS_PASSWORD)', '$$HOME']);
  });
});

describe('a secret key in braces', () => {
  test('is an error that says what to write', () => {
    const why = 'which nothing gives a value there: write "$(REDIS_PASSWORD)", or "$${REDIS_PASSWORD}"';
    expect(errors({ command: ['redis-server', '--requirepass', '${REDIS_PASSWORD}'] })).toEqual([
      `[local stack] command of the service "cache" has "\${REDIS_PASSWORD}", ${why} where the program reads it itself (L9)`,
    ]);
  });

  test('is told of by the variable that has it', () => {
    const props = { secretKeys: { AUTH: 'REDIS_PASSWORD' }, entrypoint: ['run', '${REDIS_PASSWORD}'] };
    expect(errors(props)).toEqual([
      expect.stringContaining('entrypoint of the service "cache" has "${REDIS_PASSWORD}"'),
    ]);
    expect(errors(props)).toEqual([expect.stringContaining('write "$(AUTH)"')]);
  });

  test.each([
    [['sh', '-c', 'echo ${REDIS_PASSWORD}']],
    [['/bin/bash', '-euc', 'echo ${REDIS_PASSWORD}']],
    [['redis-server', '$${REDIS_PASSWORD}']],
    [['redis-server', '${HOME}', '${SIZE}']],
  ])('is right where a shell or the program reads it: %j', (command) => {
    expect(started({ command }).command).toHaveLength(command.length);
  });
});
