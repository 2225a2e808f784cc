import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULE_IDS } from '../../lib/validation/rule-ids';
import { apiGroups } from '../../site/content/api-pages';
import { siteLink } from '../../site/content/links';
import { addressOf, fileOf } from '../../site/content/page';
import { families } from '../../site/content/rule-pages';
import { placesOf, sitePages } from '../../site/content/site-pages';

const PROJECT = join(__dirname, '../..');
const API = readFileSync(join(__dirname, 'api.md'), 'utf8');
const pages = sitePages(PROJECT, API);
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

describe('the public API', () => {
  const type = (name: string) => pageAt(`api/${name}.md`)?.markdown ?? '';

  test('has a page for each type, and a list by what they are', () => {
    expect(apiGroups(API)).toEqual([
      { title: 'Constructs', names: ['Sync'] },
      { title: 'Props and options', names: ['SyncProps'] },
      { title: 'Enums', names: ['Kind'] },
    ]);
    expect(pageAt('api/index.md')?.markdown).toContain('- [`Sync`](/api/Sync) A Secret that `is` kept up to date.');
  });

  test('is Markdown, whose headings begin at the first level and have short anchors', () => {
    expect(type('Sync').match(/^#.*$/gm)).toEqual([
      '# Sync',
      '## Initializers {:#Initializer:}',
      '### `props` *required* {:#Initializer.parameter.props:}',
      '## Properties',
      '### `kinds` {:#kinds:}',
    ]);
    expect(type('Sync').replaceAll(/^```[\s\S]*?^```$/gm, '')).not.toMatch(/<(?!no value>)/);
  });

  test('leads from a type to others, and to its own members', () => {
    expect(type('Sync')).toContain(
      '| [`props`](#Initializer.parameter.props) | [`SyncProps`](/api/SyncProps) | *No description.* |',
    );
    expect(type('Sync')).toContain('| [`kinds`](#kinds) | [`Kind`](/api/Kind)`[]` | Which kinds. |');
    expect(type('Sync')).toContain('- *Type:* [`Kind`](/api/Kind)[]');
    expect(type('SyncProps')).toContain('[`Sync`](/api/Sync#kinds)');
  });
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
