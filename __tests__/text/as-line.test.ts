import { asLine } from '../../lib/text/as-line';

test.each([
  ['two\nlines\u2028and \u001b[31mcolours', 'two\\u000alines\\u2028and \\u001b[31mcolours'],
  ['\u202eturned, \u200bunseen, half \ud83d, \u{e0001}', '\\u202eturned, \\u200bunseen, half \\ud83d, \\u{e0001}'],
  ['https://user:word@example.com', 'https://***@example.com'],
  ['a ##vso[task.setvariable variable=x]y ##[error]z', 'a #\\u0023vso[task.setvariable variable=x]y #\\u0023[error]z'],
  ['# a ## b', '# a ## b'],
])('nothing in a line is obeyed by a terminal or a CI: %j', (text, line) => {
  expect(asLine(text)).toBe(line);
  expect(asLine(line)).toBe(line);
});
