import fc from 'fast-check';
import { codePoints } from '../../code-points';

/** What one language or another takes for more than a letter. */
const PIECES = [
  ...['\n', '\r', '\r\n', '\t', '\u0000', '\u0007', '\u001b[31m', '\u001b]0;x\u0007', '\u009b2J', '\u007f', '\u0085'],
  ...['\u2028', '\u2029', '\u202e', '\u2066', '\u200b', '\ufeff', '\u{e0041}', '\ud800', '\udc00', '\uffff', '\ufffe'],
  ...['::error::x', '::', '  ::set-output name=a::b', '##[error]', '##vso[task.x]', '::stop-commands::x', '%0A', '%'],
  ...[
    '`',
    '``',
    '```',
    '|',
    '\\|',
    '\\',
    '[a](//x)',
    '![a](//x)',
    '@team',
    '#1',
    '<img src=x>',
    '<!--',
    '-->',
    '**',
    '_',
  ],
  ...[
    'https://x.example',
    'www.x.example',
    '~~',
    '\n\n# x',
    '&lt;',
    '&#x3c;',
    '</script>',
    '</code>',
    '<script>',
    ']]>',
  ],
  ...['"', "'", '&', '<', '>', '${x}', '$${x}', '$$${x}', '%{ if x }', '%%{x}', '$%{x}', '{', '}', '<<EOF', 'EOF'],
  ...[
    '*/',
    '/*',
    '//',
    '`${x}`',
    '__proto__',
    'constructor',
    ',',
    ':',
    ';',
    '=',
    'a: b',
    '- x',
    '&a',
    '*a',
    '!!x',
    '{{ x }}',
  ],
  ...['a', 'KEY', ' ', '😀', 'ä'],
] as const;

/** Texts of people who want to be read as something else. */
export const hostile = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('')),
  codePoints({ maxLength: 12 }),
);

/** What no output may have, on whichever way it came there. */
export const UNSEEN = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\u2028\u2029]/u;
