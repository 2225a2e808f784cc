import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type DefaultTheme,
  defineConfig,
  type MarkdownEnv,
  type MarkdownOptions,
  type MarkdownRenderer,
  type Plugin,
} from 'vitepress';
import { apiGroups } from '../content/api-pages';
import { diagramSvg } from '../content/diagram';
import { documents, type Section } from '../content/documents';
import { licensesOf } from '../content/licenses';
import { siteLink } from '../content/links';
import { addressOf } from '../content/page';
import { anchorOf, families } from '../content/rule-pages';
import { placesOf, sitePages } from '../content/site-pages';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const sections = documents(project);
const api = readFileSync(resolve(project, 'site/made/api.md'), 'utf8');
const places = placesOf(project, sitePages(project, api));

/** Where the site lies on its host: `/cdk8s-infisical/`. */
const base = process.env.SITE_BASE || '/';

export default defineConfig({
  base,
  lang: 'en',
  title: 'cdk8s-infisical',
  description: 'Declare an application and its Infisical secret keys once',
  srcDir: 'made/pages',
  outDir: 'dist',
  cacheDir: 'made/cache',
  cleanUrls: true,
  metaChunk: true,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }]],
  lastUpdated: false,
  // The search knows pages in the order in which they are read.
  buildConcurrency: 1,
  markdown: markdown(),
  transformHtml: withPolicy,
  vite: { logLevel: 'warn', build: { chunkSizeWarningLimit: 4000 }, plugins: [licenses()] },
  themeConfig: {
    nav: [
      { text: 'Tutorial', link: '/tutorial' },
      { text: 'Rules', link: '/rules/', activeMatch: '/rules/' },
      { text: 'Playground', link: '/playground' },
      { text: 'API', link: '/api/', activeMatch: '/api/' },
    ],
    socialLinks: [{ icon: 'github', link: places.repository }],
    sidebar: {
      '/rules/': [
        { text: 'Rules', link: '/rules/', items: families().map(({ title: text, address: link }) => ({ text, link })) },
      ],
      '/api/': apiGroups(api).map(({ title: text, names }) => ({
        text,
        items: names.map((name) => ({ text: name, link: `/api/${name}` })),
      })),
      '/': sections.filter(({ isListed }) => isListed).map(group),
    },
    outline: { level: [2, 3] },
    search: {
      provider: 'local',
      options: {
        miniSearch: { searchOptions: { fuzzy: 0.2, prefix: true, boost: { title: 16, titles: 1, text: 2 } } },
        _render: searchedText,
      },
    },
    footer: { message: `Apache-2.0. <a href="${base}LICENSES.txt" target="_self">What the site is made of</a>` },
    externalLinkIcon: false,
    notFound: {
      title: 'There is no such page',
      quote: 'The search knows all that there are.',
      linkText: 'Home',
      linkLabel: 'Home',
    },
  },
});

function group({ title, pages }: Section): DefaultTheme.SidebarItem {
  return { text: title, items: pages.map((page) => ({ text: page.title, link: addressOf(page) })) };
}

function markdown(): MarkdownOptions {
  return {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    // What looks like markup in a document is text.
    html: false,
    anchor: { slugify: anchorOf },
    // Braces are text of the documents.
    attrs: { leftDelimiter: '{:', rightDelimiter: ':}' },
    config: (md) => {
      md.core.ruler.push('documents-of-github', ({ tokens, env }) => {
        for (const [index, token] of tokens.entries()) {
          // A table without a heading has cells there that head nothing.
          if (token.type === 'th_open' && tokens[index + 1].content === '') token.tag = tokens[index + 2].tag = 'td';
        }
        for (const token of tokens.flatMap(({ children }) => children ?? [])) {
          const isOfText = token.type === 'link_open' && token.attrGet('class') !== 'header-anchor';
          const href = isOfText && token.attrGet('href');
          if (href) token.attrSet('href', siteLink(decodeURI(href), env.frontmatter.source, places));
        }
      });
      const fence = md.renderer.rules.fence;
      md.renderer.rules.fence = (tokens, index, options, env, self) => {
        const { info, content } = tokens[index];
        if (info.trim() === 'mermaid')
          return `<div class="drawn" tabindex="0" role="group" aria-label="Diagram">${diagramSvg(content, index)}</div>\n`;
        const [, file] = /^\w+ ([\w./-]+)$/.exec(info.trim()) ?? [];
        const name = file === undefined ? '' : `<p class="file-name">${md.utils.escapeHtml(file)}</p>\n`;
        return `${name}${fence?.(tokens, index, options, env, self) ?? ''}`;
      };
    },
  };
}

const SCRIPT = /<script(?![^>]* src=)[^>]*>([\s\S]*?)<\/script>/g;

/** The licenses of the libraries that are in the pages, which want to be passed on with them. */
function licenses(): Plugin {
  return {
    name: 'licenses',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((one) => (one.type === 'chunk' ? one.moduleIds : []));
      const worker: string[] = JSON.parse(readFileSync(resolve(project, 'site/made/inputs.json'), 'utf8'));
      const files = [...worker, ...modules.map((id) => relative(project, id.replace(/^\0/, '')))];
      this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: licensesOf(project, files) });
    },
  };
}

/** What the search knows of a page: of rules and of the API no code, which would be most of it. */
function searchedText(source: string, env: MarkdownEnv, md: MarkdownRenderer): string {
  const hasMuchCode = /^(?:rules|api)\//.test(env.relativePath);
  return md.render(hasMuchCode ? source.replaceAll(/^```[\s\S]*?^```$/gm, '') : source, env);
}

/** What a page may load is of this site, and what it may run is what it was made with. */
function withPolicy(html: string): string {
  const hashes = [...html.matchAll(SCRIPT)].map(
    ([, script]) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  const policy = [
    "default-src 'self'",
    `script-src 'self' ${[...new Set(hashes)].join(' ')}`,
    // Colours of highlighted code are attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html.replace('<head>', `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`);
}
