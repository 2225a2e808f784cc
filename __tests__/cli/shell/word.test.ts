import { execFileSync } from 'node:child_process';
import { shellWord } from '../../../cli/shell/word';

const WORDS = [
  'a/b',
  'a b',
  "it's",
  '$(id)',
  '`id`',
  '; rm -rf /',
  '--flag',
  '~',
  '*',
  '#',
  '!',
  '',
  'a=b',
  '=a',
  '\\',
  '"',
];

test('a shell takes each for one word, and for that text', () => {
  const script = `printf '%s\\n' ${WORDS.map(shellWord).join(' ')}`;
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(`${WORDS.join('\n')}\n`);
});

test.each(['a\nb', 'a\u202eb', 'a\u001b[0m'])('what nobody sees in %j is spelled out', (text) => {
  expect(shellWord(text)).toMatch(/^'a\\u[\da-f]{4}.*'$/);
});
