import { modelOf } from '../../lib/model/app-model';
import { deliveriesOf } from '../../lib/model/delivery/deliveries';
import { wantedKey } from '../../lib/model/delivery/wanted-key';
import { told, withStore } from './external-secrets-of-yaml';

test.each<[string, string, Readonly<Record<string, string | undefined>>]>([
  ['no rewrite', '{}', { A_B: 'A_B', 'a/b c': 'a_b_c', 'é.x-1': 'é.x-1' }],
  ['no rewrite, in Unicode', '{ find: { conversionStrategy: Unicode } }', { 'a/b': 'a_U002f_b' }],
  [
    'a prefix',
    '{ rewrite: [{ regexp: { source: "^DB_", target: "" } }] }',
    { DB_USER: 'USER', USER: 'USER', DB_: undefined },
  ],
  [
    'groups',
    '{ rewrite: [{ regexp: { source: "^(?P<a>[a-z]+)-(.*)$", target: "${2}_$a$1x" } }] }',
    { 'ab-cd': 'cd_ab', X: 'X' },
  ],
  [
    'a character that no key has',
    '{ rewrite: [{ regexp: { source: "_", target: "/" } }] }',
    { A_B: undefined, A: 'A' },
  ],
  [
    'one after the other',
    '{ rewrite: [{ transform: { template: "x_{{ .value | lower }}" } }, { regexp: { source: "X", target: "" } }] }',
    { AXB: 'x_axb' },
  ],
  ['matches of nothing', '{ rewrite: [{ regexp: { source: "x*", target: "-" } }] }', { axb: '-a-b-', x: '-' }],
  ['the whole name', '{ rewrite: [{ regexp: { source: "(.*)", target: "app_$1" } }] }', { A: 'app_A' }],
  [
    'functions',
    `{ rewrite: [{ transform: { template: '{{ .value | replace "/" "_" | trimPrefix "app_" | printf "%s_x" }}' } }] }`,
    { 'app/A': 'A_x', 'b/C': 'b_C_x' },
  ],
  [
    'another function',
    `{ rewrite: [{ transform: { template: '{{ regexReplaceAll "^A(.)" .value "$1" }}' } }] }`,
    { AB: 'B' },
  ],
])('%s gives names', (_, entry, names) => {
  const resources = withStore(
    `dataFrom: [${entry.replace('{}', '{ find: {} }').replace('{ rewrite', '{ find: {}, rewrite')}]`,
  );
  const [delivery] = deliveriesOf(modelOf(resources));
  const nameOf = delivery?.written[0]?.further?.[0]?.naming?.nameOf;
  expect(Object.fromEntries(Object.keys(names).map((name) => [name, nameOf?.(name)]))).toEqual(names);
});

test.each([
  ['Go refuses', '(unclosed'],
  ['only Go reads so', '[[:^alpha:]]+'],
  ['both read, and would take long', '(a|b)+'],
  ['is filled in later', '^\\${PREFIX}_'],
])('of a rewrite by a regular expression that %s, nobody knows the names', (_, source) => {
  const rewrite = [{ regexp: { source, target: '' } }];
  for (const asked of ['find: {}', 'extract: { key: A }']) {
    const resources = withStore(`dataFrom: [{ ${asked}, rewrite: ${JSON.stringify(rewrite)} }]`);
    const unknown = deliveriesOf(modelOf(resources)).flatMap((one) => one.unknown);
    expect(unknown.map(({ at, message }) => `${at.join('.')}: ${message}`)).toEqual([
      `spec.dataFrom.0.rewrite.0.regexp.source: the regular expression "${source}" is not tried here`,
    ]);
  }
});

test.each([
  ['regexp', '{ source: ^A, targt: B }', 'targt', 'target'],
  ['transform', '{ tempalte: "{{ .value }}" }', 'tempalte', 'template'],
  ['merge', '{ stratgy: JSON }', 'stratgy', 'strategy'],
])('a misspelt field of the %s of a rewrite is unread', (part, written, name, meant) => {
  const resources = withStore(`dataFrom: [{ find: {}, rewrite: [{ ${part}: ${written} }] }]`);
  expect(told(resources).unknown).toContain(
    `spec.dataFrom.0.rewrite.0.${part}.${name}: "${name}" is no field of ${part}: did you mean "${meant}"?`,
  );
});

test('a target of a rewrite that is filled in later is unread, and one with groups is not', () => {
  const unknownOf = (target: string) => {
    const rewrite = JSON.stringify([{ regexp: { source: '^(?P<app>[a-z]+)_(.*)$', target } }]);
    return deliveriesOf(modelOf(withStore(`dataFrom: [{ find: {}, rewrite: ${rewrite} }]`))).flatMap((one) =>
      one.unknown.map(({ message }) => message),
    );
  };
  expect(unknownOf('${PREFIX}_$2')).toEqual(['the target "${PREFIX}_$2" is filled in later']);
  expect(unknownOf('${app}-${2}')).toEqual([]);
});

test.each([
  ['the template "{{ .value | title }}" is not computed here', '{ transform: { template: "{{ .value | title }}" } }'],
  [
    'the template "{{ if .value }}A{{ end }}" is not computed here',
    '{ transform: { template: "{{ if .value }}A{{ end }}" } }',
  ],
  [
    'the template "{{ regexReplaceAll `(a|b)+` .value `` }}" is not computed here',
    '{ transform: { template: "{{ regexReplaceAll `(a|b)+` .value `` }}" } }',
  ],
  ['the template "${PREFIX}{{ .value }}" is not computed here', '{ transform: { template: "${PREFIX}{{ .value }}" } }'],
  ['the merge gives names that stand in the values of the keys', '{ merge: {} }'],
])('%s, so that nobody knows the names of what is found', (message, operation) => {
  const [further] =
    deliveriesOf(modelOf(withStore(`dataFrom: [{ find: {}, rewrite: [${operation}] }]`)))[0]?.written[0]?.further ?? [];
  expect(further).toMatchObject({ untold: { message } });
  expect(further).not.toHaveProperty('naming');
});

test('no rewrite takes long or grows without end', () => {
  const doubling = Array.from({ length: 40 }, () => ({ regexp: { source: '^A', target: '' } }));
  const growing = Array.from({ length: 40 }, () => '| replace "N" "NNNNNNNNNN"').join(' ');
  for (const rewrite of [doubling, [{ transform: { template: `{{ .value ${growing} }}` } }]]) {
    const resources = withStore(`dataFrom: [{ find: {}, rewrite: ${JSON.stringify(rewrite)} }]`);
    const [further] = deliveriesOf(modelOf(resources))[0]?.written[0]?.further ?? [];
    expect(further && wantedKey('B', [further]).own?.key).toBeUndefined();
  }
});

describe('the key that gets a name by a rewrite', () => {
  const needsOf = (dataFrom: string, name: string) => {
    const [delivery] = deliveriesOf(modelOf(withStore(`dataFrom: [${dataFrom}]`)));
    const { own } = wantedKey(name, delivery?.written[0]?.further ?? []);
    return own?.key ?? own?.wording;
  };

  test.each([
    [
      'of a prefix, where only such keys are found',
      '{ find: { name: { regexp: ^DB_ } }, rewrite: [{ regexp: { source: ^DB_ } }] }',
      'DB_USER',
    ],
    ['of an ending', '{ find: { name: { regexp: _X$ } }, rewrite: [{ regexp: { source: _X$ } }] }', 'USER_X'],
    [
      'of a text around each name',
      '{ find: {}, rewrite: [{ regexp: { source: (.*), target: U$1 } }, { transform: { template: "{{ .value }}R" } }] }',
      'SE',
    ],
    ['of nothing that is rewritten', '{ find: {}, rewrite: [{}] }', 'USER'],
  ])('is known %s', (_, dataFrom, key) => {
    expect(needsOf(dataFrom, 'USER')).toBe(key);
  });

  test.each([
    ['with that prefix or without', '{ find: {}, rewrite: [{ regexp: { source: ^DB_ } }] }'],
    ['of whichever case', '{ find: {}, rewrite: [{ transform: { template: "{{ .value | upper }}" } }] }'],
    ['that is none which is found', '{ find: { name: { regexp: ^X } }, rewrite: [{ regexp: { source: ^DB_ } }] }'],
  ])('may be one %s', (_, dataFrom) => {
    expect(needsOf(dataFrom, 'USER')).toBe('a key that becomes "USER"');
  });
});
