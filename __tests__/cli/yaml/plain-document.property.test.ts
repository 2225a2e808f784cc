import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { documentsIn } from '../../../cli/yaml/kubernetes-yaml';
import { parsedDocument } from '../../../cli/yaml/parsed-document';
import type { Path } from '../../../cli/yaml/places';
import { plainDocument } from '../../../cli/yaml/plain-document';
import { PROJECT } from '../../project/main-program';
import { runs } from '../../property-runs';

const DOCUMENTS = ['dist', 'examples/shop/dist', '__tests__/fixtures/adopt/valid']
  .flatMap((folder) =>
    readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      join(PROJECT, folder, file),
    ),
  )
  .filter((file) => /\.ya?ml$/.test(file))
  .flatMap((file) => readFileSync(file, 'utf8').split(/^---\n/m))
  .filter((text) => text.length < 8_000);

function readByParser(text: string): unknown {
  const documents = [...documentsIn(text, parsedDocument)];
  return documents.length === 1 && documents[0].problem === undefined ? documents[0].content : documents;
}

test('what is read quickly is what the parser reads, in all that there is', () => {
  const quick = DOCUMENTS.filter((text) => plainDocument(text) !== undefined);
  expect(quick.length).toBeGreaterThan(25);
  for (const text of quick) expect(plainDocument(text)).toEqual(readByParser(text));
});

test('comments, empty lines and lists that stand as far as their key are read quickly', () => {
  const text = '# Source: a\n\na:\n- b: 1\n  # of c\n  c:\n  - 2\n- d: 3\n\ne: f\n#\n';
  expect(plainDocument(text)).toEqual({ a: [{ b: 1, c: [2] }, { d: 3 }], e: 'f' });
  expect(plainDocument(text)).toEqual(readByParser(text));
  expect(plainDocument('# nothing\n\n')).toBeUndefined();
});

test('a document begins where the parser says, and its values stand where it says', () => {
  for (const document of DOCUMENTS) {
    const text = `a: 1\n--- \n# b\n\n${document}`;
    const told = (read?: typeof parsedDocument) =>
      [...documentsIn(text, read)].map(({ placeAt, line, column }) => ({ line, column, at: placeAt(['metadata']) }));
    expect(told()).toEqual(told(parsedDocument));
  }
});

/** What is told of every value, of what it lacks, and of every line. */
function placesIn(text: string, read?: typeof parsedDocument) {
  return [...documentsIn(text, read)].flatMap(({ content, placeAt, lineAt }) => [
    ...pathsIn(content).flatMap((path) => [
      [path, placeAt(path), placeAt(path, { isKey: true }), placeAt(path, { texts: ['a'], lineInText: 0 })],
      [path, placeAt([...path, 'absent']), placeAt([...path, 99, 'absent'], { isKey: true })],
    ]),
    ...text.split('\n').map((_, index) => lineAt(index)),
    lineAt(text.split('\n').length),
  ]);
}

function pathsIn(value: unknown, path: Path = []): Path[] {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const part = (name: string) => (Array.isArray(value) ? Number(name) : name);
  return [path, ...inside.flatMap(([name, child]) => pathsIn(child, [...path, part(name)]))];
}

test('where values stand, and what stands on lines, is what the parser says', () => {
  const odd = '# a\n\n"a b":\n- b: {}\n  # c\n  d:\n  - 2\n  - "a # b"\n  e: []\n- f\n- {}\n- []\n\nx:\n    g: h\n#\n';
  expect(plainDocument(odd)).toBeDefined();
  for (const text of [...DOCUMENTS.slice(0, 120), odd]) {
    const whole = `a: 1\n--- \n${text}`;
    expect(placesIn(whole)).toEqual(placesIn(whole, parsedDocument));
  }
});

test('an object as this library writes it is read quickly', () => {
  const texts = readFileSync(join(PROJECT, 'dist/prod/project.k8s.yaml'), 'utf8').split(/^---\n/m);
  expect(texts.map((text) => plainDocument(text) === undefined)).toEqual(texts.map(() => false));
});

const part = fc.oneof(
  fc.constantFrom(
    ...": |- |-|  |    |\n|a|b: 1|- a|- |\"|'|#| #|{}|[]|{|&a |*a|!!str |<<: |~|null|yes|0x1|1_0|1e3|.5|?|%|@|`|\t|\r\n|---\n|...\n|é|=|0o7|-1|--|a: b: c|\"a\\nb\"|'it''s'|\n\n|  x".split(
      '|',
    ),
  ),
  fc.string({ maxLength: 4 }),
);

test('nor does any other text become something else than the parser reads', () => {
  const short = DOCUMENTS.filter((text) => text.length < 600);
  fc.assert(
    fc.property(fc.constantFrom(...short), fc.nat(), fc.nat(6), part, (text, at, cut, put) => {
      const place = at % (text.length + 1);
      const changed = `${text.slice(0, place)}${put}${text.slice(place + cut)}`;
      const read = plainDocument(changed);
      if (read !== undefined) expect(read).toEqual(readByParser(changed));
    }),
    { numRuns: runs(1_600_000) },
  );
});

test('nor does a value of any other text stand somewhere else', () => {
  const short = DOCUMENTS.filter((text) => text.length < 600);
  fc.assert(
    fc.property(fc.constantFrom(...short), fc.nat(), fc.nat(6), part, (text, at, cut, put) => {
      const place = at % (text.length + 1);
      const changed = `${text.slice(0, place)}${put}${text.slice(place + cut)}`;
      if (plainDocument(changed) !== undefined) expect(placesIn(changed)).toEqual(placesIn(changed, parsedDocument));
    }),
    { numRuns: runs(200_000) },
  );
});

const line = fc.tuple(
  fc.constantFrom('', '  ', '    ', '   '),
  fc.constantFrom('', '- ', '- - '),
  fc.constantFrom('', 'a:', 'b: ', '"c": ', 'on: '),
  part,
);

test('nor texts that are put together of odd lines', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (all) => {
      const text = `${all.map((parts) => parts.join('')).join('\n')}\n`;
      const read = plainDocument(text);
      if (read === undefined) return;
      expect(read).toEqual(readByParser(text));
      expect(placesIn(text)).toEqual(placesIn(text, parsedDocument));
    }),
    { numRuns: runs(1_600_000) },
  );
});
