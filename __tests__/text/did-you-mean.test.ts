import { closest, editDistance, meantWord } from '../../lib/text/did-you-mean';

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['DATABSE_URL', 'DATABASE_URL', 1],
  ['abc', 'acb', 1],
  ['abcd', 'badc', 2],
  ['ca', 'abc', 3],
])('%j and %j are %d changes apart', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});

test.each([
  ['DATABSE_URL', ['DATABASE_URL', 'DATABASE_USER'], 'DATABASE_URL'],
  ['token', ['TOKEN'], 'TOKEN'],
  ['ABCD', ['ABXY', 'ABCX'], 'ABCX'],
  ['/wbe', ['/web', '/orders'], '/web'],
  ['AB', ['CD'], undefined],
  ['TOKEN', ['PASSWORD'], undefined],
  ['TOKEN', [], undefined],
])('%j among %j means %j', (name, candidates, meant) => {
  expect(closest(name, candidates)).toBe(meant);
});

test.each([
  ['owner', ['Owner', 'Orphan'], 'Owner'],
  ['ORPHAN', ['Owner', 'Orphan'], 'Orphan'],
  ['Ownr', ['Owner', 'Orphan'], 'Owner'],
  ['Retain', ['Owner', 'Orphan'], undefined],
  ['Cat', ['Car', 'Cap'], undefined],
  ['cap', ['Car', 'Cap'], 'Cap'],
])('%j of the words %j is %j for certain', (text, words, meant) => {
  expect(meantWord(text, words)).toBe(meant);
});
