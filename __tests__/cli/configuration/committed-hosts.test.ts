import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostsFor } from '../../../cli/configuration/committed-hosts';
import { hostProblem } from '../../../cli/infisical-api/hosts';

const CLOUD = 'https://app.infisical.com';
const OPTIONS = { host: [], hostMap: [], timeout: 1, retries: 0, deadline: 1, concurrency: 1 };

let before: string;
let cwd: string;
beforeEach(() => {
  before = process.cwd();
  cwd = mkdtempSync(join(tmpdir(), 'hosts-'));
  process.chdir(cwd);
});
afterEach(() => {
  process.chdir(before);
  rmSync(cwd, { recursive: true });
});

test.each([
  ['names no host', '', true],
  ['names Infisical Cloud alone', 'hosts: [{ url: "https://app.infisical.com/api" }]', true],
  ['names another one', `hosts: [{ url: "${CLOUD}" }, { url: "https://secrets.example.com" }]`, false],
])(
  'in a CI that does not tell whose files it has, Infisical Cloud is asked only where a file %s',
  (_, text, isAsked) => {
    writeFileSync('cdk8s-infisical.yaml', text);
    expect(hostProblem(CLOUD, hostsFor(OPTIONS, { CI: 'true' })) === undefined).toBe(isAsked);
  },
);
