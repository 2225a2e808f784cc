import { outlineOf } from '../../lib/text/outline';

const plain = (value: object) => JSON.parse(JSON.stringify(value));

describe('the outline of YAML in a text', () => {
  test('has its maps, lists and one-line texts', () => {
    const text = [
      '# values of a chart',
      'auth:',
      '  existingSecret: api  # not this',
      '  keys:',
      '    password: "a: b"',
      'list:',
      '- name: x',
      '  secretRef: {name: api, key: T}',
      '- secretRef:',
      "    name: 'api'",
      'deep:',
      '  envFrom:',
      '    - secretRef:',
      '        name: api',
      '  tail: [a, "b"]',
      '"quoted key": v',
      'last: 1',
    ].join('\n');
    expect(plain(outlineOf(text))).toEqual({
      auth: { existingSecret: 'api', keys: { password: 'a: b' } },
      list: [{ name: 'x', secretRef: { name: 'api', key: 'T' } }, { secretRef: { name: 'api' } }],
      deep: { envFrom: [{ secretRef: { name: 'api' } }], tail: ['a', 'b'] },
      'quoted key': 'v',
      last: '1',
    });
  });

  test('may be a list', () => {
    expect(plain(outlineOf('- url: https://git.example.com\n  secret:\n    name: api\n- b\n'))).toEqual([
      { url: 'https://git.example.com', secret: { name: 'api' } },
      'b',
    ]);
  });

  test.each(['', '\n', 'no yaml at all', '- - - -', ':::', '{', 'a:\n b:\n  - c:\nd', '__proto__:\n  polluted: yes'])(
    'of %j is one, too',
    (text) => {
      expect(() => outlineOf(text)).not.toThrow();
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
  );
});
