import fc from 'fast-check';
import { fieldChanges } from '../../../../cli/comparison/plan/field-changes';
import { runs } from '../../../property-runs';
import { applied } from './applied-changes';

const name = fc.constantFrom(
  'a',
  'b',
  'name',
  'key',
  'env',
  'ports',
  'port',
  'containers',
  '__proto__',
  'constructor',
  '0',
);
const scalar = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'c', '0', null, true, false, 0, 1, 2),
  fc.string({ maxLength: 3 }),
);

const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, tie('object'), tie('list'), tie('named')),
  object: fc.dictionary(name, tie('tree'), { maxKeys: 5 }),
  list: fc.array(tie('tree'), { maxLength: 6 }),
  named: fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 6 })
    .chain((names) =>
      fc.tuple(...names.map((one) => tie('object').map((object) => ({ ...(object as object), name: one })))),
    ),
}));

/** Two trees that have much in common: one is the other one with parts exchanged, taken out, put in and moved. */
const pair = fc.oneof(
  fc.tuple(tree, tree),
  fc
    .tuple(tree, fc.infiniteStream(fc.nat(11)), tree)
    .map(([was, choices, other]) => [was, edited(was, choices, other)]),
);

function edited(value: unknown, choices: Iterator<number>, other: unknown): unknown {
  const choice = choices.next().value as number;
  if (choice === 0) return other;
  if (typeof value !== 'object' || value === null) return choice === 1 ? 'other' : value;
  const entries = Object.entries(value).flatMap(([key, item]) =>
    choices.next().value === 2 ? [] : [[key, edited(item, choices, other)] as const],
  );
  if (!Array.isArray(value)) return Object.fromEntries(entries);
  const items = entries.map(([, item]) => item);
  if (choice < 4) items.splice((choices.next().value as number) % (items.length + 1), 0, other);
  if (choice > 8) items.reverse();
  return choice > 6 ? [...items.slice(1), ...items.slice(0, 1)] : items;
}

/** With the fields in one order. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${textOf(item)}`);
  return `{${entries.sort().join()}}`;
}

const long = { numRuns: runs(120_000) };

test('the differences, applied to what was, give what is', () => {
  fc.assert(
    fc.property(pair, ([was, is]) => {
      expect(textOf(applied(was, fieldChanges(was, is)))).toBe(textOf(is));
    }),
    long,
  );
});

test('a list in another order is told by items that move, and by nothing else', () => {
  fc.assert(
    fc.property(
      fc
        .uniqueArray(fc.oneof(scalar, fc.record({ name: fc.string({ minLength: 1 }), value: scalar })), {
          selector: (item) => JSON.stringify(item),
          maxLength: 12,
        })
        .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([was, is]) => {
        const changes = fieldChanges(was, is);
        expect(changes.every(({ change }) => change === 'moved')).toBe(true);
        expect(textOf(applied(was, changes))).toBe(textOf(is));
      },
    ),
    long,
  );
});

test('an item that is put in is one difference, wherever it stands', () => {
  const items = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(items, fc.nat(), fc.boolean(), (names, at, asObjects) => {
      const is = asObjects ? names.map((one) => ({ name: one })) : names;
      const index = at % is.length;
      const was = is.filter((_, i) => i !== index);
      expect(fieldChanges(was, is)).toMatchObject([{ change: 'added', to: [index], is: is[index] }]);
      expect(fieldChanges(is, was)).toMatchObject([{ change: 'removed', from: [index], was: is[index] }]);
    }),
    long,
  );
});

test('what is the same has no difference', () => {
  fc.assert(
    fc.property(tree, (value) => {
      expect(fieldChanges(value, JSON.parse(JSON.stringify(value)))).toHaveLength(0);
    }),
    long,
  );
});
