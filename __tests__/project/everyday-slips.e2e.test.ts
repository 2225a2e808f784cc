import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportOfUncaught } from '../../lib/evaluation/report/end-of-run';
import { reportText } from '../../lib/evaluation/report/report-text';
import { takeFindings } from '../../lib/evaluation/report/run-findings';
import { SLIPS, type Slip } from './everyday-slips';
import { PROJECT } from './main-program';

const EXAMPLE = join(PROJECT, 'examples/shop');
/** Nobody reads more than that. */
const MOST_LINES = 5;

const SHOP = readFileSync(join(EXAMPLE, 'shop.ts'), 'utf8');

/** The slips with more of everything that could have a word to say, too. */
const RICHER = changed(SHOP, [
  [
    "import { Cpu } from 'cdk8s-plus-28'",
    "import { ArgoCdProject, DynamicSecret, InfisicalOperator, PushedSecret, SecretProjection } from 'cdk8s-infisical';\nimport { Cpu, Deployment } from 'cdk8s-plus-28'",
  ],
  [
    "    local: { buildContext: './invoices', dependsOn: ['postgres'] },\n    });",
    `    local: { buildContext: './invoices', dependsOn: ['postgres'] },
    });
    InfisicalOperator.configure(this, { watchedNamespaces: ['shop-dev', 'shop-staging', 'shop-prod'] });
    new SecretSyncedApp(this, 'mail', {
      image: 'registry.example.com/mail:1',
      replicas,
      sync: { secretPath: '/web', projection: SecretProjection.SELECTED },
      secretKeys: { KEY: 'SESSION_KEY' },
      autoReload: true,
      local: { buildContext: './mail' },
    });
    new PushedSecret(this, 'push', { secretPath: '/generated', secret: { name: 'certificates' } });
    new DynamicSecret(this, 'lease', { secretPath: '/orders', dynamicSecretName: 'postgres' });
    const keys = new SyncedSecret(this, 'keys', { secretPath: '/web' });
    const worker = new Deployment(this, 'worker', { replicas, containers: [{ name: 'worker', image: 'worker:1' }] });
    keys.injectInto(worker, { secretKeys: ['SESSION_KEY'], autoReload: true });`,
  ],
  [
    'createNamespace: true,\n});',
    `createNamespace: true,
  project: 'team',
});
new ArgoCdProject(argocd, 'team', {
  name: 'team',
  repositories: ['https://git.example.com/team/shop.git'],
  environmentsOf: shop,
  createNamespace: true,
});`,
  ],
]);

/** @throws if there is nothing to change */
function changed(program: string, changes: Slip['changes']): string {
  return changes.reduce((text, [was, is]) => {
    if (!text.includes(was)) throw new Error(`the shop has no ${was}`);
    return text.replace(was, () => is);
  }, program);
}

describe.each([
  ['the tutorial', SHOP],
  ['a richer project', RICHER],
])('in the program of %s:', (_, program) => {
  let folder: string;
  const here = process.cwd();
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'slips-'));
    symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
    cpSync(join(EXAMPLE, 'cdk8s-infisical.yaml'), join(folder, 'cdk8s-infisical.yaml'));
    cpSync(join(EXAMPLE, 'imports'), join(folder, 'imports'), { recursive: true });
  });
  beforeEach(() => {
    process.chdir(folder);
    process.env.CDK8S_OUTDIR = 'dist';
  });
  afterEach(() => {
    process.chdir(here);
    delete process.env.CDK8S_OUTDIR;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What a person sees of the shop with these changes. */
  function toldOf(name: string, changes: Slip['changes']): string[] {
    const text = changed(program, changes);
    const file = join(folder, `${name.replaceAll(' ', '-')}.ts`);
    writeFileSync(file, text.replaceAll("'cdk8s-infisical'", JSON.stringify(join(PROJECT, 'lib'))));
    let report: ReturnType<typeof reportOfUncaught>;
    try {
      require(file).shop.synth();
    } catch (error) {
      report = reportOfUncaught(error);
      if (report === undefined) throw error;
    }
    const findings = [...takeFindings(), ...(report?.findings ?? [])];
    return reportText(findings, { outcome: report?.outcome }).split('\n').slice(0, -1);
  }

  test('without a slip nothing is told', () => {
    expect(toldOf('right', [])).toEqual([]);
  });

  test.each(Object.entries(SLIPS))('%s', (name, { changes, told, once }) => {
    const lines = toldOf(name, changes);
    expect(lines.length).toBeLessThanOrEqual(once ? 2 : MOST_LINES);
    const [environment, construct, remedy] = told;
    // The place in the program, where there is no construct yet.
    const place = construct === '' ? `[${name.replaceAll(' ', '-')}.ts:` : construct;
    const line = lines.find((one) => one.includes(remedy));
    expect(line).toContain(environment);
    expect(line).toContain(place);
    expect(lines.join('\n')).not.toContain('hunter2PW');
    // The annotation was not the slip.
    expect(lines.join('\n')).not.toContain('(C9)');
  });
});
