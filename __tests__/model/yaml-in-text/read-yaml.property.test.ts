import fc from 'fast-check';
import { readYaml } from '../../../lib/model/yaml-in-text/read-yaml';
import { runs } from '../../property-runs';
import { contentByYaml } from './content-by-yaml';
import { WRITTEN_FORMS } from './written-forms';

const WORD = fc.constantFrom(
  ...[
    'a',
    'b',
    'key',
    '1',
    'x y',
    '"q"',
    "'s'",
    '',
    '~',
    'null',
    '[',
    ']',
    '{',
    '}',
    '[a, b]',
    '{ a: b }',
    'a:b',
    '#c',
    ' # c',
  ],
  ...[
    '|',
    '>',
    '|-',
    '|+',
    '>2',
    '- ',
    '-',
    '- a',
    ': ',
    ':',
    ',',
    '?',
    '&a',
    '*a',
    '!t',
    '%',
    '@',
    '"',
    "'",
    '\\',
    '\t',
  ],
);
const LINE = fc
  .tuple(fc.nat(6), fc.constantFrom('', '- ', 'a: ', 'b: ', 'c:', '- a: ', '- - '), fc.array(WORD, { maxLength: 3 }))
  .map(([indent, start, words]) => `${' '.repeat(indent)}${start}${words.join('')}`);
const TEXT = fc.array(LINE, { minLength: 1, maxLength: 6 }).map((lines) => `${lines.join('\n')}\n`);

/** A text that people write, of which some characters are others. */
const BENT = fc
  .tuple(fc.constantFrom(...WRITTEN_FORMS), fc.array(fc.tuple(fc.nat(400), fc.nat(3), WORD), { maxLength: 4 }))
  .map(([text, cuts]) =>
    cuts.reduce((bent, [at, length, word]) => bent.slice(0, at) + word + bent.slice(at + length), text),
  );

test('whatever it reads, another reader reads alike', () => {
  fc.assert(
    fc.property(fc.oneof(TEXT, BENT), (text) => {
      const { content, problem } = readYaml(text);
      fc.pre(problem === undefined);
      expect(content).toEqual(contentByYaml(text));
    }),
    { numRuns: runs(100_000), maxSkipsPerRun: 1_000 },
  );
});

test('no text makes it fail', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'-:#[]{},|>"\'\\ \n\r\ta0') })),
      (text) => {
        const { content, problem } = readYaml(text);
        expect(content === undefined).toBe(problem !== undefined);
      },
    ),
    { numRuns: runs(100_000) },
  );
});
