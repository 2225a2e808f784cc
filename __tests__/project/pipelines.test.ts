import { parse } from 'yaml';
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

/** Tried with its own code: it looks at comments of texts, and one behind braces is that of the map. */
test('a marker of Flux stands behind a text', () => {
  const blocks = DOCUMENTS.flatMap((document) => allBlocksOf(document).map(({ text }) => text));
  const marked = blocks.flatMap((text) => text.split('\n')).filter((line) => line.includes('# {"$imagepolicy"'));
  expect(marked.length).toBeGreaterThan(0);
  expect(marked.filter((line) => /[}\]]\s*# /.test(line))).toEqual([]);
});
