import { exampleText } from '../../../cli/explain/example-text';

const SECRET = { kind: 'InfisicalSecret' } as const;

test('docs/rules.md says in words what is around the objects of an example', () => {
  const around = { keys: ['A', 'B'], settings: { watchedNamespaces: ['shop'] }, previous: [{ ...SECRET, spec: {} }] };
  expect(exampleText({ objects: [SECRET], ...around }).split('\n')).toEqual([
    '# declared keys: A, B',
    '# watchedNamespaces: shop',
    '# what was written before:',
    '#   kind: InfisicalSecret',
    '#   spec: {}',
    'kind: InfisicalSecret',
  ]);
});

test('and nothing of what is not there', () => {
  expect(exampleText({ objects: [SECRET], keys: undefined, settings: undefined })).toBe('kind: InfisicalSecret');
});
