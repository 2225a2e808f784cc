// Jest starts with the suites that took longest, where it remembers: on a fresh clone it goes by the size of their files.
// The last one would run alone: here those that are known to take long come first.
const { createRequire } = require('node:module');

const ofJest = createRequire(createRequire(require.resolve('jest')).resolve('@jest/core'));
const Sequencer = ofJest('@jest/test-sequencer').default;

const LONG = [
  'cli/adopt/workloads.test.ts',
  'cli/report/page/page.test.ts',
  'cli/lint/places.test.ts',
  'project/documents-run.test.ts',
  'cli/adopt/corpus.test.ts',
  'project/dist.test.ts',
  'cli/languages/hostile-manifests.property.test.ts',
  'validation/rule-examples.test.ts',
  'cli/explain/explanation.test.ts',
  'cli/compose-values.test.ts',
  'cli/init/init.test.ts',
  'validation/rules/request-rate.test.ts',
  'app/random-declarations.property.test.ts',
  'project/docs.test.ts',
];

class LongestFirst extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    const rank = ({ path }) => LONG.findIndex((name) => path.endsWith(`/__tests__/${name}`));
    const long = sorted.filter((test) => rank(test) >= 0).sort((a, b) => rank(a) - rank(b));
    return [...long, ...sorted.filter((test) => rank(test) < 0)];
  }
}

module.exports = LongestFirst;
module.exports.LONG = LONG;
