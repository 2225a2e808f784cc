import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from '../../lib/model/kubernetes-version';
import { NEWEST_OPERATOR, OLDEST_OPERATOR } from '../../lib/model/operator-version';
import { PROJECT } from './main-program';

const textOf = (file: string) => readFileSync(join(PROJECT, file), 'utf8');
const manifest = JSON.parse(textOf('package.json'));
const ROWS = new Map(
  [...textOf('docs/versions.md').matchAll(/^\| (\S.*?) \| (.*?) \| (.*?) \| ?(.*?) ?\|$/gm)].map(
    ([, name, served, tested, until]) => [name, { served, tested, until }],
  ),
);
const NODES = [...ROWS].filter(([name]) => name.startsWith('Node '));

describe('the table of versions', () => {
  test('says when it was looked through', () => {
    expect(textOf('docs/versions.md')).toMatch(/^As of 20\d\d-\d\d-\d\d\./m);
  });

  test('has the versions of Node that CI runs, and that the package takes', () => {
    const { matrix } = parse(textOf('.github/workflows/ci.yml')).jobs.unit.strategy;
    expect(NODES.map(([, { tested }]) => tested)).toEqual(matrix.node);
    const [oldest, ...others] = matrix.node;
    expect(textOf('.ci/run')).toContain(`for version in ${others.join(' ')}; do`);
    expect(manifest.engines.node).toBe(`>=${oldest.split('.')[0]}`);
    expect(NODES.map(([name]) => name)).toEqual(matrix.node.map((version: string) => `Node ${version.split('.')[0]}`));
  });

  /** jsii knows them, and warns after them. */
  test('knows the end of life of each Node as jsii does', () => {
    const { NodeRelease } = require(join(PROJECT, 'node_modules/@jsii/check-node/lib/constants.js'));
    for (const [name, { until }] of NODES) {
      const major = Number(name.slice('Node '.length));
      const release = NodeRelease.ALL_RELEASES.find((one: { majorVersion: number }) => one.majorVersion === major);
      if (release === undefined) expect(until).toContain('jsii does not know it yet');
      else expect(until).toContain(release.endOfLifeDate.toISOString().slice(0, 10));
    }
  });

  test.each(Object.entries<string>(manifest.peerDependencies))(
    'has the range of %s, and what it is tested with',
    (name, range) => {
      expect(ROWS.get(name)?.served).toContain(`\`${range}\``);
      expect(ROWS.get(name)?.tested).toContain(manifest.devDependencies[name]);
    },
  );

  test('has the operators and clusters that the rules know', () => {
    expect(ROWS.get('Infisical operator')?.served).toContain(NEWEST_OPERATOR);
    expect(ROWS.get('Infisical operator')?.served).toContain(`from ${OLDEST_OPERATOR} on`);
    expect(ROWS.get('Kubernetes')?.served).toBe(`${OLDEST_KUBERNETES} to ${NEWEST_KUBERNETES}`);
  });
});

test('the changelog has a section for what is unreleased, and for each version', () => {
  const headings = [...textOf('CHANGELOG.md').matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  expect(headings[0]).toBe('Unreleased');
  expect(headings.slice(1).filter((heading) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(heading))).toEqual([]);
});
