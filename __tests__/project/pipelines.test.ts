import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { run } from '../e2e/packed-library';
import { allBlocksOf, DOCUMENTS } from './document-blocks';

const PIPELINES = DOCUMENTS.flatMap((document) =>
  allBlocksOf(document).flatMap(({ file = '', text }) =>
    /^\.gitlab-ci\.yml$|^\.github\/workflows\//.test(file)
      ? [{ file: `${document}: ${file}`, pipeline: parse(text) }]
      : [],
  ),
);
const of = (kind: RegExp) => PIPELINES.filter(({ file }) => kind.test(file)).map((one) => [one.file, one.pipeline]);

// biome-ignore lint/suspicious/noExplicitAny: what people wrote
type Pipeline = any;

test.each(of(/gitlab/))('each line of a script in %s is a text, and no map by a colon', (_, pipeline: Pipeline) => {
  const scripts = Object.values<Pipeline>(pipeline).flatMap(({ before_script = [], script = [] }) => [
    ...before_script,
    ...script,
  ]);
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((line) => typeof line !== 'string')).toEqual([]);
});

/** What waits for another one begins from the tip of the branch, and is not dropped where it is asked for something. */
test.each(of(/workflows/))('%s pushes what others have not pushed before', (_, { on, concurrency, jobs }: Pipeline) => {
  const steps = Object.values<Pipeline>(jobs).flatMap((job) => job.steps);
  if (on?.workflow_dispatch?.inputs === undefined) return;
  expect(concurrency).toMatchObject({ queue: 'max' });
  const checkouts = steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@'));
  expect(checkouts.map(({ with: { ref } }) => ref)).toEqual(checkouts.map(() => '${{ github.ref_name }}'));
});

test.each(of(/./))('%s commits only where there is something to commit', (_, pipeline: Pipeline) => {
  const jobs = Object.values<Pipeline>(pipeline.jobs ?? pipeline);
  const scripts = jobs.map(({ script = [], steps = [] }) =>
    [...script, ...steps.map(({ run = '' }) => run)].join('\n'),
  );
  for (const text of scripts.filter((script) => / commit /.test(script))) {
    expect(text).toMatch(
      /if (?:git diff --cached --quiet|\[ -z "\$\(git status --porcelain .*\)" \]); then exit 0; fi[\s\S]* commit /,
    );
  }
});

/** A checkout that a runner keeps, with programs that do nothing but change an image. */
function checkout(folder: string): NodeJS.ProcessEnv {
  const [bin, work] = ['bin', 'work'].map((name) => join(folder, name));
  for (const path of [bin, join(work, 'images'), join(work, 'dist')]) mkdirSync(path, { recursive: true });
  const programs = { npm: '', gh: '', npx: 'echo new | tee images/staging.yaml images/prod.yaml > dist/a.yaml' };
  for (const [name, does] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${does}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  run(folder, 'git', 'init', '--quiet', '--bare', '--initial-branch=main', 'origin.git');
  run(work, 'git', 'init', '--quiet', '--initial-branch=main');
  run(work, 'git', ...author, 'commit', '--quiet', '--allow-empty', '--message', 'empty');
  run(work, 'git', 'remote', 'add', 'origin', join(folder, 'origin.git'));
  run(work, 'git', 'push', '--quiet', '--set-upstream', 'origin', 'main');
  const path = `${bin}:${process.env.PATH}`;
  return { ...process.env, PATH: path, RUNNER_TEMP: folder, IMAGE: 'orders=2', CI_DEFAULT_BRANCH: 'main' };
}

const OF_IMAGES = of(/^docs\/images\.md/);

test.each(OF_IMAGES)('%s runs twice, where nothing has changed too', (_, pipeline: Pipeline) => {
  const folder = mkdtempSync(join(tmpdir(), 'pipeline-'));
  try {
    const env = checkout(folder);
    const [{ script, steps }] = Object.values<Pipeline>(pipeline.jobs ?? pipeline);
    const scripts: string[] =
      steps === undefined ? [script.join('\n')] : steps.flatMap((step: Pipeline) => step.run ?? []);
    const here = scripts.map((text) =>
      text.replaceAll(/"https:\S+\.git"/g, 'origin').replaceAll(/ -o merge_request\S+/g, ''),
    );
    const cwd = join(folder, 'work');
    for (const text of [...here, ...here]) {
      const { status, stderr } = spawnSync('bash', ['-e', '-c', text], { cwd, env, encoding: 'utf8' });
      expect({ text, status, stderr: status === 0 ? '' : stderr }).toEqual({ text, status: 0, stderr: '' });
    }
    const log = run(cwd, 'git', 'log', '--all', '--format=%s').trim().split('\n');
    expect(log).toHaveLength(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Tried with its own code: it looks at comments of texts, and one behind braces is that of the map. */
test('a marker of Flux stands behind a text', () => {
  const blocks = DOCUMENTS.flatMap((document) => allBlocksOf(document).map(({ text }) => text));
  const marked = blocks.flatMap((text) => text.split('\n')).filter((line) => line.includes('# {"$imagepolicy"'));
  expect(marked.length).toBeGreaterThan(0);
  expect(marked.filter((line) => /[}\]]\s*# /.test(line))).toEqual([]);
});
