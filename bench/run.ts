import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { adoptions } from './adoptions';
import { commands } from './commands';
import { bundleWorkloads, type Contestant, contestants, type Layout } from './contestants';
import { measure, type Run } from './measure';
import { chart, markdown } from './report';
import type { Result } from './result';
import { objectsIn } from './same-objects';

/*
 * npm run bench [-- --apps 1,1000 --rounds 3]
 * Measures whole processes side by side and writes bench/results/.
 */
const { values } = parseArgs({
  options: { apps: { type: 'string', default: '1,1000,10000' }, rounds: { type: 'string', default: '5' } },
});
const LAYOUTS: readonly Layout[] = ['one chart', 'a chart per application'];
const say = (text: string) => process.stderr.write(`${text}\n`);

/** Runs everybody once, and fails if somebody made other objects. Gives those who were too slow. */
async function rehearse(all: readonly Contestant[]): Promise<Map<Contestant, Run>> {
  const cut = new Map<Contestant, Run>();
  const expected = new Map<boolean, string>();
  for (const contestant of all) {
    contestant.reset();
    const run = await measure(contestant.command);
    if (run.cut) cut.set(contestant, run);
    const output = run.cut ? '' : contestant.output();
    if (output === '') continue;
    const { name, isBare = false } = contestant;
    const objects = objectsIn(output).join('\n');
    if ((expected.get(isBare) ?? objects) !== objects) throw new Error(`${name} makes other objects`);
    expected.set(isBare, objects);
  }
  return cut;
}

async function compete(all: readonly Contestant[], rounds: number): Promise<Map<Contestant, Run[]>> {
  const runs = new Map<Contestant, Run[]>(all.map((contestant) => [contestant, []]));
  for (let round = 0; round < rounds; round++) {
    for (const contestant of all) {
      contestant.reset();
      runs.get(contestant)?.push(await measure(contestant.command));
    }
  }
  return runs;
}

function median(runs: readonly Run[]): Run {
  const middle = (of: (run: Run) => number) => runs.map(of).sort((a, b) => a - b)[runs.length >> 1] ?? 0;
  return {
    wallMs: middle((run) => run.wallMs),
    cpuMs: middle((run) => run.cpuMs),
    peakMib: middle((run) => run.peakMib),
    cut: runs.some((run) => run.cut),
  };
}

/** What those who make the same objects need. */
async function resultsOf(all: readonly Contestant[], work: Pick<Result, 'count' | 'layout'>): Promise<Result[]> {
  const cut = await rehearse(all);
  const others = all.filter((one) => !cut.has(one));
  const runs = await compete(others, Number(values.rounds));
  return all.map((contestant) => {
    const seen = cut.get(contestant) ?? median(runs.get(contestant) ?? []);
    const run = contestant.isTree ? { ...seen, peakMib: 0 } : seen;
    say(`  ${contestant.name}: ${run.cut ? 'cut' : `${run.wallMs.toFixed(0)} ms`}`);
    return { ...run, ...work, contestant: contestant.name };
  });
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const results: Result[] = [];
  try {
    execFileSync('npm', ['run', 'build'], { cwd: join(__dirname, '..') });
    const workloads = bundleWorkloads(folder);
    for (const count of values.apps.split(',').map(Number)) {
      for (const layout of LAYOUTS) {
        say(`${count} applications, ${layout}`);
        results.push(...(await resultsOf(contestants(folder, workloads, count, layout), { count, layout })));
        if (count > 1 || layout !== 'one chart') continue;
        results.push(...(await resultsOf(await commands(folder), { count, layout })));
      }
      if (count === 1) continue;
      say(`${count} manifests adopted`);
      const adopting = await adoptions(folder, workloads.product, count);
      results.push(...(await resultsOf(adopting, { count, layout: 'manifests adopted' })));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const target = join(__dirname, 'results');
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'results.md'), markdown(results));
  writeFileSync(join(target, 'results.svg'), chart(results));
  process.stdout.write(markdown(results));
}

void main();
