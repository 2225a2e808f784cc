import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../packed-library';

const ALL = ['CronJob', 'DaemonSet', 'Deployment', 'Job', 'StatefulSet'];

/** What docs/linters.md says that a linter finds by default, as `check Kind`, sorted. */
export function findingsOnPage(linter: string): string[] {
  const page = readFileSync(join(PROJECT, 'docs/linters.md'), 'utf8');
  const [section] = page.split(`\n## ${linter}\n`)[1].split('\n## ');
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows
    .flatMap((row) => {
      const [, checks, kinds] = row.split('|').map((cell) => cell.trim());
      const of = kinds === 'all' ? ALL : kinds.split(', ');
      return checks.split(', ').flatMap((check) => of.map((kind) => `${check.replaceAll('`', '')} ${kind}`));
    })
    .sort();
}

/** The version of a linter that the page is about. */
export function versionOnPage(linter: string): string {
  const page = readFileSync(join(PROJECT, 'docs/linters.md'), 'utf8');
  const [, version] = new RegExp(`\n## ${linter}\n\nVersion ([\\d.]+\\d)`).exec(page) ?? [];
  if (version === undefined) throw new Error(`the page has no version of ${linter}`);
  return version;
}
