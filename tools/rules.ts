import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ruleList } from '../lib/validation/rule-list';

const TOPICS: { [letter: string]: string } = {
  A: 'Authentication',
  C: 'Workloads that use keys',
  H: 'Host and TLS',
  K: 'Templates and keys',
  M: 'Managed Secrets and ConfigMaps',
  N: 'Kubernetes objects',
  S: 'Source: project, environment, secret path',
  T: 'Timing',
  X: 'Between objects, and the installation of the operator',
};

const rules = ruleList();
const letters = [...new Set(rules.map(({ id }) => id[0]))];
const sections = letters.map((letter) => {
  const rows = rules.filter(({ id }) => id.startsWith(letter));
  const lines = rows.map(({ id, severity, title }) => `| ${id} | ${severity} | ${title} |`);
  return [`## ${TOPICS[letter]}`, '', '| rule | severity | what must hold |', '|---|---|---|', ...lines, ''].join('\n');
});

const text = `# Rules

Made by \`npm run rules\`; do not edit.

An **error** is something that the API server, the operator or Argo CD would refuse, ignore or silently misread: it
stops the synthesis, and all errors come out at once. A **warning** works but is unwise: it is printed to stderr.

Where a rule does not fit, switch it off for a construct and everything below it, and write why:

\`\`\`ts
InfisicalRules.silence(app, 'C11', 'rolled out by hand after each rotation');
\`\`\`

The finding is still printed, with the reason.

${sections.join('\n')}`;

const docs = join(__dirname, '../docs');
mkdirSync(docs, { recursive: true });
writeFileSync(join(docs, 'rules.md'), text);
