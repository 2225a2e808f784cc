import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { quotedText } from '../../lib/yaml/read-alike';
import { yamlDocument } from '../../lib/yaml/yaml-writer';

/** Why, and the texts. */
const QUOTED: [why: string, texts: string[]][] = [
  ['numbers of Go, which looks behind underscores', ['-_6', '-_1.50', '+_0', '-_.1', '-__5', '7e0_']],
  ['numbers of Go with prefixes', ['0o17', '-0o17', '0o_1', '0o-1', '0b-1', '0b_1', '0x_1F', '0X1F']],
  ['numbers of other readers', ['-_', '+__', '0o_', '0x_', '+-1', '.iNf', '-.INf', '.nAN']],
  ['keys of YAML 1.1', ['<<', '=']],
  ['dates of YAML 1.1 and of Go', ['2001-01-01T01:01:01.', '2001-1-1 1:1:1,5']],
  [
    'line breaks of YAML 1.1',
    ['a\u0085b', 'a\u2028b', 'x\u2029hostNetwork', 'abc\u2028', 'a: \u2028 b', 'a: \u2028---\u2028b'],
  ],
  ['what YAML wants escaped', ['a\x7fb', '\x80', '\x9f', '\ufffe', 'a\uffff', '\ufeffa']],
  ['tabs, which PyYAML knows in quotes only', ['a\tb', 'a \tb']],
  ['blanks on which an indentation would hang', [' \n', '\n \n', '\t\na', '\ta\nb']],
  ['blocks without a line on which an indentation could be seen', ['\n', '\n\n', '\n\n\n']],
  ['words of YAML 1.1 in whatever case', ['nO', 'oFF', 'yEs', 'tRUE', 'fAlse', 'nULL']],
];

test.each(QUOTED)('are quoted on one line, as keys too: %s', (_, texts) => {
  for (const text of texts) {
    const [written] = [quotedText(text)];
    expect(written).toMatch(/^"[ -~]*"$/);
    expect(JSON.parse(written)).toBe(text);
    expect(yamlDocument({ a: text, b: [text], c: { d: { [text]: text } } })).toContain(
      `a: ${written}\nb:\n  - ${written}\n`,
    );
    const key = yamlDocument({ a: { [text]: 1 } });
    expect([`a:\n  ${written}: 1\n`, Yaml.stringify({ a: { [text]: 1 } })]).toContain(key);
    expect(key).toMatch(/^a:\n {2}"/);
  }
});

test.each([
  ['addresses and versions', ['10.0.0.0/8', '1.27.3', '8080:80', '0.0.0.0:80', '127.0.0.1']],
  ['quantities', ['100m', '128Mi', '1.5Gi', '5s', '1h30m']],
  [
    'words that begin like a number',
    ['0xyz', '0o8', '0b2', '1e5 apples', '_6', '-a', '+a', '.a', '1-2', '--1', '0.1.2', '+', '__', '0x', '.info'],
  ],
  ['very long ones', [`${'1'.repeat(200_000)}x`, `1.${'0'.repeat(200_000)}x`, `${'1:'.repeat(100_000)}x`]],
  ['times that are none', ['2024-05-01 10:00', '2024-05-01 was a day', '90:90']],
])('stay as cdk8s writes them: %s', (_, texts) => {
  for (const text of texts) {
    expect(yamlDocument({ a: text, b: [text] })).toBe(`a: ${text}\nb:\n  - ${text}\n`);
    const key = yamlDocument({ [text]: 0 });
    expect([`${text}: 0\n`, `? ${text}\n: 0\n`]).toContain(key);
  }
});

test('so do all manifests and compose files of this project', () => {
  const files = ['__tests__/fixtures', 'dist', 'docs'].flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map((name) => join(folder, String(name)))
      .filter((name) => /\.ya?ml$/.test(name) && !name.includes('broken')),
  );
  expect(files.length).toBeGreaterThan(80);
  for (const file of files) {
    for (const document of parseAllDocuments(readFileSync(file, 'utf8'), { merge: true }).map((one) => one.toJS())) {
      expect([file, yamlDocument(document)]).toEqual([file, Yaml.stringify(document)]);
    }
  }
});

test('blocks of several lines stay blocks', () => {
  for (const text of ['a:\n\tb\n', 'a\n \nb\n', ' a\nb', '\n\na\n', 'a\n\n']) {
    expect(yamlDocument({ a: text })).toBe(Yaml.stringify({ a: text }));
    expect(yamlDocument({ a: text })).toMatch(/^a: \|/);
  }
});

test('an exponent is one to YAML 1.1 too', () => {
  expect(yamlDocument({ a: [1e21, -1e-7, 1.5e-7, 1e20, -0, 0.1] })).toBe(
    'a:\n  - 1.0e+21\n  - -1.0e-7\n  - 1.5e-7\n  - 100000000000000000000\n  - -0\n  - 0.1\n',
  );
});

test('a key that no reader would look through for its colon stands on a line of its own', () => {
  const key = `\u2028${'a'.repeat(1_020)}`;
  expect(yamlDocument({ [key]: { b: '-_6' } })).toBe(`? ${quotedText(key)}\n: b: "-_6"\n`);
});

/** A value with others in it, none of which is plain JSON. */
class Settings {
  public readonly mode = '-_6';
  public readonly '0o7' = ['0x1F'];
}

test.each<[string, unknown, string]>([
  ['an instance of a class', new Settings(), '\n  mode: "-_6"\n  "0o7":\n    - "0x1F"\n'],
  ['a map', new Map([['0o7', '-_6']]), ' !!omap\n  - "0o7": "-_6"\n'],
  ['a set', new Set(['-_6', 'a']), ' !!set\n  ? "-_6"\n  ? a\n'],
  ['what renders itself', { toJSON: () => ({ a: '-_6' }) }, '\n  a: "-_6"\n'],
  ['a text as an object', new String('-_6'), ' "-_6"\n'],
  ['a list with gaps', Object.assign([], { 1: '-_6' }), '\n  - null\n  - "-_6"\n'],
  ['items that come once', new Settings()['0o7'].values(), '\n  - "0x1F"\n'],
])('are quoted in %s too', (_, value, text) => {
  expect(yamlDocument({ a: value })).toBe(`a:${text}`);
});

test.each<[string, unknown, string]>([
  ['a map', new Map([['b', '\ud800']]), 'a.b has half'],
  ['a set', new Set(['\ud800']), 'a[0] has half'],
  ['what renders itself', { toJSON: () => '\ud800' }, 'a has half'],
  ['a number as an object', new Number(Number.NaN), 'a is NaN'],
  ['a key that is no text', new Map([[{ b: '\ud800' }, 1]]), 'something that no file can hold'],
])('what no file can hold is found in %s', (_, value, message) => {
  expect(() => yamlDocument({ a: value })).toThrow(message);
});

test('what stands twice in a document is still written once', () => {
  const shared = { '0o7': ['-_6'] };
  expect(yamlDocument({ a: shared, b: shared, c: 'standIn0_' })).toBe(
    'a: &a1\n  "0o7":\n    - "-_6"\nb: *a1\nc: standIn0_\n',
  );
});
