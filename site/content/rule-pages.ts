import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRELUDE } from '../../cli/explain/example-text';
import { type Explanation, ruleExplanation } from '../../cli/explain/explanation';
import { FAMILIES } from '../../cli/explain/families';
import { ruleList } from '../../lib/validation/rule-list';
import type { Page } from './page';

const SOURCE = 'docs/rules.md';

/** Columns of a line of an example: as many as the column of text has. */
const WIDTH = 84;

const AROUND = `It shows only what differs from an object that is in order; \`null\` takes a field away. A valid InfisicalSecret reads
\`/api\` of the environment \`prod\`, and writes the Secret \`api-secrets\` in the namespace \`shop\`. Comments say what is around the
objects.`;

/** The list of the rules with what holds for all, and a page for each, as the rule objects say it. */
export function rulePages(project: string): Page[] {
  const rules = ruleList();
  return [
    { path: 'rules/index.md', title: 'Rules', source: SOURCE, markdown: overview(project) },
    ...rules.map((rule, index) => {
      const neighbours = { prev: neighbour(rules[index - 1]), next: neighbour(rules[index + 1]) };
      return rulePage(ruleExplanation(rule), neighbours);
    }),
  ];
}

/** The families with their addresses, in the order of the list. */
export function families(): { title: string; address: string }[] {
  const letters = new Set(ruleList().map(({ id }) => id[0]));
  return [...letters].map((letter) => {
    const title = FAMILIES[letter];
    return { title: `${letter} ${title.split(/[:,]/)[0]}`, address: `/rules/#${anchorOf(title)}` };
  });
}

/** How GitHub calls a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

/** What `docs/rules.md` says but for the rules one by one. */
function overview(project: string): string {
  const markdown = readFileSync(join(project, SOURCE), 'utf8');
  const [before, after] = ['## Each rule', '## What is no rule'].map((heading) => markdown.indexOf(`\n${heading}\n`));
  if (before < 0 || after < before) throw new Error(`${SOURCE} has other headings than its site knows`);
  return `${markdown.slice(0, before)}\n${markdown.slice(after)}`;
}

function neighbour(rule: { readonly id: string; readonly title: string } | undefined): unknown {
  return rule === undefined ? false : { text: `${rule.id}: ${rule.title}`, link: `/rules/${rule.id}` };
}

function rulePage(explanation: Explanation, settings: Page['settings']): Page {
  const { id, severity, title, why, source, operators, remedy, foundBy } = explanation;
  const notes = [
    operators && `Operators: ${operators}`,
    ...explanation.settings,
    remedy,
    source && `Source: ${source}`,
  ];
  const [kind, commands] = [`**${severity}**`, foundBy.map((command) => `\`${command}\``).join(' and ')];
  const markdown = [
    `# ${id}: ${title}`,
    `${kind}, found by ${commands} · [${FAMILIES[id[0]]}](/rules/#${anchorOf(FAMILIES[id[0]])})`,
    `${why}`,
    ...notes.flatMap((note) => note || []),
    ...examples(explanation),
    `In a terminal, \`npx cdk8s-infisical explain ${id}\` says the same. [Where a rule does not fit](/rules/#where-a-rule-does-not-fit), switch it off with a reason.`,
  ].join('\n\n');
  return { path: `rules/${id}.md`, title: `${id}: ${title}`, source: SOURCE, markdown, settings };
}

function examples({ example }: Explanation): string[] {
  if (example === undefined) return [];
  const { language, bad, good } = example;
  const block = (text: string) => ['```', language, '\n', text, '\n```'].join('');
  const isProgram = language === 'typescript';
  return [
    '## Breaks it',
    block(bad(WIDTH)),
    '## Does not',
    block(good(WIDTH)),
    ...(isProgram ? ['Before it stands:', block(PRELUDE.trim())] : [AROUND]),
  ];
}
