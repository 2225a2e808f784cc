import { Lazy } from 'cdk8s';
import { Field, type Path, pathText } from '../../lib/model/field';
import { checkManifests } from '../../lib/validation/check-manifests';
import { container, deployment, podTemplate } from '../validation/manifests';

const token = Lazy.any({ produce: () => 'later' });

describe('the state of a place', () => {
  test.each<[string, Field, string]>([
    ['a value of its type', Field.of({ a: 'x' }).text('a'), 'given'],
    ['a value of another type', Field.of({ a: 7 }).text('a'), 'wrong type'],
    ['a list where an object belongs', Field.of({ a: [] }).object('a'), 'wrong type'],
    ['null, which is nothing for the API server', Field.of({ a: null }).text('a'), 'absent'],
    ['nothing', Field.of({}).text('a', 'b'), 'absent'],
    ['a token', Field.of({ a: token }).text('a'), 'unresolved'],
    ['anything inside a token', Field.of({ a: token }).text('a', 'b', 0, 'c'), 'unresolved'],
    [
      'an item of a list that is a token',
      Field.of({ a: [token] })
        .list('a')
        .items()[0]
        .text('b'),
      'unresolved',
    ],
  ])('%s', (_, field, state) => {
    expect(field.state).toBe(state);
    expect(field.value).toBe(state === 'given' ? field.raw : undefined);
  });
});

test('what a value has from its class is in no place', () => {
  for (const key of ['__proto__', 'constructor', 'toString']) expect(Field.of({}).at(key).raw).toBeUndefined();
  expect(Field.of(JSON.parse('{"__proto__":{"a":1}}')).number('__proto__', 'a').value).toBe(1);
  expect(Field.of([1, 2]).number('length').value).toBeUndefined();
  expect(Field.of('text').at(0).raw).toBeUndefined();
});

test('a list with a hole has a place for it', () => {
  const [containers, env, list] = [new Array(2), new Array(2), new Array(2)];
  env[1] = { name: 'A', value: '1' };
  containers[1] = container({ env });
  list[1] = 1;
  const fields = Field.of(list).items();
  expect(fields.map(({ state }) => state)).toEqual(['absent', 'given']);
  const found = checkManifests([deployment({ template: podTemplate({ containers }) })]);
  expect(found.map(({ rule }) => rule)).toEqual(['C9', 'N3']);
});

test('a place knows its path and its state at any depth', () => {
  const path = Array.from({ length: 20_000 }, (_, i) => (i % 2 === 0 ? 'in' : 0));
  expect(Field.of({}).at(...path).path).toEqual(path);
  expect(Field.of(token).at(...path).state).toBe('unresolved');
  expect(Field.of({}, ['spec']).at('a', 0).path).toEqual(['spec', 'a', 0]);
});

test.each<[Path, string]>([
  [['spec', 'targets', 0, 'name'], 'spec.targets[0].name'],
  [['metadata', 'annotations', 'example.com/team'], 'metadata.annotations["example.com/team"]'],
  [['data', ''], 'data[""]'],
  [['data', '\u001b[31m'], 'data[(a text, 5 characters)]'],
])('%j in a message', (path, text) => {
  expect(pathText(path)).toBe(text);
});
