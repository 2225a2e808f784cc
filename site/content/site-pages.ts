import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { apiPages } from './api-pages';
import { documents } from './documents';
import type { Places } from './links';
import { homePage, playgroundPage } from './main-pages';
import { addressOf, type Page } from './page';
import { rulePages } from './rule-pages';

/**
 * All pages, in a stable order.
 *
 * @param api what `node tools/api.cjs --markdown` writes
 */
export function sitePages(project: string, api: string): Page[] {
  return [
    homePage(project),
    playgroundPage(),
    ...documents(project).flatMap(({ pages }) => pages),
    ...rulePages(project),
    ...apiPages(api),
  ];
}

/** Where links of the documents lead. */
export function placesOf(project: string, pages: readonly Page[]): Places {
  const { repository } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  // The first page that is made of a file is the one for all of it.
  const addresses = new Map(pages.map((page) => [page.source, addressOf(page)] as const).reverse());
  return {
    addresses,
    repository: repository.url.replace(/^git\+/, '').replace(/\.git$/, ''),
    isFolder: (path) => statSync(join(project, path), { throwIfNoEntry: false })?.isDirectory() === true,
  };
}
