import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NEWEST_OPERATOR, OLDEST_OPERATOR } from '../lib/model/operator-version';
import type { RuleText } from '../lib/validation/rule';
import { ruleList } from '../lib/validation/rule-list';
import { authenticationPage } from './authentication';
import { featureTable, operatorsOf } from './operator-versions';
import { exampleText, PRELUDE } from './rule-examples';

const TOPICS: { [letter: string]: string } = {
  A: 'Authentication',
  C: 'Workloads that use keys',
  D: 'Secrets Store CSI driver',
  E: 'Several environments',
  F: 'Fields: what the API server decodes',
  H: 'Host and TLS',
  J: 'Agent injector, the command line in an image, and what restarts workloads',
  K: 'Templates and keys',
  L: 'Local development',
  M: 'Managed Secrets and ConfigMaps',
  N: 'Kubernetes objects',
  O: 'External Secrets Operator',
  P: 'Pods and containers',
  R: 'Services, ingresses and other objects of Kubernetes',
  S: 'Source: project, environment, secret path',
  T: 'Timing',
  W: 'Workloads: what makes pods',
  X: 'Between objects, and the installation of the operator',
};

const START = '<!-- made by `npm run rules` from here on -->\n';

/** Not `ts`, which a block has that is a whole program. */
const PROGRAM = 'typescript';

const rules = ruleList();
const letters = [...new Set(rules.map(({ id }) => id[0]))];
const sections = letters.map((letter) => {
  const rows = rules.filter(({ id }) => id.startsWith(letter));
  const lines = rows.map(({ id, severity, title }) => `| [${id}](#${id.toLowerCase()}) | ${severity} | ${title} |`);
  return [`## ${TOPICS[letter]}`, '', '| rule | severity | what must hold |', '|---|---|---|', ...lines, ''].join('\n');
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
  'Examples show only what differs from an object that is in order; `null` takes a field away. A valid InfisicalSecret reads',
  '`/api` of the environment `prod`, and writes the Secret `api-secrets` in the namespace `shop`. Comments say what is around',
  'the objects: the keys that are declared for the InfisicalSecret, settings (as `InfisicalRules.check` takes them), and what',
  'the last synthesis wrote. Programs begin with this:',
  '',
  [`\`\`\`${PROGRAM}`, PRELUDE.trim(), '```'].join('\n'),
  '',
];
writeFileSync(
  document,
  `${prose}${START}\n${sections.join('\n')}\n${[...versions, ...details, ...rules.flatMap(explanationOf)].join('\n')}`,
);

/** Why a rule is there, where that can be looked up, and what breaks it and what does not. */
function explanationOf(rule: RuleText): string[] {
  const { id, title, why, source, bad, good } = rule;
  const operators = operatorsOf(rule);
  const language = typeof bad === 'string' ? PROGRAM : 'yaml';
  const comment = typeof bad === 'string' ? '//' : '#';
  return [
    `### ${id}`,
    '',
    `${title}. ${why}`,
    '',
    `Source: ${source}`,
    '',
    ...(operators === undefined ? [] : [`Operators: ${operators}`, '']),
    `\`\`\`${language}`,
    `${comment} breaks it`,
    exampleText(bad),
    `${comment} does not`,
    exampleText(good),
    '```',
    '',
  ];
}

const logins = join(__dirname, '../docs/authentication.md');
writeFileSync(logins, authenticationPage(readFileSync(logins, 'utf8')));
