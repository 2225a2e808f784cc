import { readYaml } from '../../../lib/model/yaml-in-text/read-yaml';
import { contentByYaml } from './content-by-yaml';
import { UNREAD_FORMS, WRITTEN_FORMS } from './written-forms';

test.each(WRITTEN_FORMS)('reads what another reader reads: %j', (text) => {
  const { content, problem } = readYaml(text);
  expect(problem).toBeUndefined();
  expect(content).toEqual(contentByYaml(text));
});

test.each(UNREAD_FORMS.map((text) => [text.length > 80 ? `${text.slice(0, 40)}…` : text, text]))(
  'says that it has not read: %j',
  (_, text) => {
    const { content, problem } = readYaml(text);
    expect(content).toBeUndefined();
    expect(problem).toEqual({ lineInText: expect.any(Number), message: expect.stringMatching(/\w/) });
  },
);

describe('the line', () => {
  const { lineOf } = readYaml(
    '# keys\n- secretPath: /a\n\n  secretKey: B\n- { c: d,\n    e: [f,\n    g] }\n- h:\n    - i\n    - j\n  k: |\n    l\n    m\n  n: >\n    o\n',
  );

  test.each([
    [[0], 1],
    [[0, 'secretPath'], 1],
    [[0, 'secretKey'], 3],
    [[0, 'absent', 'deep'], 1],
    [[1], 4],
    [[1, 'e', 1], 6],
    [[2, 'h'], 7],
    [[2, 'h', 0], 8],
    [[2, 'h', 1], 9],
  ])('of %j is %d', (path, line) => {
    expect(lineOf(path)).toBe(line);
  });

  test('of a text in a block is told by its own lines, where these are lines of the whole', () => {
    expect(lineOf([2, 'k'], 1)).toBe(12);
    expect(lineOf([2, 'n'], 0)).toBe(13);
  });

  test('of what is unread is that of the problem', () => {
    expect(readYaml('- a\n- *b\n').problem?.lineInText).toBe(1);
  });
});

test('a key may have any name', () => {
  const { content } = readYaml('__proto__: { polluted: yes }\nconstructor: a\n');
  expect(Object.keys(content as object)).toEqual(['__proto__', 'constructor']);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
