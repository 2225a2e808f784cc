import type { KeyKind } from '../../../lib/model/key-kind/key-kind';

/** Texts of a kind, and texts that are near it and are not. */
interface KindWithTexts {
  readonly name: string;
  readonly kind: KeyKind;
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

const NOT_NUMBERS = [
  ...['', ' ', '1 ', ' 1', '1\n', '+1', '01', '-0', '-01', '1e3', '1.0', '1.', '.5', '0x10', '0b1', '1_000', '1,000'],
  ...['١', '１', '²', 'NaN', 'Infinity', '--1', '- 1', '−1', '1\u200b', '1000000000000000', '-1000000000000000'],
];

export const KINDS: readonly KindWithTexts[] = [
  {
    name: 'integer',
    kind: { kind: 'integer' },
    good: ['0', '7', '-7', '10', '999999999999999', '-999999999999999'],
    bad: NOT_NUMBERS,
  },
  {
    name: 'integer from 1 on',
    kind: { kind: 'integer', min: 1 },
    good: ['1', '9', '10', '999999999999999'],
    bad: ['0', '-1', ...NOT_NUMBERS],
  },
  {
    name: 'integer between',
    kind: { kind: 'integer', min: -17, max: 4711 },
    good: ['-17', '-10', '-9', '-1', '0', '1', '99', '1000', '3999', '4000', '4699', '4709', '4711'],
    bad: ['-18', '-20', '4712', '4720', '4800', '5000', '10000', ...NOT_NUMBERS],
  },
  {
    name: 'negative integer',
    kind: { kind: 'integer', min: -250, max: -25 },
    good: ['-25', '-99', '-100', '-250'],
    bad: ['-24', '-251', '25', '0', ...NOT_NUMBERS],
  },
  {
    name: 'port',
    kind: { kind: 'port' },
    good: ['1', '80', '9999', '10000', '59999', '65535'],
    bad: ['0', '65536', '65600', '70000', '100000', '-1', '080', ...NOT_NUMBERS],
  },
  {
    name: 'boolean',
    kind: { kind: 'boolean' },
    good: ['true', 'false'],
    bad: ['', 'True', 'TRUE', 'yes', 'no', 'on', '1', '0', 't', 'true ', 'true\n', '"true"', 'truefalse'],
  },
  {
    name: 'url',
    kind: { kind: 'url' },
    good: [
      ...['https://example.com', 'HTTPS://EXAMPLE.COM/', 'http://localhost:8080/a?b=c#d', 'http://[::1]:80/'],
      ...[
        'postgres://user:p%40ss@db:5432/shop?sslmode=require',
        'postgres://u:p"@s@db/shop',
        'redis://:password@cache:6379/0',
      ],
      ...['mongodb://u:p@h1:27017,h2:27018/db?replicaSet=a', 'mongodb+srv://u@cluster.example.net', 'amqp://a_b.c'],
      ...['https://hooks.example.com/T/B/x~y_z', 'http://h?q', 'http://h#f', 'http://[fe80::1%25eth0]/'],
      ...['oracle+cx_oracle://u:p@h:1521/s', 'sqlserver://h:1433;database=x', 'amqp://u:p@h/%2f'],
      'postgres://%2Fvar%2Frun%2Fpostgresql/shop',
    ],
    bad: [
      ...[
        '',
        'example.com',
        '//example.com',
        'https:/example.com',
        'https://',
        'https:///path',
        'postgres:///shop',
        'https://?q',
        'https://user@',
      ],
      ...[
        ' https://example.com',
        'https://example.com ',
        'https://example.com\n',
        'https://exa mple.com',
        'https://h/a b',
      ],
      ...[
        'https://h:',
        'https://h:port',
        'https://h:123456',
        'https://[::1',
        'https://::1/',
        'https://h1,',
        'https://bücher.example',
      ],
      ...[
        '1http://h',
        'mailto:a@example.com',
        'javascript:alert(1)',
        'https://h\\a',
        'https://h/\u0000',
        'https://h/ü',
      ],
    ],
  },
  {
    name: 'url of two schemes',
    kind: { kind: 'url', schemes: ['postgres', 'git+ssh'] },
    good: ['postgres://db', 'git+ssh://git@h/r', 'postgres:///shop', 'postgres://u@/shop?host=/run/postgresql'],
    bad: [
      ...['postgresql://db', 'POSTGRES://db', 'gittssh://h', 'git ssh://h', 'xpostgres://db', 'https://h'],
      ...['postgres://', 'postgres:///', 'postgres://u@', 'postgres:/db', 'postgres:///a b'],
    ],
  },
  {
    name: 'one of some texts',
    kind: { kind: 'oneOf', values: ['debug', 'info'] },
    good: ['debug', 'info'],
    bad: ['', 'Debug', 'debug ', 'inf', 'debuginfo', 'debug|info', 'trace'],
  },
  {
    name: 'one of odd texts',
    kind: {
      kind: 'oneOf',
      values: [
        'a "b"',
        "it's",
        'c\\d',
        'x/y',
        '`${1}`',
        '*',
        '.',
        '^$',
        '[a]',
        'é',
        '#',
        'a,b',
        '1',
        '</script>',
        '*/',
      ],
    },
    good: ['a "b"', "it's", 'c\\d', 'x/y', '`${1}`', '*', '.', '^$', '[a]', 'é', '#', 'a,b', '1', '</script>', '*/'],
    bad: ['', 'a', 'b', 'x', 'cd', 'c\\\\d', '"', ')', '1 ', 'a"b"', '\\'],
  },
  {
    name: 'json',
    kind: { kind: 'json' },
    good: ['{}', '[]', '1', '"a"', 'null', ' {"a": [1, true]} ', '{"a": 1, "a": 2}', '{\n  "a": "\\u0000"\n}\n'],
    bad: ['', ' ', '{', "{'a': 1}", '{"a": 1,}', 'undefined', '{"a": NaN}', '01', '// no\n{}', '{"a": 1} x'],
  },
  {
    name: 'base64',
    kind: { kind: 'base64' },
    good: ['aGk=', 'aGkh', 'aA==', '+/+/', 'QUJDREVGR0g='],
    bad: ['', 'aGk', 'a', 'aGk==', '====', 'aG k', 'aGk=\n', '\naGk=', 'a_-=', 'aGk=aGk=', 'aGkü'],
  },
  {
    name: 'text',
    kind: { kind: 'text' },
    good: ['a', ' ', '\n', 'ü', '😀', '\u0000'],
    bad: [''],
  },
  {
    name: 'text of eight characters',
    kind: { kind: 'text', minLength: 8 },
    good: ['12345678', 'äöüäöüäö', '1234\n678', '123456789'],
    bad: ['', '1234567', 'äöüäöüä'],
  },
  {
    name: 'url of the web, of a file or of JDBC',
    kind: { kind: 'url', schemes: ['https', 'sqlite', 'jdbc:postgresql'] },
    good: ['https://h', 'sqlite:///shop.db', 'sqlite:////data/shop.db', 'jdbc:postgresql://h:5432/shop?user=a'],
    bad: ['https:///path', 'https://u@/path', 'jdbc://h', 'postgresql://h', 'jdbc:https://h', 'sqlite:shop.db'],
  },
];
