import fc from 'fast-check';
import { failureOf } from '../../cli/infisical-api/error-answers';
import { Failure, ValueReceived } from '../../cli/infisical-api/failure';
import { namesIn } from '../../cli/infisical-api/names-in-answer';
import { hostile } from '../cli/languages/hostile';

const HOST = 'https://secrets.example.com';
const PLACE = { host: HOST, environment: 'prod', path: '/', recursive: true };
const FIELDS = [
  ...['secrets', 'imports', 'secretKey', 'secretValue', 'secretValueHidden', 'secretPath', 'environment', 'error'],
  ...['message', 'reqId', 'statusCode', 'details', '__proto__', 'constructor', 'toString', 'length'],
];

/** Answers with the fields that are looked at, with anything in them, on any level. */
const { body } = fc.letrec((tie) => ({
  body: fc.oneof({ maxDepth: 4 }, tie('text'), fc.constantFrom(null, true, false, 0, -1), tie('list'), tie('object')),
  text: hostile.map((text) => `canary${text}`),
  list: fc.array(tie('body'), { maxLength: 4 }),
  object: fc
    .array(fc.tuple(fc.constantFrom(...FIELDS), tie('body')), { maxLength: 5 })
    .map((entries) =>
      JSON.parse(`{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)}}`),
    ),
}));

test('100,000 answers that are no success are told in our own words', () => {
  fc.assert(
    fc.property(body, fc.integer({ min: 300, max: 599 }), hostile, (answer, status, retryAfter) => {
      const { message } = failureOf({ status, body: answer, retryAfter }, HOST);
      expect(message).toMatch(/^[\x20-\x7e]+$/);
      expect(message).not.toContain('canary');
    }),
    { numRuns: 100_000, seed: 1 },
  );
});

test('100,000 listings are names, or an error in our own words', () => {
  fc.assert(
    fc.property(body, (answer) => {
      try {
        namesIn(answer, PLACE);
      } catch (error) {
        if (!(error instanceof Failure || error instanceof ValueReceived)) throw error;
        expect(error.message).not.toContain('canary');
      }
    }),
    { numRuns: 100_000, seed: 1 },
  );
});
