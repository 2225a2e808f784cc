import fc from 'fast-check';
import { codePoints } from '../code-points';
import { NASTY } from './any-document';

/** Characters of which numbers, dates, line breaks, indentation and marks of YAML are made. */
const CHARACTERS = [
  ...'-+._:0167eExobBO=<~ \n\t\r#\'"{[,&*!|>%@?nyaf',
  ...'\u0000\u0007\u007f\u0085\u009f\u00a0\u2028\u2029\ufeff\ufffe\uffff😀',
];

/** Texts that a reader of YAML might take for something else, each of which a file can hold. */
const ambiguousText = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 6 }).map((characters) => characters.join('')),
  },
  { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...NASTY), fc.constantFrom(...CHARACTERS)), { maxLength: 4 })
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: codePoints({ maxLength: 8 }) },
);

const number = fc.oneof(
  fc.integer(),
  fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => value + 0),
  fc.constantFrom(0, 1e21, -1e21, 2 ** 53, 1e20, 1.1, 1e-7, -5e-324, 1.5e300),
);

const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 8, arbitrary: ambiguousText },
    { weight: 1, arbitrary: number },
    { weight: 2, arbitrary: fc.array(tie('tree'), { maxLength: 3 }) },
    { weight: 3, arbitrary: fc.dictionary(ambiguousText, tie('tree'), { maxKeys: 3, noNullPrototype: true }) },
  ),
}));

/** Maps and lists of such texts and of numbers, with such texts as keys. */
export const ambiguousDocument = fc.dictionary(ambiguousText, tree, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
