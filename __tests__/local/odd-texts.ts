import fc from 'fast-check';
import { codePoints } from '../code-points';

/** Texts that YAML 1.1, YAML 1.2, compose, make or a shell could take for something else. */
export const ODD_TEXTS: readonly string[] = [
  ...['', ' ', '~', 'null', 'Yes', 'off', 'y', 'true', '1', '0o17', '0x1F', '017', '1_000', '-_6', '1:30', '22:22'],
  ...['.5', '.inf', '1e3', '2001-01-01', '=', '<<', '<<: *x', '&a', '*a', '!!binary x', '!x', '%x', '@x', '`x`', '- x'],
  ...['? x', ': x', 'a: b', 'a #b', '#a', 'a\nb', 'a\r\nb', '\ta', 'a ', '|', '>', '>-', '[a', '{a', '---', '...'],
  ...[
    '\u0085',
    '\u2028',
    '\u2029',
    '\ufeffa',
    '\u007f',
    '\u009f',
    '\u0007',
    "'",
    '"',
    '\\',
    '😀',
    '$',
    '$$',
    '\u{10ffff}',
  ],
];

export const anyText = fc.oneof(
  fc.constantFrom(...ODD_TEXTS),
  codePoints({ maxLength: 12 }),
  fc.array(fc.constantFrom(...ODD_TEXTS), { maxLength: 4 }).map((parts) => parts.join('')),
);
