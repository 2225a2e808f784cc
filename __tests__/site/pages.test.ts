import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RULE_IDS } from '../../lib/validation/rule-ids';
import { siteLink } from '../../site/content/links';
import { addressOf, fileOf } from '../../site/content/page';
import { families } from '../../site/content/rule-pages';
import { placesOf, sitePages } from '../../site/content/site-pages';

const PROJECT = join(__dirname, '../..');
const pages = sitePages(PROJECT);
const places = placesOf(PROJECT, pages);
const pageAt = (path: string) => pages.find((page) => page.path === path);

test('no two pages have one address', () => {
  const addresses = pages.map(addressOf);
  expect(addresses.filter((one, index) => addresses.indexOf(one) !== index)).toEqual([]);
});

test('every document is a page', () => {
  const sources = new Set(pages.map(({ source }) => source));
  const documents = readdirSync(join(PROJECT, 'docs')).filter((name) => name.endsWith('.md'));
  expect(documents.filter((name) => !sources.has(`docs/${name}`))).toEqual([]);
});

test.each(RULE_IDS)('rule %s has a page with what breaks it and what does not', (id) => {
  const { title, markdown } = pageAt(`rules/${id}.md`) ?? {};
  expect(title).toContain(`${id}: `);
  expect(markdown?.match(/^## (Breaks it|Does not)\n\n```(yaml|typescript)$/gm)).toHaveLength(2);
});

test('every rule is in the list, with a link that leads to its page', () => {
  const { markdown = '', source = '' } = pageAt('rules/index.md') ?? {};
  const linked = new Set([...markdown.matchAll(/\]\((#[^)]*)\)/g)].map(([, href]) => siteLink(href, source, places)));
  expect(RULE_IDS.filter((id) => !linked.has(`/rules/${id}`))).toEqual([]);
});

test('families are headings of the list', () => {
  const { markdown = '' } = pageAt('rules/index.md') ?? {};
  expect(families().map(({ title }) => title)).toContain('C Workloads that use keys');
  expect(markdown).toContain('\n## Workloads that use keys\n');
});

test('the pages of the API are Markdown, without markup', () => {
  const api = pages.filter(({ path }) => path.startsWith('api/'));
  expect(api.length).toBeGreaterThan(100);
  const prose = ({ markdown }: (typeof pages)[number]) => markdown.replaceAll(/^```[\s\S]*?^```$|`[^`\n]*`/gm, '');
  expect(api.filter((page) => /<\/?(?:a|code|sup)\b/.test(prose(page))).map(({ path }) => path)).toEqual([]);
});

test('a type of the API leads to the others', () => {
  expect(pageAt('api/SyncedSecret.md')?.markdown).toContain('[`SyncedSecretProps`](/api/SyncedSecretProps)');
});

test.each([
  ['docs/lint.md', 'check.md#what-counts-as-read', '/check#what-counts-as-read'],
  ['docs/lint.md', 'rules.md#t1', '/rules/T1'],
  ['docs/lint.md', 'rules.md', '/rules/'],
  ['docs/rules.md', '#between-environments', '/rules/#between-environments'],
  ['docs/lint.md', '#junit', '#junit'],
  ['docs/decisions/0004-one-rendering.md', '../synth.md#messages', '/synth#messages'],
  ['README.md', 'docs/tutorial.md', '/tutorial'],
  ['README.md', 'CHANGELOG.md', '/changelog'],
  ['docs/tutorial.md', '../README.md', '/'],
  ['docs/tutorial.md', '../examples/shop/shop.ts', `${places.repository}/blob/main/examples/shop/shop.ts`],
  ['docs/ci.md', '../integrations/', `${places.repository}/tree/main/integrations`],
  ['docs/ci.md', 'https://example.com/#a', 'https://example.com/#a'],
  ['docs/ci.md', '/api/SyncedSecret', '/api/SyncedSecret'],
])('in %s, %s leads to %s', (source, href, expected) => {
  expect(siteLink(href, source, places)).toBe(expected);
});

test('what a link leads to in the repository is there', () => {
  const links = pages.flatMap(({ markdown, source }) =>
    [...markdown.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, href]) =>
      siteLink(href, source, places),
    ),
  );
  const inside = links.flatMap(
    (link) => new RegExp(`^${places.repository}/(?:blob|tree)/main/([^#]*)`).exec(link)?.[1] ?? [],
  );
  expect(inside.length).toBeGreaterThan(100);
  expect([...new Set(inside)].filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
});

test('no text of a document is a template', () => {
  const text = fileOf({ path: 'a.md', title: 'a "b"', source: 'docs/a.md', markdown: '{{ 1 + 1 }}' });
  expect(text).toBe('---\ntitle: "a \\"b\\""\nsource: "docs/a.md"\n---\n\n::::: v-pre\n\n{{ 1 + 1 }}\n\n:::::\n');
});
