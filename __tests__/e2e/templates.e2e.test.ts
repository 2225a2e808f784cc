import fc from 'fast-check';
import { TemplateValue } from '../../lib';
import { ODD_KEYS, ODD_VALUES } from './odd-values';
import { type Case, FORMS, readByNode, readByPython, type UrlParts, type Written, written } from './operator-renders';

const { concat, key, raw, text } = TemplateValue;

/** Every function, over a value that a secret has and a value that stands in the program. */
function everyFunction(value: string): Case & { readonly expected: Case['secrets'] } {
  const [own, dashed, literal] = [key('VALUE'), key('odd-key.name'), text(value)];
  return {
    secrets: { VALUE: value, 'odd-key.name': value, _: value, OTHER: value },
    values: {
      KEY: own,
      DASHED_KEY: concat(text('{'), dashed, text('}')),
      KEYS: concat(key('_'), own, dashed),
      TEXT: literal,
      TEXTS: concat(literal, text('{'), literal, own, literal),
      NOTHING: concat(),
      OTHER: text('instead'),
      ENCODED: own.urlEncoded(),
      ENCODED_TEXT: literal.urlEncoded(),
      ENCODED_TWICE: concat(own.urlEncoded(), literal).urlEncoded(),
      URL: urlOf(own, dashed, 'postgres'),
      TEXT_URL: urlOf(literal, concat(literal), 'https'),
    },
    expected: {
      KEY: value,
      DASHED_KEY: `{${value}}`,
      KEYS: `${value}${value}${value}`,
      TEXT: value,
      TEXTS: `${value}{${value}${value}${value}`,
      NOTHING: '',
      OTHER: 'instead',
      ENCODED: percentEncoded(value),
      ENCODED_TEXT: percentEncoded(value),
      ENCODED_TWICE: `${percentEncoded(percentEncoded(value))}${percentEncoded(value)}`,
    },
  };
}

function urlOf(one: TemplateValue, other: TemplateValue, scheme: string): TemplateValue {
  const [first, second] = [one.urlEncoded(), other.urlEncoded()];
  const [at, parameter] = [text('@db.example.com:5432/'), text('/x?q=')];
  return concat(text(`${scheme}://`), first, text(':'), second, at, second, parameter, first);
}

/** RFC 3986: all but the unreserved characters. */
function percentEncoded(value: string): string {
  return encodeURIComponent(value).replaceAll(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

function expectAsMeant(result: Written, { secrets, expected }: ReturnType<typeof everyFunction>, fetchesAll: boolean) {
  const { URL: _url, TEXT_URL: _textUrl, ...values } = result.values ?? {};
  expect({ ...result, values, urls: undefined }).toEqual({ values: { ...(fetchesAll && secrets), ...expected } });
}

function expectReadBack(values: readonly string[], results: readonly Written[], name: string) {
  const urls = results.map((result) => result.values?.[name] ?? '');
  const byPython = readByPython(urls);
  for (const [i, value] of values.entries()) {
    const parts: UrlParts = { user: value, password: value, segments: [value, 'x'], query: value };
    // To Node, as to browsers, a dot is no segment of a path, however it is written.
    const byNode = ['.', '..'].includes(value) ? { ...parts, segments: expect.anything() } : parts;
    const found = { node: readByNode(urls[i]), go: results[i].urls?.[name], python: byPython[i] };
    expect(found).toEqual({ node: byNode, go: parts, python: parts });
  }
}

describe.each(FORMS)('in %s', (form) => {
  const fetchesAll = form !== 'a map of v1beta1';
  const cases = ODD_VALUES.map(({ value }) => everyFunction(value));
  let results: Written[];
  beforeAll(() => {
    results = written(form, cases);
  });

  test.each(ODD_VALUES.map(({ name }, i) => [name, i] as const))('%s arrives through every function', (_, i) => {
    expectAsMeant(results[i], cases[i], fetchesAll);
  });

  test.each(['URL', 'TEXT_URL'])('the parts of %s are read back by Node, Go and Python as what they were', (name) => {
    expectReadBack(
      ODD_VALUES.map(({ value }) => value),
      results,
      name,
    );
  });

  test('values of 1,000 odd pieces in any order arrive, and are read back from URLs', () => {
    const pieces = fc.constantFrom(...ODD_VALUES.map(({ value }) => value).filter((value) => value.length < 100));
    const joined = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { minLength: 2, maxLength: 6 });
    const values = fc
      .sample(joined, { numRuns: 1_000, seed: 1 })
      .map((parts) => parts.join('').replaceAll(/\p{Cs}/gu, '?'));
    const joinedCases = values.map(everyFunction);
    const joinedResults = written(form, joinedCases);
    for (const [i, one] of joinedCases.entries()) expectAsMeant(joinedResults[i], one, fetchesAll);
    for (const name of ['URL', 'TEXT_URL']) expectReadBack(values, joinedResults, name);
  });

  test('a key of any name is looked up', () => {
    const secrets = Object.fromEntries(ODD_KEYS.map((name) => [name, `value of ${name}`]));
    const results = written(
      form,
      ODD_KEYS.map((name) => ({ secrets, values: { OWN: concat(key(name), text('!')) } })),
    );
    for (const [i, name] of ODD_KEYS.entries())
      expect([name, results[i].values?.OWN]).toEqual([name, `value of ${name}!`]);
  });

  test('a composed value may have any name, and stands in place of the secret of that name', () => {
    // cdk8s cannot write fields of these names, and says so.
    const names = ODD_KEYS.filter((name) => !['__proto__', 'constructor'].includes(name));
    const secrets = Object.fromEntries(names.map((name) => [name, 'fetched']));
    const values = Object.fromEntries(names.map((name) => [name, text(`own ${name}`)]));
    const [result] = written(form, [{ secrets, values }]);
    expect(result.values).toEqual(Object.fromEntries(names.map((name) => [name, `own ${name}`])));
  });

  test.each(['HSOT', 'api-tokn', 'toString', '1KEY'])(
    'the missing key %s fails the sync, which names it',
    (missing) => {
      const value = concat(text('x'), key('api-token'), key(missing).urlEncoded(), key('HOST'));
      const [result] = written(form, [{ secrets: { HOST: 'a', 'api-token': '' }, values: { URL: value } }]);
      const place = form === 'a push' ? 'Secret shop/made' : 'Infisical project shop (prod:/)';
      expect(result).toEqual({ error: expect.stringContaining(`key ${missing} is missing in ${place}`) });
    },
  );
});

test.each(FORMS.filter((form) => form !== 'the one text of v1beta1'))('a raw template stays as it is in %s', (form) => {
  const values = ODD_VALUES.map(({ value }) => value);
  const template = raw('{{ .VALUE.Value }} {{ .VALUE.Value | urlquery | replace "+" "%20" }}');
  const results = written(
    form,
    values.map((value) => ({ secrets: { VALUE: value }, values: { OUT: template.urlEncoded() } })),
  );
  expect(results.map((result) => result.values?.OUT)).toEqual(values.map((one) => `${one} ${percentEncoded(one)}`));
});

describe('the one text of v1beta1', () => {
  test('hands on every key that Kubernetes takes', () => {
    const secrets = Object.fromEntries(ODD_KEYS.map((name) => [name, `value of ${name}`]));
    const [result] = written('the one text of v1beta1', [{ secrets, values: { OWN: key('null') } }]);
    const expected = new Map([...Object.entries(secrets), ['OWN', 'value of null']]);
    expect(new Map(Object.entries(result.values ?? {}))).toEqual(expected);
  });

  test('makes no key that Kubernetes takes of one that it refuses', () => {
    const points = [
      ...range(0, 0x2ff),
      ...range(0x2000, 0x206f),
      0x3000,
      0xd7ff,
      0xe000,
      0xfeff,
      0xfffd,
      0xfffe,
      0xffff,
      0x1f600,
    ];
    const odd = points.map((point) => String.fromCodePoint(point)).filter((one) => !/[-._a-zA-Z0-9]/.test(one));
    const names = [
      ...odd.flatMap((one) => [`A${one}B`, `A${one}`, `${one}B`]),
      '',
      '<<',
      '"A"',
      'A: B',
      '? A',
      'A'.repeat(2_000),
    ];
    const results = written(
      'the one text of v1beta1',
      names.map((name) => ({ secrets: { GOOD: 'x', [name]: 'y' }, values: { OWN: text('z') } })),
    );
    for (const [i, result] of results.entries()) {
      const taken = Object.keys(result.values ?? {}).filter((one) => /^[-._a-zA-Z0-9]{1,253}$/.test(one));
      expect([names[i], taken]).toEqual([names[i], result.error === undefined ? ['GOOD', 'OWN'] : []]);
    }
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
