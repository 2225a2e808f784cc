import { SecretKey, SecretSyncedApp } from '../../lib';
import { APP } from '../declarations';
import { errorsOf, synthesize } from '../synthesis';

const untyped = (value: unknown) => value as never;
const key = SecretKey.of('KEY');
const problemsOf = (...secretKeys: SecretKey[]) =>
  errorsOf((chart) => new SecretSyncedApp(chart, 'api', { ...APP, secretKeys }));

test('a pod gets the same as by the names alone', () => {
  const files = [{ path: '/etc/tls', secretKeys: { 'tls.key': SecretKey.of('TLS_KEY').text() } }];
  const names = [{ path: '/etc/tls', secretKeys: { 'tls.key': 'TLS_KEY' } }];
  const typed = { ...APP, secretKeys: { PORT: SecretKey.of('API_PORT').port(), TOKEN: 'TOKEN' }, secretFiles: files };
  const plain = { ...APP, secretKeys: { PORT: 'API_PORT', TOKEN: 'TOKEN' }, secretFiles: names };
  const of = (props: typeof typed | typeof plain) => synthesize((chart) => new SecretSyncedApp(chart, 'api', props));
  expect(of(typed)).toEqual(of(plain));
});

test('each method returns a key of its own', () => {
  const described = key.describedAs('the port');
  const port = described.port();
  expect(port.name).toBe('KEY');
  expect([key._kind, described._kind, port._kind]).toEqual([undefined, undefined, { kind: 'port' }]);
  expect([key._description, port._description]).toEqual([undefined, 'the port']);
});

describe('what is wrong with a key is told by the construct that gets it', () => {
  test.each<[string, SecretKey, string]>([
    [
      'a text for a number',
      key.integer({ min: untyped('1') }),
      'integer: min must be a whole number of at most 15 digits, found a text',
    ],
    ['half a number', key.integer({ max: 1.5 }), 'integer: max must be a whole number of at most 15 digits, found 1.5'],
    [
      'a number that is none',
      key.integer({ max: Number.NaN }),
      'integer: max must be a whole number of at most 15 digits, found NaN',
    ],
    [
      'a number that is too large',
      key.integer({ max: 1e15 }),
      'integer: max must be a whole number of at most 15 digits, found 1000000000000000',
    ],
    ['no number between', key.integer({ min: 5, max: 1 }), 'integer: min is 5, and max 1: no number is both'],
    ['an option that there is not', key.integer(untyped({ minimum: 1 })), 'integer: knows min and max only'],
    ['an option of nothing', key.text(untyped({ pattern: '(a+)+$' })), 'text: knows minLength only'],
    ['no options', key.text(untyped(8)), 'text: its options must be an object, found a number'],
    ['no length', key.text({ minLength: 0 }), 'text: minLength must be a whole number from 1 to 1000, found 0'],
    [
      'a scheme with its colon',
      key.url({ schemes: ['https://'] }),
      'url: schemes must be a list such as ["https"], each a scheme in small letters, without "://"',
    ],
    [
      'no schemes',
      key.url({ schemes: [] }),
      'url: schemes must be a list such as ["https"], each a scheme in small letters, without "://"',
    ],
    [
      'no values',
      key.oneOf([]),
      'oneOf: values must be a list of 1 to 100 different texts of 1 to 100 characters, which everybody may see',
    ],
    [
      'a value twice',
      key.oneOf(['a', 'a']),
      'oneOf: values must be a list of 1 to 100 different texts of 1 to 100 characters, which everybody may see',
    ],
    [
      'no list',
      key.oneOf(untyped('a')),
      'oneOf: values must be a list of 1 to 100 different texts of 1 to 100 characters, which everybody may see',
    ],
    [
      'a gap in the list',
      key.oneOf(untyped(new Array(2))),
      'oneOf: values must be a list of 1 to 100 different texts of 1 to 100 characters, which everybody may see',
    ],
    ['two kinds', key.integer().port(), 'port: it holds integer already: keep one of integer and port'],
    [
      'a description of two lines',
      key.describedAs('a\n# @type=b'),
      'describedAs: the description must be one line of 1 to 300 characters',
    ],
    [
      'a description that moves a terminal',
      key.describedAs('a\u001b[2J'),
      'describedAs: the description must be one line of 1 to 300 characters',
    ],
    ['no description', key.describedAs(untyped(5)), 'describedAs: the description must be text, found a number'],
  ])('%s', (_, wrong, message) => {
    expect(problemsOf(wrong)).toEqual([`[project/api] secretKeys[0]: ${message} (N5)`]);
  });

  test('a credential in the place of a text that everybody sees is not repeated', () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    expect(problemsOf(key.oneOf([token]), SecretKey.of('B').describedAs(`use ${token}`))).toEqual([
      '[project/api] secretKeys[0]: oneOf: values must be a list of 1 to 100 different texts of 1 to 100 characters, which everybody may see (N5)',
      '[project/api] secretKeys[1]: describedAs: the description looks like a credential: leave that out (N5)',
    ]);
    expect(problemsOf(SecretKey.of(token)).join()).not.toContain(token);
  });

  test('a name that is none is told as that of a plain key is', () => {
    expect(problemsOf(SecretKey.of(''), SecretKey.of(untyped(5)))).toEqual([
      '[project/api] secretKeys[0] is empty, and no name of a key (K7)',
      '[project/api] secretKeys[1] must be text, found a number (N5)',
    ]);
  });

  test('nothing follows from it', () => {
    expect(problemsOf(key.integer({ min: 5, max: 1 }))).toHaveLength(1);
  });
});
