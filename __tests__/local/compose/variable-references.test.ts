import { BackingService, LocalService, type LocalServiceProps, LocalStack } from '../../../lib';
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

describe('a variable in env', () => {
  const environment = (env: { [variable: string]: string }) => {
    const { SIZE: _, REDIS_PASSWORD: __, ...others } = started({ env: { SIZE: '5$', ...env } }).environment;
    return others;
  };

  test('of a service has the value of the key, as in the command and in a pod', () => {
    expect(environment({ URL: 'redis://:$(REDIS_PASSWORD)@cache/$(SIZE)' })).toEqual({
      URL: 'redis://:${_ROOT__REDIS_PASSWORD-}@cache/5$$',
    });
  });

  test('of an application too', () => {
    const local = { env: { URL: 'http://$(API_KEY)@api', B: '$(A)', A: '$(URL)/a' } };
    expect(apiOf({ local }).environment).toMatchObject({
      URL: 'http://${_ROOT__API_KEY-}@api',
      A: 'http://${_ROOT__API_KEY-}@api/a',
      B: 'http://${_ROOT__API_KEY-}@api/a',
    });
  });

  test('is known to others in whatever order a map has them', () => {
    const key = '${_ROOT__REDIS_PASSWORD-}';
    const expected = { A: `${key}/b/a`, B: `${key}/b`, C: `${key}` };
    const env = { A: '$(B)/a', B: '$(C)/b', C: '$(REDIS_PASSWORD)' };
    expect(environment(env)).toEqual(expected);
    expect(environment(Object.fromEntries(Object.entries(env).reverse()))).toEqual(expected);
  });

  test('is a variable of the command', () => {
    const props = { env: { LOGIN: 'u:$(REDIS_PASSWORD)' }, command: ['run', '--as=$(LOGIN)'] };
    expect(started(props).command).toEqual(['run', '--as=u:${_ROOT__REDIS_PASSWORD-}']);
  });

  test.each([
    ['$(OTHER) $HOME $(date)', '$$(OTHER) $$HOME $$(date)'],
    ['$$(REDIS_PASSWORD) $$', '$$(REDIS_PASSWORD) $$'],
    ['$(A)', '$$(A)'],
  ])('stays text where there is none, it is itself, or the dollar is doubled: %s', (text, expected) => {
    expect(environment({ A: text })).toEqual({ A: expected });
  });

  test('stays text where two refer to each other', () => {
    expect(environment({ A: 'a$(B)', B: 'b$(A)' })).toEqual({ A: 'ab$$(A)', B: 'b$$(A)' });
  });

  test('is none in an option of a ready-made service, and one in its env', () => {
    const options = { passwordKey: 'PW', user: 'a$$b', database: '$(POSTGRES_USER)' };
    const postgres = BackingService.postgres({ ...options, env: { DSN: '$(POSTGRES_USER):$(POSTGRES_PASSWORD)' } });
    expect(composeOf(chartWith(), { services: { postgres } }).services.postgres.environment).toMatchObject({
      POSTGRES_USER: 'a$$$$b',
      POSTGRES_DB: '$$(POSTGRES_USER)',
      DSN: 'a$$$$b:${_ROOT__PW-}',
    });
  });

  test('does not make a variable that is composed one that a key has been given as well', () => {
    const secretKeys = { PW: 'REDIS_PASSWORD' };
    expect(errors({ secretKeys, env: { URL: 'x$(PW)', PW: 'x' } })).toEqual([
      expect.stringMatching(/^\[local stack\] the variable "PW" of the service "cache" is that of a key.*\(C4\)$/),
    ]);
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

  test('is one in env too, of a service as of an application', () => {
    const why = 'has "${REDIS_PASSWORD}", which nothing gives a value there: write "$(REDIS_PASSWORD)"';
    const env = { A_URL: 'x:$(REDIS_PASSWORD)', URL: '${REDIS_PASSWORD}@cache', ITS_OWN: '$${REDIS_PASSWORD}' };
    expect(errors({ env, command: ['sh', '-c', 'run'] })).toEqual([
      expect.stringContaining(`[local stack] the variable "URL" of the service "cache" ${why}`),
    ]);
    const local = { env: { URL: 'http://${API_KEY}' } };
    expect(errorsOf(new LocalStack([chartWith({ local })]))).toEqual([
      expect.stringContaining('[shop/api] the variable "URL" of the service "api" has "${API_KEY}"'),
    ]);
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
