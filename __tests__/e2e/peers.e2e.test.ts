import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { PROGRAM } from './consumer-program';
import { manifestOf, PROJECT, run, TARBALL } from './packed-library';

const { peerDependencies } = manifestOf(PROJECT) as { peerDependencies: Record<string, string> };
const EXPECTED = readFileSync(join(__dirname, 'consumer.expected.yaml'), 'utf8');

let temp: string;

beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'peers-'));
});

afterAll(() => rmSync(temp, { recursive: true, force: true }));

describe.each(['lowest', 'newest'] as const)('with the %s published versions of the peers', (end) => {
  test('it installs without a conflict, and synthesizes the same', () => {
    const consumer = join(temp, end);
    mkdirSync(consumer);
    writeFileSync(join(consumer, 'package.json'), '{ "private": true }');
    const peers = Object.entries(peerDependencies).map(([name, range]) => `${name}@${published(name, range).at(end)}`);
    const quick = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts', '--strict-peer-deps'];
    run(consumer, 'npm', 'install', ...quick, TARBALL, ...peers);

    const { code } = transformSync(PROGRAM.replace("{ outdir: 'dist' }", ''), { loader: 'ts', format: 'cjs' });
    writeFileSync(join(consumer, 'main.js'), code);
    writeFileSync(join(consumer, 'cdk8s.yaml'), 'app: node main.js\n');
    run(consumer, join(consumer, 'node_modules/.bin/cdk8s-infisical'), 'synth');
    expect(readFileSync(join(consumer, 'dist/shop.k8s.yaml'), 'utf8')).toBe(EXPECTED);
  });
});

/** What is published of a package within a range. */
function published(name: string, range: string) {
  const found = JSON.parse(run(temp, 'npm', 'view', `${name}@${range}`, 'version', '--json')) as string | string[];
  const numbers = (version: string) => version.split('.').map(Number);
  const byNumber = (a: string, b: string) => {
    const [one, other] = [numbers(a), numbers(b)];
    const at = one.findIndex((part, index) => part !== other[index]);
    return at < 0 ? 0 : one[at] - other[at];
  };
  const versions = [found].flat().sort(byNumber);
  return { at: (end: 'lowest' | 'newest') => (end === 'lowest' ? versions[0] : versions[versions.length - 1]) };
}
