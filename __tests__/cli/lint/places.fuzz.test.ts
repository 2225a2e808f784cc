import type { ToStringOptions } from 'yaml';
import { misplacedIn } from './examples-in-yaml';

const STYLES: readonly [name: string, options: ToStringOptions][] = [
  ['in braces', { collectionStyle: 'flow', lineWidth: 0 }],
  ['in braces over several lines', { collectionStyle: 'flow', lineWidth: 40, minContentWidth: 400 }],
  [
    'as JSON',
    { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE', collectionStyle: 'flow', lineWidth: 0 },
  ],
  ['in single quotes', { defaultStringType: 'QUOTE_SINGLE', lineWidth: 0 }],
  ['folded', { blockQuote: 'folded', lineWidth: 60 }],
  ['with other indentation', { indent: 4, indentSeq: false, lineWidth: 0 }],
];

test.each(STYLES)('what rules say of their bad examples is told where it stands, %s', (_, style) => {
  expect(misplacedIn(style)).toEqual([]);
});
