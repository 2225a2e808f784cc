import fc from 'fast-check';
import { manifestsIn } from '../../cli/manifests/read-manifests';

const CANARY = 'hunter2';
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

test('whatever a text is, it is read or unread, without an error and without a word of its values', () => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
      const text = edits.reduce(
        (old, { at, removed, piece }) => old.slice(0, at) + piece + old.slice(at + removed),
        BASE,
      );
      const { manifests, problems, without } = manifestsIn(text, 'x.yaml');
      expect(manifests.length + problems.length + without.length).toBeGreaterThan(0);
      for (const { message, line, column } of problems) {
        expect(message).not.toContain(CANARY.slice(0, 4));
        expect(Math.min(line, column)).toBeGreaterThan(0);
      }
      for (const { lineAt } of manifests) expect(lineAt(['metadata', 'name'])).toBeGreaterThan(0);
    }),
    { numRuns: 50_000, seed: 1 },
  );
  expect(warn).not.toHaveBeenCalled();
});
