import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { programOnPath } from './contestant';
import type { Page } from './result';

const PAINTS = 5;

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
    // A text for the browser: nothing of what is compiled here is known there.
    paints.push(await page.evaluate<number>('performance.getEntriesByName("first-contentful-paint")[0].startTime'));
    await page.close();
  }
  await browser.close();
  return { bytes, paintMs: paints.sort((a, b) => a - b)[PAINTS >> 1] };
}
