import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { App, Chart } from 'cdk8s';
import { allBlocksOf } from '../../project/document-blocks';
import { runPrograms } from '../../project/run-programs';
import { findingsOnPage, versionOnPage } from './page';
import { completeWorkloads, defaultWorkloads } from './workloads';

const asking = promisify(execFile);

let temp: string;
let byDefault: string;
let complete: string;
let ofPage: string;
let folderOfPage: string | undefined;

// What takes long goes on at the same time.
beforeAll(async () => {
  temp = mkdtempSync(join(tmpdir(), 'linters-'));
  const installed = Promise.all(LINTERS.map(({ install }) => install()));
  byDefault = written('default', defaultWorkloads);
  complete = written('complete', completeWorkloads);
  const [{ text }] = allBlocksOf('docs/linters.md');
  const { folders, printed } = runPrograms([{ main: 'main.ts', files: { 'main.ts': text } }]);
  [folderOfPage] = folders;
  expect(printed).toEqual({ status: 0, stdout: '', stderr: '' });
  ofPage = join(folderOfPage, 'dist/shop.k8s.yaml');
  await installed;
}, 900_000);

afterAll(() => {
  rmSync(temp, { recursive: true });
  if (folderOfPage !== undefined) rmSync(folderOfPage, { recursive: true });
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
  /** Brings the program, in the version that the page names. */
  install(): Promise<unknown>;
  /** What it finds in a file of manifests, as `check Kind`. Of files together, one would have what another lacks. */
  find(file: string): Promise<string[]>;
}

// biome-ignore lint/suspicious/noExplicitAny: what other programs print
type Printed = any;

/** The JSON that a linter prints; what it finds makes it end with 1. */
async function printed(program: string, args: readonly string[]): Promise<Printed> {
  const { stdout } = await asking(program, args, { env: QUIET, maxBuffer: 1 << 28 }).catch((error) => {
    if (error.code === 1) return error;
    throw error;
  });
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

const checkov: Linter = {
  name: 'checkov',
  install: async () => {
    await asking('python3', ['-m', 'venv', join(temp, 'venv')]);
    const wanted = `checkov==${versionOnPage('checkov')}`;
    await asking(join(temp, 'venv/bin/pip'), ['install', '--quiet', '--no-compile', wanted]);
  },
  find: async (file) => {
    const args = ['-f', file, '--framework', 'kubernetes', '--output', 'json', '--quiet', '--compact'];
    const { results, summary } = await printed(join(temp, 'venv/bin/checkov'), args);
    expect(summary).toMatchObject({ parsing_errors: 0, passed: expect.any(Number) });
    expect(summary.passed).toBeGreaterThan(50);
    return results.failed_checks.map(({ check_id: check, resource }: Printed) => {
      const [kind, , name] = resource.split('.');
      return `${check} ${kind === 'Pod' ? NAMES[name] : kind}`;
    });
  },
};

const kubeScore: Linter = {
  name: 'kube-score',
  install: () => {
    const module = `github.com/zegl/kube-score/cmd/kube-score@v${versionOnPage('kube-score')}`;
    return asking('go', ['install', module], { env: { ...process.env, GOBIN: temp, CGO_ENABLED: '0' } });
  },
  find: async (file) => {
    const objects = await printed(join(temp, 'kube-score'), ['score', '--output-format', 'json', file]);
    return objects.flatMap((object: Printed) =>
      object.checks
        .filter(({ skipped, grade }: Printed) => !skipped && grade < 10)
        .map(({ check }: Printed) => `${check.id} ${object.type_meta.kind}`),
    );
  },
};

/** No package registry has it: what the page says of it is measured where it was built, by `KUBE_LINTER=/path/to/it`. */
const kubeLinter: Linter = {
  name: 'kube-linter',
  install: async () => {},
  find: async (file) => {
    const { Reports } = await printed(process.env.KUBE_LINTER ?? '', ['lint', '--format', 'json', file]);
    return (Reports ?? []).map(
      ({ Check, Object: { K8sObject } }: Printed) => `${Check} ${K8sObject.GroupVersionKind.Kind}`,
    );
  },
};

const LINTERS = [checkov, kubeScore, ...(process.env.KUBE_LINTER === undefined ? [] : [kubeLinter])];

describe.each(LINTERS)('$name', ({ name, find }) => {
  let all: readonly string[][];
  beforeAll(async () => {
    all = await Promise.all([complete, ofPage, byDefault].map((file) => find(file)));
  }, 600_000);

  test('finds nothing in workloads with everything set, of any kind', () => {
    expect(all[0]).toEqual([]);
  });

  test('finds nothing in what the page shows', () => {
    expect(all[1]).toEqual([]);
  });

  test('finds by default what the page lists, and nothing else', () => {
    expect([...new Set(all[2])].sort()).toEqual(findingsOnPage(name));
  });
});
