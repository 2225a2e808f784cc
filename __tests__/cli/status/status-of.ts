import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { readDist } from '../../../cli/status/dist-folders';
import { exitCodeOf } from '../../../cli/status/exit-code';
import { statusJson } from '../../../cli/status/json';
import type { StatusOptions } from '../../../cli/status/options';
import { readExports } from '../../../cli/status/read-exports';
import { statusReport } from '../../../cli/status/status-report';
import { statusText } from '../../../cli/status/text';
import { noColours } from '../../../cli/terminal/colours';
import type { Manifest } from '../../../lib/model/manifest';
import { asExport, declaredSecret, deployment, syncedSecret } from './cluster';

let folder: string;
const before = process.cwd();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'status-'));
  process.chdir(folder);
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
});

type Dist = Readonly<Record<string, readonly Manifest[]>>;

/** What is said of a cluster, beside what is in dist. */
export function statusOf(live: readonly Manifest[], dist: Dist = {}, options: StatusOptions = {}) {
  writeFileSync('export.json', asExport(live));
  for (const [file, objects] of Object.entries(dist)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, objects.map((one) => `---\n${stringify(one)}`).join(''));
  }
  const report = statusReport(readExports(['export.json'], options), readDist(options));
  return { report, text: statusText(report, noColours), json: statusJson(report), code: exitCodeOf(report) };
}

export const SYNCS = ['mail', 'orders', 'search'];
export const PROD = { 'dist/prod/shop.k8s.yaml': [...SYNCS.map((name) => declaredSecret(name)), deployment('orders')] };
export const WELL = [...SYNCS.map((name) => syncedSecret(name)), deployment('orders')];
