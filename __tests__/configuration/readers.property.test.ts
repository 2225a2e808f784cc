import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { configurationHere } from '../../cli/configuration/configuration';
import { committedConfiguration } from '../../lib/configuration/committed-configuration';
import { ConfigurationError } from '../../lib/configuration/read-configuration';
import { RULE_IDS } from '../../lib/validation/rule-ids';
import { runs } from '../property-runs';
import { configured } from './working-folder';

const RULES = RULE_IDS;

const WORD = fc.constantFrom(
  ...[
    'hosts',
    'url',
    'unread',
    'files',
    'reason',
    'suppressions',
    'rule',
    'C1',
    'kubernetes',
    'version',
    '"1.34"',
    '1.30',
  ],
  ...[
    'https://a.example',
    ': ',
    ':',
    '- ',
    ', ',
    '{ ',
    ' }',
    '[',
    ']',
    '\n',
    '\n  ',
    '\n- ',
    '&a ',
    '*a',
    '!!str ',
    '<<',
  ],
  ...[
    '"',
    "'",
    '#',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '\t',
    '\r\n',
    '\r',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\u0000',
    '| ',
    '? ',
  ],
  ...['<<<<<<< HEAD\n', 'null', '~', 'true', '0x1', '\u{1f600}'],
);
const BYTES = fc.oneof(
  fc.array(WORD, { maxLength: 20 }).map((words) => Buffer.from(words.join(''))),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
);

/** What is read, or that it is refused. */
function outcome(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigurationError) return 'refused';
    throw error;
  }
}

test('a command and a program read the same, or refuse the same', () => {
  configured('', () => {
    fc.assert(
      fc.property(BYTES, (bytes) => {
        writeFileSync('cdk8s-infisical.yaml', bytes);
        const byProgram = outcome(() => committedConfiguration(RULES));
        expect(outcome(configurationHere)).toEqual(byProgram);
      }),
      { numRuns: runs(5_000) },
    );
  });
});
