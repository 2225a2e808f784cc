import fc from 'fast-check';

/** A value that no message may repeat. */
export const CANARY = 'hunter2';
const BASE = `apiVersion: v1
kind: Secret
metadata: &m { name: a, labels: { a: b } }
stringData:
  A: "${CANARY}"
  B: |
    ${CANARY}
  C: [${CANARY}, '${CANARY}', { d: ${CANARY} }]
  D: *m
---
{ "apiVersion": "v1", "kind": "List", "items": [{ "apiVersion": "v1", "kind": "Pod", "a": "${CANARY}" }] }
`;
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '|',
  '>',
  '*',
  '&',
  '!',
  '!!binary ',
  '%',
  '@',
  '`',
  '? ',
  ': ',
  '- ',
  '#',
  ',',
  '<<: *m',
  '---',
  '...',
  '\n',
  '\n  ',
  '\t',
  '\0',
  '\r',
  '\u2028',
  '\\',
  '\\q',
  '__proto__',
  'constructor: ',
  '~',
  '*m',
  '<<<<<<< ',
];

const edit = fc.record({
  at: fc.nat(BASE.length),
  removed: fc.nat(6),
  piece: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 3 })),
});

/** Manifests as hostile or clumsy hands leave them. */
export const editedManifests = fc
  .array(edit, { minLength: 1, maxLength: 6 })
  .map((edits) =>
    edits.reduce((old, { at, removed, piece }) => old.slice(0, at) + piece + old.slice(at + removed), BASE),
  );
