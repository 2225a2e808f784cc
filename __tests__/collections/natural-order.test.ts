import { distinctNaturally, sortedNaturally } from '../../lib/collections/natural-order';

test.each([
  [
    ['team-10', 'team-2', 'team-1'],
    ['team-1', 'team-2', 'team-10'],
  ],
  [
    ['v1.10', 'v1.9', 'v1'],
    ['v1', 'v1.9', 'v1.10'],
  ],
  [
    ['a10b2', 'a10b10', 'a9'],
    ['a9', 'a10b2', 'a10b10'],
  ],
  [
    ['x-007', 'x-07', 'x-8'],
    ['x-007', 'x-07', 'x-8'],
  ],
  [
    ['É', 'b', 'B', 'a'],
    ['B', 'a', 'b', 'É'],
  ],
  [
    ['100000000000000000000000', '99999999999999999999999'],
    ['99999999999999999999999', '100000000000000000000000'],
  ],
])('%j', (texts, expected) => {
  expect(distinctNaturally(texts)).toEqual(expected);
  expect(distinctNaturally(texts.toReversed())).toEqual(expected);
});

test('what is alike stays in its order', () => {
  const items = [
    { name: 'b', n: 1 },
    { name: 'a', n: 2 },
    { name: 'b', n: 3 },
  ];
  expect(sortedNaturally(items, ({ name }) => name).map(({ n }) => n)).toEqual([2, 1, 3]);
});
