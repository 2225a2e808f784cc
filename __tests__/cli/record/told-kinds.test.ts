import { recordIn } from '../../../cli/record/read-record';
import { SecretKey } from '../../../lib/infisical';
import { LocalRun, LocalStack } from '../../../lib/local';
import { chartWith } from '../../local/shop-on-a-laptop';
import { KINDS } from '../../model/key-kind/kinds-and-texts';
import { asTerminalText } from '../access/compose-text';

const AGAIN = ': run `npx cdk8s-infisical synth`, which writes it';
const read = (text: string) => recordIn(Buffer.from(text), 'compose.yaml');
const withKinds = (kinds: string) => `${asTerminalText()}  kinds: ${kinds}\n`;

test('what LocalStack and LocalRun write of kinds is read as it was declared', () => {
  const secretKeys = {
    RPS: SecretKey.of('A').integer({ min: -1, max: 5 }),
    DB: SecretKey.of('B').url({ schemes: ['postgres'] }),
    LEVEL: SecretKey.of('C').oneOf(['- yaml: [', '$HOME ${A-} $$', "it's", '1']),
    TEXT: SecretKey.of('D').text({ minLength: 8 }),
    JSON: SecretKey.of('E').json(),
    PLAIN: 'F',
  };
  const secretFiles = [{ path: '/etc/tls/', secretKeys: { 'tls.key': SecretKey.of('G').base64() } }];
  const chart = chartWith({ secretKeys, secretFiles, env: { DSN: '$(DB)' } });
  for (const text of [
    new LocalStack([chart]).files()['compose.yaml'],
    new LocalRun([chart]).files()['infisical.run.yaml'],
  ]) {
    const record = read(text);
    if ('message' in record) throw new Error(record.message);
    const [{ kinds }] = record.services;
    expect(Object.fromEntries(kinds?.variables ?? [])).toEqual({
      RPS: { kind: 'integer', min: -1, max: 5 },
      DB: { kind: 'url', schemes: ['postgres'] },
      LEVEL: { kind: 'oneOf', values: ['- yaml: [', '$HOME ${A-} $$', "it's", '1'] },
      TEXT: { kind: 'text', minLength: 8 },
      JSON: { kind: 'json' },
    });
    expect(Object.fromEntries(kinds?.files ?? [])).toEqual({ '/etc/tls/tls.key': { kind: 'base64' } });
  }
});

test('a record of an older release tells of no kind', () => {
  const record = read(asTerminalText());
  expect('services' in record && record.services.map(({ kinds }) => kinds)).toEqual([undefined, undefined, undefined]);
});

test.each(KINDS)('$name is read', ({ kind }) => {
  expect(read(withKinds(JSON.stringify({ app: { variables: { PORT: kind } } })))).toHaveProperty('services');
});

const IN_PORT = (kind: unknown) => JSON.stringify({ app: { variables: { PORT: kind } } });

describe('is refused', () => {
  test.each<[string, string, string]>([
    [
      'a kind of others',
      IN_PORT({ kind: 'pattern', pattern: '(a+)+$' }),
      'kinds.app.variables.PORT has a kind that is none of integer, port, boolean, url, oneOf, json, base64, text',
    ],
    [
      'a pattern beside a kind',
      IN_PORT({ kind: 'text', pattern: '(a+)+$' }),
      'kinds.app.variables.PORT text: knows minLength only',
    ],
    [
      'a kind of the prototype',
      IN_PORT({ kind: 'constructor' }),
      'kinds.app.variables.PORT has a kind that is none of',
    ],
    [
      'an option of the prototype',
      IN_PORT({ kind: 'port', toString: 1 }),
      'kinds.app.variables.PORT port: has no options',
    ],
    ['no kind', IN_PORT('port'), 'kinds.app.variables.PORT is no kind'],
    ['a list', IN_PORT(['port']), 'kinds.app.variables.PORT is no kind'],
    [
      'a length that makes a pattern grow',
      IN_PORT({ kind: 'text', minLength: 1e9 }),
      'minLength must be a whole number from 1 to 1000',
    ],
    [
      'a number without end',
      IN_PORT({ kind: 'integer', max: 1e300 }),
      'max must be a whole number of at most 15 digits',
    ],
    [
      'values without end',
      IN_PORT({ kind: 'oneOf', values: Array.from({ length: 101 }, (_, i) => `${i}`) }),
      'values must be a list of 1 to 100',
    ],
    [
      'a value that moves a terminal',
      IN_PORT({ kind: 'oneOf', values: ['\u001b[2J'] }),
      'values must be a list of 1 to 100',
    ],
    ['a scheme that is a pattern', IN_PORT({ kind: 'url', schemes: ['(a+)+'] }), 'schemes must be a list'],
    [
      'a service that there is not',
      JSON.stringify({ other: { variables: { PORT: { kind: 'port' } } } }),
      'kinds.other is no service',
    ],
    [
      'a variable that there is not',
      JSON.stringify({ app: { variables: { PROT: { kind: 'port' } } } }),
      'kinds.app.variables.PROT is nothing that the service has',
    ],
    [
      'a file that there is not',
      JSON.stringify({ app: { files: { '/a': { kind: 'port' } } } }),
      'is nothing that the service has',
    ],
    ['another field', JSON.stringify({ app: { values: {} } }), 'kinds.app has the field "values", which is unknown'],
  ])('%s', (_, kinds, message) => {
    const found = read(withKinds(kinds));
    expect(found).toMatchObject({ line: expect.any(Number), message: expect.stringContaining(message) });
    expect(found).toMatchObject({ message: expect.stringContaining(AGAIN) });
    expect(JSON.stringify(found)).not.toMatch(/\(a\+\)|\\u001b/);
  });
});
