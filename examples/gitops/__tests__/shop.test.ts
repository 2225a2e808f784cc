import { shop } from '../shop';

test('no environment has a mistake', () => {
  expect(shop.problems()).toEqual([]);
});
