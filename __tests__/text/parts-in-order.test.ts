import { hasPartsInOrder } from '../../lib/text/parts-in-order';

test.each<[string, string[], boolean]>([
  ['shop-eu', ['shop-', ''], true],
  ['shop-', ['shop-', ''], true],
  ['shop', ['shop-', ''], false],
  ['eu-shop', ['', '-shop'], true],
  ['a-b-c', ['a', 'b', 'c'], true],
  ['a-c-b', ['a', 'b', 'c'], false],
  ['aba', ['ab', 'ba'], false],
  ['anything', ['', ''], true],
  ['shop', ['shop'], true],
  ['shop-eu', ['shop'], false],
])('%s has the parts %j: %s', (text, parts, expected) => {
  expect(hasPartsInOrder(text, parts)).toBe(expected);
});
