import { judge } from '../../site/playground/judge';
import { lineRange } from '../../site/playground/line-range';
import { shownAnswer } from '../../site/playground/shown-answer';

const shownOf = (text: string) => shownAnswer({ number: 1, judgement: judge(text) });

const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata: { name: a, namespace: b }\n';

test('what is in order is said to be, and counted', () => {
  expect(shownOf(SECRET)).toMatchObject({ look: 'good', summary: 'No findings in 1 object.', findings: [] });
});

test('nothing is not good', () => {
  expect(shownOf('# only a comment')).toMatchObject({ look: 'empty', summary: 'There is no Kubernetes object in it.' });
});

test('what is unread is not good, even where all else is, and comes first', () => {
  const { look, summary, findings } = shownOf(`${SECRET}---\n{{ template }}\n`);
  expect({ look, summary }).toEqual({ look: 'unread', summary: '1 unread, in 1 object.' });
  expect(findings[0]).toMatchObject({ look: 'unread', line: 5 });
});

test('a judge that fails says nothing good', () => {
  expect(shownAnswer({ number: 1, failure: 'no memory' })).toMatchObject({
    look: 'unread',
    summary: 'This text could not be judged: no memory',
  });
});

test('a finding has its object, its place in it and its rule', () => {
  expect(shownOf(SECRET.replace('name: a', 'name: A')).findings).toEqual([
    expect.objectContaining({ look: 'error', line: 3, about: 'Secret b/A, metadata.name', rule: expect.any(String) }),
  ]);
});

test('many findings are counted, and some of them shown', () => {
  const { findings, left } = shownOf(
    Array(250)
      .fill(SECRET.replace('name: a', 'name: A'))
      .map((text, i) => text.replace('A', `A${i}`))
      .join('---\n'),
  );
  expect(findings).toHaveLength(200);
  expect(left).toBe(50);
});

test.each([
  [1, 'a'],
  [2, ''],
  [3, 'bc'],
  [9, 'bc'],
])('line %i of a text', (line, expected) => {
  const text = 'a\n\nbc';
  const { start, end } = lineRange(text, line);
  expect(text.slice(start, end)).toBe(expected);
});
