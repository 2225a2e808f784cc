import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ruleList } from '../lib/validation/rule-list';

const TOPICS: { [letter: string]: string } = {
  A: 'Authentication',
  C: 'Workloads that use keys',
  E: 'Several environments',
  H: 'Host and TLS',
  K: 'Templates and keys',
  L: 'Local development',
  M: 'Managed Secrets and ConfigMaps',
  N: 'Kubernetes objects',
  S: 'Source: project, environment, secret path',
  T: 'Timing',
  X: 'Between objects, and the installation of the operator',
};

const START = '<!-- made by `npm run rules` from here on -->\n';

const rules = ruleList();
const letters = [...new Set(rules.map(({ id }) => id[0]))];
const sections = letters.map((letter) => {
  const rows = rules.filter(({ id }) => id.startsWith(letter));
  const lines = rows.map(({ id, severity, title }) => `| ${id} | ${severity} | ${title} |`);
  return [`## ${TOPICS[letter]}`, '', '| rule | severity | what must hold |', '|---|---|---|', ...lines, ''].join('\n');
});

const document = join(__dirname, '../docs/rules.md');
const [prose] = readFileSync(document, 'utf8').split(START);
writeFileSync(document, `${prose}${START}\n${sections.join('\n')}`);
