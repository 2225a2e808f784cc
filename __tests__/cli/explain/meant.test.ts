import { explanations } from '../../../cli/explain/explanation';
import { meantBy } from '../../../cli/explain/meant';

const ALL = explanations();
const idsOf = (...words: string[]) => {
  const meant = meantBy(words, ALL);
  return 'explained' in meant ? meant.explained.map(({ id }) => id) : meant.listed.map(({ id }) => id);
};
const isList = (...words: string[]) => 'listed' in meantBy(words, ALL);

test.each([
  'C2',
  'c2',
  '(C2)',
  '[c2]',
  'C2:',
  '#c2',
  'docs/rules.md#c2',
  'https://github.com/cdk8s-infisical/cdk8s-infisical/blob/main/docs/rules.md#c2',
  'A workload uses only keys that are written',
])('%s means C2', (word) => {
  expect(idsOf(word)).toEqual(['C2']);
  expect(isList(word)).toBe(false);
});

test('several, apart or in one word, each once', () => {
  expect(idsOf('c1', '(C2)', 'C1')).toEqual(['C1', 'C2']);
  expect(idsOf('C1,C2')).toEqual(['C1', 'C2']);
});

test('what check and synth say beside the rules', () => {
  expect(idsOf('perhaps-unused', 'Stale')).toEqual(['perhaps-unused', 'stale']);
  expect(idsOf('failed')).toEqual(['failed', 'failed']);
});

test('a letter is its family', () => {
  expect(idsOf('h')).toEqual(['H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'H7', 'H8']);
  expect(isList('h')).toBe(true);
});

test('words, however they are joined, in titles before anything else', () => {
  for (const word of ['auto-reload', 'autoReload', 'AUTORELOAD']) {
    expect(idsOf(word)).toEqual(['C6', 'C7', 'C8', 'C9', 'M8']);
  }
  expect(idsOf('CreateContainerConfigError')).toContain('C2');
  expect(idsOf('whole', 'number', 'unit')).toEqual(['T1']);
});

test.each([
  [['C99'], /^there is no rule C99: did you mean C9 \(.+\), or C19 \(.+\)\? npx cdk8s-infisical explain C lists/],
  [['Q7'], 'there is no rule Q7: npx cdk8s-infisical explain lists the families'],
  [['C2', 'C77'], /^there is no rule C77: did you mean C7 /],
  [['misssing'], /^nothing says "misssing": did you mean missing \(A key that is needed exists/],
  [['autorelod'], /^nothing says "autorelod": did you mean "auto-reload"\?/],
  [['toString'], 'nothing says "toString": npx cdk8s-infisical explain lists the families'],
  [['constructor'], /^nothing says "constructor": did you mean construct /],
  [['hasOwnProperty'], 'nothing says "hasOwnProperty": npx cdk8s-infisical explain lists the families'],
  [['///'], /^nothing says "\/\/\/": /],
])('%p is unknown, and what is near is told', (words, message) => {
  expect(() => idsOf(...words)).toThrow(message);
});

test('what every object has is a word like any other', () => {
  expect(idsOf('__proto__')).toEqual(idsOf('proto'));
});
