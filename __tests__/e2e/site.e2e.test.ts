import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Lint } from '../../site/playground/judge';
import { commandLine } from '../cli/command-line';
import { inFolder } from '../cli/report/online-shop';
import { manifestFixtures } from '../site/manifest-fixtures';
import { startChromium } from './chromium';
import { PROJECT } from './packed-library';
import { type StaticSite, staticSite } from './static-site';

const BASE = '/cdk8s-infisical/';
const FOLDER = join(PROJECT, 'site/dist');
const MAIN_PAGES = ['', 'tutorial', 'rules/', 'playground', 'api/'];
const OTHER_PAGES = ['rules/C2', 'rules/E1', 'api/SyncedSecret', 'security', 'architecture'];
const NARROW = { width: 400, height: 800 };

let browser: Browser;
let site: StaticSite;

beforeAll(async () => {
  const { status, stdout, stderr } = spawnSync('npm', ['run', 'site'], {
    cwd: PROJECT,
    env: { ...process.env, SITE_BASE: BASE },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`npm run site failed:\n${stdout}${stderr}`);
  site = await staticSite(FOLDER, BASE);
  browser = await startChromium();
});

afterAll(async () => {
  await browser?.close();
  site?.close();
});

/** Opens a page; nothing may go wrong in it, and nothing may be asked of anybody else. */
async function inPage(path: string, work: (page: Page) => Promise<unknown>, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => troubles.push(message.text()));
  page.on('pageerror', ({ message }) => troubles.push(message));
  page.on('dialog', (dialog) => troubles.push(`dialog ${dialog.message()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(site.url)) troubles.push(`request of ${request.url()}`);
  });
  page.on('requestfailed', (request) => troubles.push(`failed request of ${request.url()}`));
  await page.goto(`${site.url}${path}`, { waitUntil: 'networkidle' });
  await work(page);
  expect(troubles).toEqual([]);
  await context.close();
}

const htmlFiles = () => site.files.filter((file) => file.endsWith('.html'));
const textOf = (file: string) => readFileSync(join(FOLDER, file), 'utf8');

test('every page answers', async () => {
  expect(htmlFiles().length).toBeGreaterThan(450);
  const refused: string[] = [];
  for (const file of htmlFiles()) {
    const path = file.replace(/(?:(?<=^|\/)index)?\.html$/, '');
    const { status } = await fetch(`${site.url}${path}`);
    if (status !== 200) refused.push(path);
  }
  expect(refused).toEqual([]);
});

test('no link leads to a page or a heading that there is not', () => {
  const decoded = (text: string) => decodeURIComponent(text.replaceAll('&amp;', '&'));
  const ids = new Map(
    htmlFiles().map((file) => [
      file,
      new Set([...textOf(file).matchAll(/ id="([^"]*)"/g)].map(([, id]) => decoded(id))),
    ]),
  );
  const isBroken = (href: string, from: string) => {
    const [path, anchor] = decoded(href).split('#');
    const file =
      path === ''
        ? from
        : site.fileAt(path.startsWith(BASE) ? path.slice(BASE.length) : posix.join(posix.dirname(from), path));
    return file === undefined || (anchor !== undefined && anchor !== '' && ids.get(file)?.has(anchor) === false);
  };
  const links = htmlFiles().flatMap((file) =>
    [...new Set([...textOf(file).matchAll(/ href="([^"]*)"/g)].map(([, href]) => href))]
      .filter((href) => !/^[a-z]+:/.test(href))
      .map((href) => ({ file, href })),
  );
  expect(links.length).toBeGreaterThan(10_000);
  expect(links.filter(({ file, href }) => isBroken(href, file))).toEqual([]);
});

test('a page may load and run nothing but what it was made with', () => {
  const lacking = htmlFiles().filter(
    (file) =>
      !textOf(file).includes(
        `http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'sha256-`,
      ),
  );
  expect(lacking).toEqual([]);
  expect(
    htmlFiles().filter((file) => /<(?:script|link|img)\b[^>]*(?:src|href)="(?:https?:)?\/\//.test(textOf(file))),
  ).toEqual([]);
});

test('the licenses of what is in the pages are beside them', () => {
  for (const name of ['vue', 'vitepress', 'minisearch', 'yaml'])
    expect(textOf('LICENSES.txt')).toMatch(new RegExp(`^${name} \\d`, 'm'));
});

test('what looks like a template or markup in a document is text', () =>
  inPage('argo-cd', async (page) => {
    expect(await page.locator('main').innerText()).toContain('shop-{{.environment}}');
  }));

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each([...MAIN_PAGES, ...OTHER_PAGES])('axe finds nothing in /%s', (path) =>
    inPage(
      path,
      async (page) => {
        if (path === 'playground') await judged(page);
        expect(await page.evaluate('document.documentElement.classList.contains("dark")')).toBe(colorScheme === 'dark');
        await page.evaluate(readFileSync(join(PROJECT, 'site/node_modules/axe-core/axe.min.js'), 'utf8'));
        const told = await page.evaluate(
          'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target)}`))',
        );
        expect(told).toEqual([]);
      },
      { colorScheme },
    ),
  );
});

test.each([...MAIN_PAGES, ...OTHER_PAGES])('/%s fits on a small screen', (path) =>
  inPage(path, async (page) => expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(NARROW.width), {
    viewport: NARROW,
  }),
);

test('a reader chooses the theme, and the next page has it', () =>
  inPage('tutorial', async (page) => {
    const isDark = () => page.evaluate('document.documentElement.classList.contains("dark")');
    expect(await isDark()).toBe(false);
    await page.locator('.VPNavBarAppearance button').click();
    expect(await isDark()).toBe(true);
    await page.goto(`${site.url}rules/C2`);
    expect(await isDark()).toBe(true);
  }));

test.each([
  ['C2', 'rules/C2'],
  ['SyncedSecret', 'api/SyncedSecret'],
])('the search finds %s', (words, path) =>
  inPage('', async (page) => {
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('searchbox').fill(words);
    const first = page.locator('.VPLocalSearchBox .results a').first();
    await first.waitFor();
    expect((await first.getAttribute('href'))?.split('#')[0]).toBe(`${BASE}${path}`);
    await first.click();
    await page.waitForURL(`${site.url}${path}**`);
  }),
);

describe('the playground', () => {
  test('says of manifests what lint says', () =>
    inPage('playground', async (page) => {
      for (const { name, text } of manifestFixtures()) {
        await judge(page, text);
        expect({ name, shown: await shownIn(page) }).toEqual({ name, shown: expectedOf(await linted(text)) });
      }
    }));

  test('tells the keys and draws their way', () =>
    inPage('playground', async (page) => {
      await page.getByLabel('An example').selectOption({ label: 'Nothing wrong: two workloads that share a Secret' });
      await page.getByText('No findings in 3 objects.').waitFor();
      const [, ...rows] = await page.getByRole('region', { name: 'Table of keys' }).getByRole('row').allInnerTexts();
      expect(rows.map((row) => row.split('\t'))).toEqual([
        ['CronJob shop/invoices', 'DATABASE_URL', 'variable DB_URL', 'Secret shop/orders', '/orders', 'prod'],
        ['Deployment shop/orders', 'DATABASE_URL', 'variable DATABASE_URL', 'Secret shop/orders', '/orders', 'prod'],
        ['Deployment shop/orders', 'STRIPE_KEY', 'variable STRIPE_KEY', 'Secret shop/orders', '/orders', 'prod'],
      ]);
      expect(await page.locator('figure .node').count()).toBe(5);
      await page.locator('figure a', { hasText: 'invoices' }).click();
      expect(await page.locator(':target').innerText()).toContain('CronJob shop/invoices');
    }));

  test('a finding leads to its line', () =>
    inPage('playground', async (page) => {
      await page.getByRole('button', { name: '40:18' }).click();
      expect(await page.evaluate('document.activeElement.id')).toBe('yaml');
      const selected =
        'document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)';
      expect(await page.evaluate(selected)).toBe('          image: registry.example.com/orders:undefined');
      await page.getByRole('link', { name: 'N6' }).click();
      await page.getByRole('heading', { level: 1, name: /^N6: / }).waitFor();
    }));

  test('what cannot be read is unread, and nothing is not good', () =>
    inPage('playground', async (page) => {
      await judge(page, 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n---\n{{ template }}\n');
      expect(await page.getByRole('status').innerText()).toBe('1 unread, in 1 object.');
      await judge(page, '');
      expect(await page.getByRole('status').innerText()).toBe('There is no Kubernetes object in it.');
      expect(await page.locator('.summary.good').count()).toBe(0);
    }));

  test('names cannot break out', () =>
    inPage('playground', async (page) => {
      const name = '</script><img src=x onerror=alert(1)><svg onload=alert(2)>';
      const { text = '' } = manifestFixtures().find((one) => one.name.endsWith('2-in-order.yaml')) ?? {};
      await judge(page, text.replaceAll(/\b(orders|prod|STRIPE_KEY|shop)\b/g, JSON.stringify(name)));
      await page.locator('figure svg').first().waitFor();
      expect(await page.locator('main img, main script, svg svg').count()).toBe(0);
      const told = await page.locator('main').innerText();
      expect(told).toContain('onerror=alert(1)');
    }));

  test('10,000 lines are judged while the page stays awake', () =>
    inPage('playground', async (page) => {
      const { text = '' } = manifestFixtures().find((one) => one.name.endsWith('1-mistakes.yaml')) ?? {};
      const copies = Math.ceil(10_000 / text.split('\n').length);
      const many = Array.from({ length: copies }, (_, i) => text.replaceAll('name: orders', `name: orders-${i}`)).join(
        '---\n',
      );
      await judged(page);
      await page.evaluate(`
        longest = 0;
        let last = performance.now();
        setInterval(() => { const now = performance.now(); longest = Math.max(longest, now - last); last = now; }, 5);
      `);
      await page.evaluate(`yaml.value = ${JSON.stringify(many)}; yaml.dispatchEvent(new Event('input'))`);
      await page.locator('.output[aria-busy=true]').waitFor();
      await judged(page);
      expect(await page.getByRole('status').innerText()).toMatch(/errors, in \d+ objects\.$/);
      expect(await page.evaluate('longest')).toBeLessThan(1_500);
    }));
});

/** Gives the page a text, and waits for what it says of it. */
async function judge(page: Page, text: string) {
  await judged(page);
  await page.getByRole('textbox', { name: 'Manifests' }).fill(text);
  await page.locator('.output[aria-busy=true]').waitFor();
  await judged(page);
}

async function judged(page: Page) {
  await page.locator('.output[aria-busy=false]').waitFor({ timeout: 60_000 });
}

/** What the page lists: place, how it looks with what is told, and the rule. */
async function shownIn(page: Page): Promise<string[]> {
  const items = await page.locator('.output .findings li').all();
  const texts = items.map(async (item) => {
    const told = await item.locator('p').first().textContent();
    return `${await item.locator('.place').textContent()} ${told?.trim()}`;
  });
  return Promise.all(texts);
}

const NOTHING: Lint = { findings: [], unread: [], summary: { errors: 0, warnings: 0, objects: 0 } };

async function linted(text: string): Promise<Lint> {
  return inFolder({ 'manifests.yaml': text }, async (cwd) => {
    const { stdout, stderr } = await commandLine(['lint', 'manifests.yaml', '--format', 'json'], { cwd });
    return stderr.includes('there are no Kubernetes manifests') ? NOTHING : JSON.parse(stdout);
  });
}

function expectedOf({ findings, unread }: Lint): string[] {
  return [
    ...unread.map(({ line, column, message }) => `${line}:${column} unread ${message}`),
    ...findings.map(({ line, column, severity, suppressedBecause, message, rule }) => {
      const look = suppressedBecause === undefined ? severity : 'suppressed';
      return `${line}:${column} ${look} ${message} ${rule}`;
    }),
  ];
}
