import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../cli/adopt/run';
import { SECRET, workload } from './secret-and-workload';

/** Of Kubernetes 1.30. */
const APP_ARMOR = 'securityContext: { appArmorProfile: { type: RuntimeDefault } }';
/** Of Kubernetes 1.31, where the other is known too. */
const BOTH = 'securityContext: { appArmorProfile: { type: RuntimeDefault }, supplementalGroupsPolicy: Merge }';
const MISSPELT = 'securityContext: { appArmorProfile: { type: RuntimeDefault }, runAsUsr: 1 }';
const CONFIGURATION = 'cdk8s-infisical.yaml';

let folder: string;
const here = process.cwd();

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'adopted-')));
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(here);
  rmSync(folder, { recursive: true });
});

const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/** What is adopted into a folder, and what the command says of it. */
async function adopted(spec: string, configuration?: string, { out = 'out', besides = '' } = {}) {
  mkdirSync(out, { recursive: true });
  writeFileSync('a.yaml', `${SECRET}---\n${workload({ pod: spec })}${besides}`);
  if (configuration !== undefined) writeFileSync(join(out, CONFIGURATION), configuration);
  const options = { out, force: false, fix: false, migrate: false, includeRest: false, verify: false, json: false };
  const { printed, exitCode } = await run(['a.yaml'], options);
  const program = read(join(out, 'main.ts')) ?? '';
  const suppressed = [...program.matchAll(/InfisicalRules\.suppress\(\w+, '(\w+)'/g)].map(([, rule]) => rule);
  const told = printed.split('\n').filter((line) => line.includes('kubernetes.version') || /\(F1\)/.test(line));
  return { suppressed, told, exitCode, configuration: read(join(out, CONFIGURATION)) };
}

describe('a field that is newer than the oldest Kubernetes', () => {
  test('has the least release that knows it written into the configuration, and no rule is switched off for it', async () => {
    const { suppressed, told, exitCode, configuration } = await adopted(APP_ARMOR);
    expect(configuration).toBe(`# yaml-language-server: $schema=./node_modules/cdk8s-infisical/schema.json
kubernetes:
  version: "1.30"
`);
    expect({ suppressed, exitCode }).toEqual({ suppressed: [], exitCode: 0 });
    expect(told).toEqual([
      `  kubernetes.version: "1.30" is in out/cdk8s-infisical.yaml now: a.yaml:20 [Deployment shop/api] spec.template.spec.securityContext.appArmorProfile needs 1.30 at least; if the cluster has a newer one, write that`,
    ]);
  });

  test('of several, the release that knows them all', async () => {
    const { suppressed, configuration } = await adopted(BOTH);
    expect(configuration).toContain('version: "1.31"');
    expect(suppressed).toEqual([]);
  });

  test.each([
    [BOTH, []],
    ['nodeName: a', [expect.stringContaining('spec.trafficDistribution is known since Kubernetes 1.30')]],
  ])('of what is left out, only that is told which the release does not know: beside %s', async (spec, lines) => {
    const besides = `---
apiVersion: v1
kind: Service
metadata: { name: other, namespace: other }
spec: { selector: { app: other }, ports: [{ port: 80 }], trafficDistribution: PreferClose }
`;
    const { told } = await adopted(spec, undefined, { besides });
    expect(told.filter((line) => !line.includes(' 1.31 at least'))).toEqual(lines);
  });

  test('beside one that no release knows, for which alone the rule is switched off', async () => {
    const { suppressed, told, exitCode, configuration } = await adopted(MISSPELT);
    expect(configuration).toContain('version: "1.30"');
    expect({ suppressed, exitCode }).toEqual({ suppressed: ['F1'], exitCode: 1 });
    expect(told).toEqual([
      expect.stringContaining('securityContext has no field "runAsUsr"'),
      expect.stringContaining('"1.30" is in out/cdk8s-infisical.yaml now'),
    ]);
  });
});

describe('a project that has a configuration', () => {
  test('keeps all that stands in it', async () => {
    const own = '# ours\nhosts:\n  - url: https://secrets.example.com # the one';
    const { configuration } = await adopted(APP_ARMOR, own);
    expect(configuration).toBe(`${own}\n\nkubernetes:\n  version: "1.30"\n`);
  });

  test('is not touched where nothing depends on the release', async () => {
    const { configuration, told } = await adopted('securityContext: { runAsUser: 1 }', '# ours\n');
    expect({ configuration, told }).toEqual({ configuration: '# ours\n', told: [] });
    expect((await adopted('securityContext: { runAsUser: 1 }', undefined, { out: 'other' })).configuration).toBe(
      undefined,
    );
  });

  test.each([
    ['that knows the field', '1.34'],
    ['that says the same', 'v1.30.2'],
  ])('is judged by its release, %s', async (_, version) => {
    const own = `kubernetes: { version: "${version}" }\n`;
    const { configuration, ...rest } = await adopted(APP_ARMOR, own);
    expect(configuration).toBe(own);
    expect(rest).toMatchObject({ suppressed: [], told: [], exitCode: 0 });
  });

  test('keeps a release that contradicts what is adopted: the finding stays, and nothing is switched off', async () => {
    const own = 'kubernetes: { version: "1.29" }\n';
    const { configuration, suppressed, told, exitCode } = await adopted(APP_ARMOR, own);
    expect({ configuration, suppressed, exitCode }).toEqual({ configuration: own, suppressed: [], exitCode: 1 });
    expect(told).toEqual([
      '  a.yaml:20 error [Deployment shop/api] the field spec.template.spec.securityContext.appArmorProfile is known since Kubernetes 1.30, the cluster has 1.29: drop it (F1)',
      '  cdk8s-infisical.yaml says 1.29, and a.yaml:20 [Deployment shop/api] spec.template.spec.securityContext.appArmorProfile needs 1.30: write kubernetes.version: "1.30" into it if that is what the cluster has, and run this again with --force; no rule is switched off for it',
    ]);
  });

  test.each([['kubernetes: {}\n'], ['{ hosts: [] }\n']])(
    'in which it cannot be put without a change, is left to its owner: %j',
    async (own) => {
      const { configuration, suppressed, told } = await adopted(APP_ARMOR, own);
      expect({ configuration, suppressed }).toEqual({ configuration: own, suppressed: [] });
      expect(told).toEqual([
        expect.stringContaining('write kubernetes.version: "1.30" into out/cdk8s-infisical.yaml: a.yaml:20'),
      ]);
    },
  );

  test('with mistakes is told, and nothing is written', async () => {
    await expect(adopted(APP_ARMOR, 'kubernetes: { version: newest }\n')).rejects.toThrow(
      /^out\/cdk8s-infisical\.yaml:1:24: /,
    );
    expect(read('out/main.ts')).toBe(undefined);
  });
});

test('where a file stands in the place of the folder, that is told', async () => {
  writeFileSync('a.yaml', `${SECRET}---\n${workload({ pod: APP_ARMOR })}`);
  writeFileSync('out', '');
  const options = { out: 'out', force: false, fix: false, migrate: false, includeRest: false, verify: false };
  await expect(run(['a.yaml'], { ...options, json: false })).rejects.toThrow(
    'out is no folder: write elsewhere with --out',
  );
});

test('a release that is told where the command is called goes with the program', async () => {
  writeFileSync(CONFIGURATION, 'kubernetes: { version: "1.33" }\n');
  const { configuration, suppressed, exitCode } = await adopted(APP_ARMOR);
  expect(configuration).toContain('version: "1.33"');
  expect({ suppressed, exitCode }).toEqual({ suppressed: [], exitCode: 0 });
});

test('what is told of the operator is judged by: in the project, or else here', async () => {
  writeFileSync(CONFIGURATION, 'operator: { version: v0.10.20, watchedNamespaces: [other] }\n');
  const besides = `---
apiVersion: secrets.infisical.com/v1beta1
kind: InfisicalConnection
metadata: { name: infisical, namespace: shop }
spec: { address: https://secrets.example.com }
`;
  const suppressed = async (configuration?: string) =>
    (await adopted('hostNetwork: false', configuration, { besides, out: `out-${configuration?.length}` })).suppressed;
  expect(await suppressed()).toEqual(expect.arrayContaining(['X2', 'X6']));
  expect(await suppressed('operator: { version: v0.11.17 }\n')).not.toContain('X6');
  expect(await suppressed('operator: { watchedNamespaces: [shop, web] }\n')).not.toContain('X2');
});
