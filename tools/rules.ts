import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRELUDE } from '../cli/explain/example-text';
import { type Explanation, ruleExplanation, statusExplanations } from '../cli/explain/explanation';
import { FAMILIES } from '../cli/explain/families';
import { NEWEST_OPERATOR, OLDEST_OPERATOR } from '../lib/model/operator-version';
import { ruleList } from '../lib/validation/rule-list';
import { authenticationPage } from './authentication';
import { featureTable } from './operator-versions';

const START = '<!-- made by `npm run rules` from here on -->\n';

const rules = ruleList();
const letters = [...new Set(rules.map(({ id }) => id[0]))];
const sections = letters.map((letter) => {
  const rows = rules.filter(({ id }) => id.startsWith(letter));
  const lines = rows.map(({ id, severity, title }) => `| [${id}](#${id.toLowerCase()}) | ${severity} | ${title} |`);
  return [`## ${FAMILIES[letter]}`, '', '| rule | severity | what must hold |', '|---|---|---|', ...lines, ''].join(
    '\n',
  );
});

const document = join(__dirname, '../docs/rules.md');
const [prose] = readFileSync(document, 'utf8').split(START);
const versions = [
  '## Versions of the operator',
  '',
  `What the rules know of the operator begins with ${OLDEST_OPERATOR} and ends with ${NEWEST_OPERATOR}, which it is taken for where nobody`,
  'tells its version (`operator.version` in the [configuration](configuration.md), `InfisicalOperator.configure`). Up to v0.11.7 it was',
  'read in the source of each release, and compared field by field; of later ones, what is public of them. A newer one is judged as',
  'the newest.',
  '',
  ...featureTable(rules),
  '',
];
const details = [
  '## Each rule',
  '',
  `\`npx cdk8s-infisical explain C2\` says the same in a terminal, and looks for words. The finding says what to write instead.`,
  'Examples show only what differs from an object that is in order; `null` takes a field away. A valid InfisicalSecret reads',
  '`/api` of the environment `prod`, and writes the Secret `api-secrets` in the namespace `shop`. Comments say what is around',
  'the objects: the keys that are declared for the InfisicalSecret, settings (as `InfisicalRules.check` takes them), and what',
  'the last synthesis wrote. Programs begin with this:',
  '',
  ['```typescript', PRELUDE.trim(), '```'].join('\n'),
  '',
];
const statuses = [
  '## What is no rule',
  '',
  '`check` and `synth` say these beside the rules, in their formats for programs, too.',
  '',
  ...statusExplanations().flatMap((status) =>
    sectionOf({ ...status, id: `${status.id} (${status.foundBy.join(', ')})` }),
  ),
];
writeFileSync(
  document,
  `${prose}${START}\n${sections.join('\n')}\n${[...versions, ...details, ...rules.map(ruleExplanation).flatMap(sectionOf), ...statuses].join('\n')}`,
);

/** All that is known of something that is found. */
function sectionOf({ id, title, why, source, operators, settings, remedy, example }: Explanation): string[] {
  const notes = [
    ...(source === undefined ? [] : [`Source: ${source}`]),
    ...(operators === undefined ? [] : [`Operators: ${operators}`]),
    ...settings,
    ...(remedy === undefined ? [] : [remedy]),
  ];
  return [`### ${id}`, '', `${title}. ${why}`, '', ...notes.flatMap((note) => [note, '']), ...exampleBlock(example)];
}

function exampleBlock(example: Explanation['example']): string[] {
  if (example === undefined) return [];
  const { language, bad, good } = example;
  const comment = language === 'yaml' ? '#' : '//';
  return [`\`\`\`${language}`, `${comment} breaks it`, bad(), `${comment} does not`, good(), '```', ''];
}

const logins = join(__dirname, '../docs/authentication.md');
writeFileSync(logins, authenticationPage(readFileSync(logins, 'utf8')));
