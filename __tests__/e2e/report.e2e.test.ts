import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { commandLine } from '../cli/command-line';
import { type Files, inFolder, onlineShop } from '../cli/report/online-shop';
import probes from './page-probes.client.js';

const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'].concat([
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]);
const NARROW = { width: 400, height: 800 };

let browser: Browser;
let shop: Files;

beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation();
  shop = onlineShop();
  const folders = (process.env.PATH ?? '').split(delimiter);
  const executablePath = folders.map((folder) => join(folder, 'chromium')).find(existsSync);
  if (executablePath === undefined) {
    throw new Error('there is no chromium: call ".ci/install-system-programs FOLDER" and put FOLDER on PATH');
  }
  browser = await chromium.launch({ executablePath, args: ARGS });
});

afterAll(() => browser?.close());

/** Opens the report of some manifests; nothing may go wrong in it, and nothing may be loaded. */
async function inReport(work: (page: Page) => Promise<unknown>, options: BrowserContextOptions = {}, files = shop) {
  await inFolder(files, async (cwd) => {
    const { status, stderr } = await commandLine(['report', '--format', 'html', '--output', 'report.html'], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: 'wrote report.html\n' });
    const url = pathToFileURL(join(cwd, 'report.html')).href;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    await page.addInitScript({ content: probes });
    const [troubles, requests]: string[][] = [[], []];
    page.on('console', (message) => troubles.push(message.text()));
    page.on('pageerror', ({ message }) => troubles.push(message));
    page.on('dialog', (dialog) => troubles.push(`dialog ${dialog.message()}`));
    page.on('request', (request) => requests.push(request.url().split('#')[0]));
    await page.goto(url);
    await work(page);
    expect({ troubles, requests }).toEqual({ troubles: [], requests: [url] });
    await context.close();
  });
}

const visible = (page: Page, selector: string) => page.locator(selector).filter({ visible: true });
const names = (page: Page) => visible(page, 'article h3').allTextContents();

test('a search leaves what it is about, in tables and pictures alike', () =>
  inReport(async (page) => {
    expect(await visible(page, 'tr[data-row]').count()).toBe(81);
    await page.getByRole('searchbox', { name: 'Search' }).fill('STRIPE payments-api');
    await expectCount(page, '4 of 81 rows');
    expect(await names(page)).toEqual(['payments-api', 'payments-api']);
    const bright = page.locator('figure').first().locator('.node:not(.dim) text:first-of-type');
    expect(await bright.allTextContents()).toEqual([
      'online-shop prod:/payments',
      'payments-secrets',
      'payments-secrets',
      'payments-api',
    ]);
    expect(await visible(page, 'tr[data-index]').allInnerTexts()).toHaveLength(2);
    await page.getByRole('searchbox').fill('no such thing');
    await expectCount(page, 'Nothing found. Try a part of a name.');
    await page.getByRole('searchbox').press('Escape');
    await expectCount(page, '81 of 81 rows');
  }));

test('an environment can be chosen', () =>
  inReport(async (page) => {
    await page.getByRole('radio', { name: 'staging' }).check();
    await expectCount(page, '41 of 81 rows');
    expect(await visible(page, 'main h2').allTextContents()).toEqual(['staging', 'Keys']);
  }));

test('who uses a key is found with the keyboard alone', () =>
  inReport(async (page) => {
    await page.keyboard.press('Tab');
    expect(await page.evaluate('focusedText()')).toBe('Skip to the report');
    await page.keyboard.press('Tab');
    await page.keyboard.type('web');
    await expectCount(page, `${await page.evaluate('rowsWith("web")')} of 81 rows`);
    let presses = 0;
    while ((await page.evaluate('focusedText()')) !== 'SENTRY_DSN' && presses++ < 40) await page.keyboard.press('Tab');
    expect(await page.evaluate('isFocusSeen()')).toBe(true);
    await page.keyboard.press('Enter');
    await expectCount(page, 'Workloads that use SENTRY_DSN: 5 in prod, 5 in staging');
    expect(new Set(await names(page))).toEqual(
      new Set(['cart-api', 'catalog-api', 'payments-api', 'search-api', 'web']),
    );
    expect(await page.evaluate('document.activeElement.id')).toBe('query');
  }));

test('all that can be used can be reached with the keyboard, and is seen to be', () =>
  inReport(async (page) => {
    await page.getByRole('searchbox').fill('ledger-export');
    const [reached, unseen] = [new Set<string>(), [] as string[]];
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab');
      reached.add(await page.evaluate('focusedTag()'));
      if (!(await page.evaluate('isFocusSeen()'))) unseen.push(await page.evaluate('focusedText()'));
    }
    expect([...reached]).toEqual(expect.arrayContaining(['a', 'input', 'summary', 'div']));
    expect(unseen.filter((name) => name !== '')).toEqual([]);
  }));

test('the picture leads to the workload, also when a search hides it', () =>
  inReport(async (page) => {
    await page.getByRole('searchbox').fill('ledger');
    await page.locator('figure a', { hasText: 'notifier' }).first().click();
    const target = page.locator(':target');
    expect(await target.locator('h3').textContent()).toBe('notifier');
    expect(await target.isVisible()).toBe(true);
    await page.getByRole('radio', { name: 'prod' }).check();
    await page.locator('#keys a', { hasText: 'invoice-worker' }).last().click();
    expect(await target.isVisible()).toBe(true);
    expect(await page.getByRole('radio', { name: 'All' }).isChecked()).toBe(true);
  }));

test.each(['light', 'dark'] as const)('text can be read on a small screen in %s', (colorScheme) =>
  inReport(
    async (page) => {
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(NARROW.width);
      expect(await page.evaluate('cutOff()')).toBe(0);
      expect(await page.evaluate('lowestContrast()')).toBeGreaterThanOrEqual(4.5);
    },
    { colorScheme, viewport: NARROW },
  ),
);

test.each(['light', 'dark'] as const)('text can be read on a large screen in %s', (colorScheme) =>
  inReport(async (page) => expect(await page.evaluate('lowestContrast()')).toBeGreaterThanOrEqual(4.5), {
    colorScheme,
  }),
);

test('without scripts it is a plain page', () =>
  inReport(
    async (page) => {
      expect(await page.getByRole('searchbox').count()).toBe(0);
      expect(await visible(page, 'tr[data-row]').count()).toBe(81);
      await page.locator('.key', { hasText: 'TLS_KEY' }).first().click();
      expect(await page.locator(':target').innerText()).toContain('payments-api');
    },
    { javaScriptEnabled: false },
  ));

test('who wants no motion gets none', () =>
  inReport(
    async (page) =>
      expect(await page.evaluate('getComputedStyle(document.querySelector(".node")).transitionDuration')).toBe('0s'),
    { reducedMotion: 'reduce' },
  ));

test('names cannot break out', () => {
  const name = `</script></title></style><img src=x onerror=alert(1)><svg onload=alert(2)>`;
  const text = Object.values(shop)
    .join('---\n')
    .replaceAll(/\b(SMTP_PASSWORD|online-shop|payments-api)\b/g, JSON.stringify(name).slice(1, -1));
  return inReport(
    async (page) => {
      expect(await page.locator('img').count()).toBe(0);
      await page.getByRole('searchbox').fill('onerror=alert(1)');
      expect(await visible(page, 'tr[data-row]').count()).toBeGreaterThan(0);
      await visible(page, 'tr[data-row] .key').filter({ hasText: 'onerror' }).first().click();
      expect(await page.getByRole('status').textContent()).toContain('onerror=alert(1)');
    },
    {},
    { 'dist/prod/shop.yaml': text },
  );
});

async function expectCount(page: Page, text: string) {
  await page.getByRole('status').filter({ hasText: text }).waitFor({ timeout: 5_000 });
}
