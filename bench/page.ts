import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { programOnPath } from './contestant';
import type { Page } from './result';

const PAINTS = 5;
/** For the browser, as text: nothing of what is compiled here is known there. A page is loaded a little before it is seen. */
const FIRST_PAINT = `new Promise((resolve) => {
  const seen = (list) => list.getEntriesByName('first-contentful-paint').forEach(({ startTime }) => resolve(startTime));
  new PerformanceObserver(seen).observe({ type: 'paint', buffered: true });
})`;

/** How large a page is, and how soon a browser shows something of it: the median of some. */
export async function pageOf(file: string): Promise<Page> {
  const bytes = statSync(file).size;
  const executablePath = programOnPath('chromium');
  if (executablePath === undefined) return { bytes };
  const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
  const paints: number[] = [];
  for (let i = 0; i < PAINTS; i++) {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    paints.push(await page.evaluate<number>(FIRST_PAINT));
    await page.close();
  }
  await browser.close();
  return { bytes, paintMs: paints.sort((a, b) => a - b)[PAINTS >> 1] };
}
