import { Lazy } from 'cdk8s';
import { Field, type Path, pathText } from '../../lib/model/field';

const OBJECT = {
  spec: {
    interval: '5m',
    count: 3,
    empty: '',
    none: null,
    lazy: Lazy.any({ produce: () => 'later' }),
    list: [{ a: 1 }],
  },
};
const spec = Field.of(OBJECT).at('spec');

describe('a place', () => {
  test.each([
    ['a text', spec.text('interval'), 'given', '5m'],
    ['a number where a text belongs', spec.text('count'), 'wrong type', undefined],
    ['the empty text', spec.text('empty'), 'given', ''],
    ['null', spec.text('none'), 'absent', undefined],
    ['nothing', spec.text('missing'), 'absent', undefined],
    ['inside of a text', spec.text('interval', 'deep'), 'absent', undefined],
    ['a token', spec.text('lazy'), 'unresolved', undefined],
    ['inside of a token', spec.text('lazy', 'deep', 'deeper'), 'unresolved', undefined],
    ['a field of the prototype', spec.at('constructor'), 'absent', undefined],
    ['the prototype', spec.at('__proto__'), 'absent', undefined],
    ['the length of a list', spec.number('list', 'length'), 'absent', undefined],
    ['a list where an object belongs', spec.object('list'), 'wrong type', undefined],
  ] as const)('has a state and a value: %s', (_, field, state, value) => {
    expect([field.state, field.value]).toEqual([state, value]);
  });

  test('is provably empty where nothing or the empty text stands, and not where a token does', () => {
    expect(['empty', 'none', 'missing', 'lazy', 'interval'].map((name) => spec.at(name).isEmpty)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test('knows its path, also below a part of an object', () => {
    expect(pathText(spec.list('list').items()[0].at('a').path)).toBe('spec.list[0].a');
    expect(pathText(Field.of({ path: 'x' }, ['spec', 'template']).at('path').path)).toBe('spec.template.path');
  });

  test('of a list with a hole is there for each item', () => {
    const list: unknown[] = ['a', 'b'];
    delete list[0];
    expect(
      Field.of(list)
        .items()
        .map(({ state }) => state),
    ).toEqual(['absent', 'given']);
  });

  test('knows its path and its state at any depth', () => {
    const path = Array.from({ length: 20_000 }, (_, i) => (i % 2 === 0 ? 'in' : 0));
    expect(Field.of({}).at(...path).path).toEqual(path);
    expect(spec.at('lazy', ...path).state).toBe('unresolved');
  });
});

test.each<[Path, string]>([
  [['spec', 'targets', 0, 'name'], 'spec.targets[0].name'],
  [['metadata', 'annotations', 'example.com/team'], 'metadata.annotations["example.com/team"]'],
  [['data', ''], 'data[""]'],
  [['data', '\u001b[31m'], 'data[(no valid key, 5 characters)]'],
  [['stringData', 'my password'], 'stringData[(no valid key, 11 characters)]'],
  [['labels', '\u001b[31m'], 'labels[(a text, 5 characters)]'],
])('%j in a message', (path, text) => {
  expect(pathText(path)).toBe(text);
});
