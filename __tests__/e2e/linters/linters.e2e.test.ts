import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { allBlocksOf } from '../../project/document-blocks';
import { runPrograms } from '../../project/run-programs';
import { run } from '../packed-library';
import { findingsOnPage, versionOnPage } from './page';
import { completeWorkloads, defaultWorkloads } from './workloads';

let temp: string;
let byDefault: string;
let complete: string;
let ofPage: string;

beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'linters-'));
  byDefault = written('default', defaultWorkloads);
  complete = written('complete', completeWorkloads);
  const [{ text }] = allBlocksOf('docs/linters.md');
  const { folders, printed } = runPrograms([{ main: 'main.ts', files: { 'main.ts': text } }]);
  expect(printed).toEqual({ status: 0, stdout: '', stderr: '' });
  ofPage = folders[0];
});

afterAll(() => {
  rmSync(temp, { recursive: true });
  rmSync(ofPage, { recursive: true });
});

/** The file of the manifests that the declarations make. */
function written(name: string, declare: (chart: Chart) => void): string {
  const outdir = join(temp, name);
  const app = new App({ outdir });
  declare(new Chart(app, 'shop', { namespace: 'shop' }));
  app.synth();
  return join(outdir, 'shop.k8s.yaml');
}

interface Linter {
  readonly name: string;
  readonly isThere: boolean;
  /** Where programs are installed that have to be. */
  install(): void;
  /** What it finds in a file of manifests, as `check Kind`. */
  find(file: string): string[];
}

// biome-ignore lint/suspicious/noExplicitAny: what other programs print
type Printed = any;

/** The JSON that a linter prints; what it finds makes it end with 1. */
function printed(program: string, args: readonly string[]): Printed {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    env: QUIET,
    maxBuffer: 1 << 28,
  });
  if (status !== 0 && status !== 1) throw error ?? new Error(`${program} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

/** None of them asks anybody for anything. */
const QUIET = { ...process.env, BC_SKIP_MAPPING: 'TRUE', CHECKOV_RUN_SCA_PACKAGE_SCAN: 'false' };

const NAMES: { readonly [name: string]: string } = {
  app: 'Deployment',
  'stateful-set': 'StatefulSet',
  'daemon-set': 'DaemonSet',
  job: 'Job',
  'cron-job': 'CronJob',
};

const kubeLinter = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'kube-linter')));

const LINTERS: readonly Linter[] = [
  {
    name: 'checkov',
    isThere: true,
    install: () => {
      run(temp, 'python3', '-m', 'venv', 'venv');
      run(temp, join(temp, 'venv/bin/pip'), 'install', '--quiet', `checkov==${versionOnPage('checkov')}`);
    },
    find: (file) => {
      const args = ['-f', file, '--framework', 'kubernetes', '--output', 'json', '--quiet', '--compact'];
      const { results, summary } = printed(join(temp, 'venv/bin/checkov'), args);
      expect(summary).toMatchObject({ parsing_errors: 0, passed: expect.any(Number) });
      expect(summary.passed).toBeGreaterThan(100);
      return results.failed_checks.map(({ check_id: check, resource }: Printed) => {
        const [kind, , name] = resource.split('.');
        return `${check} ${kind === 'Pod' ? NAMES[name] : kind}`;
      });
    },
  },
  {
    name: 'kube-score',
    isThere: true,
    install: () => {
      const module = `github.com/zegl/kube-score/cmd/kube-score@v${versionOnPage('kube-score')}`;
      execFileSync('go', ['install', module], { env: { ...process.env, GOBIN: temp, CGO_ENABLED: '0' } });
    },
    find: (file) =>
      printed(join(temp, 'kube-score'), ['score', '--output-format', 'json', file]).flatMap((object: Printed) =>
        object.checks
          .filter(({ skipped, grade }: Printed) => !skipped && grade < 10)
          .map(({ check }: Printed) => `${check.id} ${object.type_meta.kind}`),
      ),
  },
  {
    // Where it is not, it cannot be installed: its module is called by a host that not every proxy of Go serves.
    name: 'kube-linter',
    isThere: kubeLinter,
    install: () => {},
    find: (file) =>
      (printed('kube-linter', ['lint', '--format', 'json', file]).Reports ?? []).map(
        ({ Check, Object: { K8sObject } }: Printed) => `${Check} ${K8sObject.GroupVersionKind.Kind}`,
      ),
  },
];

for (const { name, isThere, install, find } of LINTERS) {
  (isThere ? describe : describe.skip)(name, () => {
    beforeAll(install, 600_000);

    test('finds nothing in workloads with everything set, of any kind', () => {
      expect(find(complete)).toEqual([]);
    });

    test('finds nothing in what the page shows', () => {
      expect(find(join(ofPage, 'dist/shop.k8s.yaml'))).toEqual([]);
    });

    test('finds by default what the page lists, and nothing else', () => {
      expect([...new Set(find(byDefault))].sort()).toEqual(findingsOnPage(name));
    });
  });
}
