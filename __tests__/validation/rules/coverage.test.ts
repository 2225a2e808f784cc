import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULE_IDS } from '../../../lib/validation/rule-ids';
import { ruleList } from '../../../lib/validation/rule-list';
import { RULES, RULES_BY_ID } from '../../../lib/validation/rules';
import { PROPS_RULES } from '../../../lib/validation/rules/props-rules';

const TESTS = join(__dirname, '../..');
const tests = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(TESTS, file), 'utf8'))
  .join('\n');

test('each rule stands under its own id, and they are in the order of these', () => {
  expect(ruleList().map(({ id }) => id)).toEqual(RULE_IDS);
});

test('every id has a rule, which the index knows by it', () => {
  expect(new Set(ruleList().map(({ id }) => id))).toEqual(new Set(RULE_IDS));
  expect(Object.entries(RULES_BY_ID).filter(([id, rule]) => rule.id !== id)).toEqual([]);
});

test('every rule has a case that fails and one that passes', () => {
  const untested = RULES.filter(({ id }) => !tests.includes(`rule: '${id}',`));
  // What no manifest can show: what a key holds, whose secret it is, and that an object cannot be rendered.
  expect(untested.map(({ id }) => id)).toEqual(['K12', 'C24', 'E3', 'N0']);
});

test('every rule that constructs check has a message in a test', () => {
  const untested = Object.keys(PROPS_RULES).filter((id) => !tests.includes(`(${id})`));
  expect(untested).toEqual([]);
});

test('a file with several rules has at most 150 lines', () => {
  const folder = join(__dirname, '../../../lib/validation');
  const long = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => {
    if (!file.endsWith('.ts')) return false;
    const text = readFileSync(join(folder, file), 'utf8');
    return text.split('\n').length > 151 && (text.match(/^export const [A-Z]\d+\b/gm) ?? []).length > 1;
  });
  expect(long).toEqual([]);
});

test('a rule about what the API server refuses says in which file of which releases', () => {
  const vague = RULES.filter(
    ({ id, source }) => /^[FNPRW]/.test(id) && !/Kubernetes 1\.29 to 1\.37|operator's CRDs/.test(source),
  );
  // What our own programs write, and names that stand for nothing, and our own annotation, no server has an opinion of.
  expect(vague.map(({ id }) => id)).toEqual(['N0', 'N6', 'N12', 'N13']);
});
