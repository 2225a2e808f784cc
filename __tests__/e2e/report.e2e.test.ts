import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { htmlPage } from '../../cli/report/page/page';
import { commandLine } from '../cli/command-line';
import { manyWorkloads } from '../cli/report/many-workloads';
import { type Files, inFolder, onlineShop } from '../cli/report/online-shop';
import { startChromium } from './chromium';
import probes from './page-probes.client.js';

const ROWS = 'article tbody tr';
const NARROW = { width: 400, height: 800 };

let browser: Browser;
let shop: Files;

beforeAll(async () => {
  jest.spyOn(console, 'warn').mockImplementation();
  shop = onlineShop();
  browser = await startChromium();
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
    expect({ troubles, requests: [...new Set(requests)] }).toEqual({ troubles: [], requests: [url] });
    await context.close();
  });
}

const visible = (page: Page, selector: string) => page.locator(selector).filter({ visible: true });
const names = (page: Page) => visible(page, 'article h3').allTextContents();

test('a search leaves what it is about, in tables and pictures alike, and counts it', () =>
  inReport(async (page) => {
    expect(await visible(page, ROWS).count()).toBe(41);
    await page.getByRole('searchbox', { name: 'Search' }).fill('STRIPE payments-api');
    await expectCount(page, '2 of 41 rows in 1 of 12 workloads');
    expect(await names(page)).toEqual(['payments-api']);
    expect(await visible(page, 'article .amount').allTextContents()).toEqual(['2 of 7 rows']);
    expect(await page.locator('h2 .amount').allTextContents()).toEqual(['1 of 12', '2 of 23']);
    const bright = page.locator('figure').first().locator('.node:not(.dim) text:first-of-type');
    expect(await bright.allTextContents()).toEqual([
      '/payments',
      'payments-secrets',
      'payments-secrets',
      'payments-api',
    ]);
    expect(await visible(page, '#keys tbody tr').allInnerTexts()).toHaveLength(2);
    await page.getByRole('searchbox').fill('no such thing');
    await expectCount(page, 'Nothing found. Try a part of a name.');
    await page.getByRole('searchbox').press('Escape');
    await expectCount(page, '41 of 41 rows in 12 of 12 workloads');
    expect(await page.locator('article .amount').allTextContents()).toContain('7 rows');
  }));

test('an environment can be chosen', () =>
  inReport(async (page) => {
    await page.getByRole('radio', { name: 'prod' }).check();
    await expectCount(page, '40 of 41 rows in 12 of 12 workloads');
    expect(await visible(page, 'figcaption').allTextContents()).toEqual(['prod']);
    await page.getByRole('radio', { name: 'All' }).check();
    await page.getByRole('searchbox').fill('PDF prod');
    await expectCount(page, 'Nothing found.');
  }));

test('what one sees has an address, which leads there again, and one step back to what was before', () =>
  inReport(async (page) => {
    const url = page.url();
    const hash = () => page.evaluate('location.hash');
    await page
      .locator('article a', { hasText: /^STRIPE_KEY$/ })
      .first()
      .click();
    await expectCount(page, 'Workloads that use STRIPE_KEY: 2 in staging, 2 in prod');
    expect(await hash()).toBe('#key=STRIPE_KEY');
    await page.getByRole('radio', { name: 'prod' }).check();
    expect(await hash()).toBe('#key=STRIPE_KEY&environment=prod');
    await page.goBack();
    await page.goBack();
    await expectCount(page, '41 of 41 rows');
    await page.goForward();
    await expectCount(page, 'Workloads that use STRIPE_KEY: 2 in staging, 2 in prod');
    await page.getByRole('searchbox').fill('ledger');
    await until(page, 'location.hash === "#search=ledger"');
    for (const [address, count] of [
      ['#workload=payments/payments-api', '7 of 41 rows in 1 of 12 workloads'],
      ['#workload=payments-api&environment=staging', '7 of 41 rows in 1 of 12 workloads'],
      ['#environment=prod', '40 of 41 rows'],
      ['#search=STRIPE%20payments-api', '2 of 41 rows'],
      ['#key=STRIPE_KEY', 'Workloads that use STRIPE_KEY'],
      ['#key=%', 'Nobody uses this key.'],
      ['#other', '41 of 41 rows'],
    ]) {
      await page.goto('about:blank');
      await page.goto(`${url}${address}`);
      await expectCount(page, count);
    }
  }));

test('who uses a key is found with the keyboard alone', () =>
  inReport(async (page) => {
    await page.keyboard.press('Tab');
    expect(await page.evaluate('focusedText()')).toBe('Skip to the report');
    await page.keyboard.press('Tab');
    await page.keyboard.type('web');
    await expectCount(page, 'of 12 workloads');
    let presses = 0;
    while ((await page.evaluate('focusedText()')) !== 'SENTRY_DSN' && presses++ < 40) await page.keyboard.press('Tab');
    expect(await page.evaluate('isFocusSeen()')).toBe(true);
    await page.keyboard.press('Enter');
    await expectCount(page, 'Workloads that use SENTRY_DSN: 5 in staging, 5 in prod');
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
    expect(await names(page)).toEqual(['notifier']);
    await page.locator('#keys a', { hasText: 'SMTP_PASSWORD' }).click();
    await page.locator('#keys a', { hasText: 'notifier' }).last().click();
    expect(await page.evaluate('location.hash')).toBe('#workload=data/notifier');
  }));

test('on paper it is light and whole, with pictures as wide as the page', () =>
  inReport(
    async (page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await visible(page, ROWS).count()).toBe(41);
      expect(await page.getByRole('searchbox').count()).toBe(0);
      expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(29, 31, 35)');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(794);
      expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
    },
    { viewport: { width: 794, height: 1123 } },
  ));

test('900 workloads in three environments are found as one types', async () => {
  const html = htmlPage(manyWorkloads(900));
  await inFolder({ 'report.html': html }, async (cwd) => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(cwd, 'report.html')).href);
    await page.getByRole('searchbox').fill('service-7-3 STRIPE');
    await expectCount(page, '2 of 7200 rows in 2 of 900 workloads');
    expect(await names(page)).toEqual(['service-7-3', 'service-7-30']);
    await page.getByRole('searchbox').fill('');
    await expectCount(page, '7200 of 7200 rows in 900 of 900 workloads');
    await until(page, 'document.querySelectorAll("article tbody tr[hidden]").length === 0');
    await page.close();
  });
});

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
      expect(await visible(page, ROWS).count()).toBe(41);
      await page.locator('article a', { hasText: 'TLS_KEY' }).first().click();
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
      expect(await visible(page, ROWS).count()).toBeGreaterThan(0);
      await visible(page, `${ROWS} a`).filter({ hasText: 'onerror' }).first().click();
      expect(await page.getByRole('status').textContent()).toContain('onerror=alert(1)');
    },
    {},
    { 'dist/prod/shop.yaml': text },
  );
});

/** The page itself runs no text as a program. */
async function until(page: Page, condition: string) {
  for (let left = 100; !(await page.evaluate(condition)); left--) {
    if (left === 0) throw new Error(`never: ${condition}`);
    await page.waitForTimeout(50);
  }
}

async function expectCount(page: Page, text: string) {
  await page.getByRole('status').filter({ hasText: text }).waitFor({ timeout: 5_000 });
}
