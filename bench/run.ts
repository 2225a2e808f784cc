import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { adoptions } from './adoptions';
import { chart } from './chart';
import { commands } from './commands';
import { compete } from './competition';
import type { Contestant } from './contestant';
import { bundleWorkloads, contestants } from './contestants';
import { environments } from './environments';
import { pageOf } from './page';
import { markdown } from './report';
import type { Layout, Page, Result } from './result';

/*
 * npm run bench [-- --apps 1,1000 --projects 300 --rounds 3]
 * Measures whole processes side by side and writes bench/results/.
 */
const { values } = parseArgs({
  options: {
    apps: { type: 'string', default: '1,1000,10000' },
    projects: { type: 'string', default: '300,1000,3000' },
    rounds: { type: 'string', default: '5' },
  },
});
const LAYOUTS: readonly Layout[] = ['one chart', 'a chart per application'];
/** Whose page is looked at. */
const WITH_PAGE = 1_000;
const results: Result[] = [];
let page: Page | undefined;

async function measureAll(all: readonly Contestant[], count: number, layout: Layout): Promise<void> {
  process.stderr.write(`${count}, ${layout}\n`);
  for (const [{ name }, run] of await compete(all, Number(values.rounds))) {
    process.stderr.write(`  ${name}: ${run.cut ? 'cut' : `${run.wallMs.toFixed(0)} ms`}\n`);
    results.push({ ...run, count, layout, contestant: name });
  }
}

async function measureIn(folder: string): Promise<void> {
  const workloads = bundleWorkloads(folder);
  const counts = numbers(values.apps);
  for (const count of counts) {
    for (const layout of LAYOUTS) {
      const all = contestants(folder, workloads, count, layout);
      const more = count === 1 && layout === 'one chart' ? await commands(folder) : [];
      await measureAll(all, count, layout);
      if (more.length > 0) await measureAll(more, count, layout);
    }
  }
  for (const count of counts.filter((one) => one > 1).slice(0, 1)) {
    await measureAll(adoptions(folder, workloads.product, count), count, 'manifests adopted');
  }
  for (const count of numbers(values.projects)) {
    const project = environments(folder, count);
    await measureAll(project.contestants, count, 'three environments');
    if (count === WITH_PAGE) page = await pageOf(project.page);
  }
}

function numbers(text: string): number[] {
  return text.split(',').filter(Boolean).map(Number);
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    execFileSync('npm', ['run', 'build'], { cwd: join(__dirname, '..') });
    await measureIn(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const target = join(__dirname, 'results');
  const text = markdown({ results, page });
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'results.md'), text);
  writeFileSync(join(target, 'results.svg'), chart(results));
  process.stdout.write(text);
}

void main();
