import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from './page';

/** The documents by what a reader wants, in the order in which they are read. */
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  Begin: ['tour', 'tutorial', 'own-project', 'adopt', 'languages', 'command-line', 'configuration'],
  Declare: [
    'environments',
    'secrets',
    'typed-keys',
    'workloads',
    'beside-workloads',
    'images',
    'authentication',
    'other-delivery',
  ],
  'On the laptop': ['local', 'run'],
  'Before the merge': ['synth', 'check', 'lint', 'linters', 'report', 'provision', 'ci'],
  'In the cluster': ['operator', 'argo-cd', 'flux', 'guard', 'status', 'doctor', 'scaling'],
};
const ABOUT = 'To rely on';
const CONTRIBUTING = ['contributing', 'architecture', 'synth-design'];

export interface Section {
  readonly title: string;
  readonly pages: readonly Page[];
  /** Whether a reader finds them in the list of pages; else another page leads there. */
  readonly isListed: boolean;
}

/** The documents below `docs/`, and those of the root that a reader looks for; not the rules, which have pages of their own. */
export function documents(project: string): Section[] {
  const pages = [
    ...markdownIn(project, 'docs').map((source) => document(project, source, basename(source))),
    document(project, 'CONTRIBUTING.md', 'contributing.md'),
    document(project, 'CHANGELOG.md', 'changelog.md'),
  ].filter(({ path }) => path !== 'rules.md');
  const named = Object.entries(SECTIONS).map(([title, names]) => ({
    title,
    pages: called(pages, names),
    isListed: true,
  }));
  const contributing = called(pages, CONTRIBUTING);
  const placed = new Set([...named.flatMap((section) => section.pages), ...contributing]);
  return [
    ...named,
    { title: ABOUT, pages: pages.filter((page) => !placed.has(page)), isListed: true },
    { title: 'Contributing', pages: contributing, isListed: true },
    { title: 'Decisions', pages: decisions(project), isListed: false },
  ];
}

function called(pages: readonly Page[], names: readonly string[]): Page[] {
  return names.flatMap((name) => pages.find(({ path }) => path === `${name}.md`) ?? []);
}

function decisions(project: string): Page[] {
  return markdownIn(project, 'docs/decisions').map((source) =>
    document(project, source, `decisions/${basename(source)}`),
  );
}

function markdownIn(project: string, folder: string): string[] {
  const files = readdirSync(join(project, folder)).filter((name) => name.endsWith('.md'));
  return files.sort().map((name) => `${folder}/${name}`);
}

/** A document that is a page as it is. */
function document(project: string, source: string, path: string): Page {
  const markdown = readFileSync(join(project, source), 'utf8').replaceAll(/^<!--.*-->\n/gm, '');
  return { path, source, title: titleOf(markdown) ?? path, markdown };
}

/** The text of the first heading. */
export function titleOf(markdown: string): string | undefined {
  return /^# (.+)$/m.exec(markdown)?.[1].replaceAll('`', '');
}
