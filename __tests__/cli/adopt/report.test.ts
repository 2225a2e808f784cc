import { adoptionOf } from '../../../cli/adopt/adoption';
import { withFixes } from '../../../cli/adopt/fixes/apply-fixes';
import type { Outcome, Verification } from '../../../cli/adopt/outcome';
import { outcomeAsText } from '../../../cli/adopt/report';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import { workload } from './secret-and-workload';

const SECRET = `kind: InfisicalSecret
apiVersion: secrets.infisical.com/v1alpha1
metadata: { name: api, namespace: shop }
spec:
  authentication:
    universalAuth:
      credentialsRef: { secretName: login, secretNamespace: shop }
      secretsScope: { projectSlug: shop, envSlug: prod, secretsPath: / }
  managedKubeSecretReferences: [{ secretName: api, secretNamespace: shop }]
`;

function told(verification: Verification, files: Outcome['files'], mendable = 0): string {
  const { manifests, problems } = manifestsIn(SECRET, 'a.yaml', '.');
  const adoption = adoptionOf({ manifests, problems }, { extension: '', includeRest: false });
  return outcomeAsText({ folder: 'adopted', adoption, files, fixes: [], mendable, verification, isComplete: true });
}

function ranWith(of: 'project' | 'command'): Verification {
  const versions = { 'cdk8s-infisical': '1.2.3', cdk8s: '2.3.4' };
  return { state: 'done', differences: [], typeErrors: [], protection: 'alone', packages: { of, versions } };
}

test('one object comes out as it went in', () => {
  expect(told(ranWith('project'), ['main.ts'])).toContain('The program was run: 1 object comes out as it went in.');
});

test('whose packages it was run with is told where they are not its own', () => {
  expect(told(ranWith('project'), [])).not.toContain('packages');
  const text = told(ranWith('command'), []);
  expect(text).toContain('The types were not checked: nothing is installed for it (--install does that).');
  expect(text).toContain(
    'Its packages were those of this command, for want of its own: cdk8s-infisical 1.2.3 and cdk8s 2.3.4.',
  );
});

describe('a program that cannot be run says what to install', () => {
  const missing = { state: 'missing', reason: 'neither tsx nor esbuild is installed for it' } as const;

  test('by the package.json that was written', () => {
    expect(told(missing, ['main.ts', 'package.json'])).toContain('for it. Install what package.json names, and run');
  });

  test('by name where the project has a package.json of its own', () => {
    expect(told(missing, ['main.ts'])).toContain('npm install --save-dev tsx typescript');
  });
});

describe('what was wrong before', () => {
  const wrong = (text: string) => {
    const { manifests, problems } = manifestsIn(text, 'a.yaml', '.');
    const adoption = adoptionOf({ manifests, problems }, { extension: '', includeRest: false });
    const outcome = { folder: 'adopted', adoption, files: ['main.ts'], fixes: [], mendable: 0, isComplete: true };
    const told = outcomeAsText({ ...outcome, verification: { state: 'skipped' } });
    const lines = told.split('\n').filter((line) => /^ {2}a\.yaml/.test(line));
    return { lines, findings: adoption.findings, told };
  };
  const named = (count: number, change: (text: string) => string) =>
    Array.from({ length: count }, (_, i) => change(SECRET).replaceAll(/\bapi\b/g, `api-${i + 1}`)).join('---\n');

  test('is told with its place and its object', () => {
    expect(wrong(SECRET.replace('spec:', 'spec:\n  hostAPI: http://secrets.example.com')).lines).toEqual([
      '  a.yaml:5 warning [InfisicalSecret shop/api] secrets would travel unencrypted from the host "http://secrets.example.com": write "https://secrets.example.com" (H4)',
    ]);
  });

  test('is nothing that the object says, with a reason, does not count for it', () => {
    const host = (reason: string) =>
      SECRET.replace('spec:', 'spec:\n  hostAPI: http://secrets.example.com').replace(
        'namespace: shop }',
        `namespace: shop, annotations: { cdk8s-infisical/ignore: "H4${reason}" } }`,
      );
    const rules = (text: string) => wrong(text).findings.map(({ rule }) => rule);
    expect(rules(host(': a network of our own'))).not.toContain('H4');
    expect(rules(host(''))).toContain('H4');
  });

  test('is left as it is by --fix too', () => {
    const text = (reason: string) =>
      SECRET.replace('metadata: { ', `metadata: { annotations: { cdk8s-infisical/ignore: "M4${reason}" }, `).replace(
        'secretNamespace: shop }]',
        'secretNamespace: shop, creationPolicy: owner }]',
      );
    const fixed = (manifest: string) =>
      withFixes(manifestsIn(manifest, 'a.yaml', '.').manifests).fixes.map(({ rule }) => rule);
    expect(fixed(text(': ours'))).toEqual([]);
    expect(fixed(text(''))).toEqual(['M4']);
  });

  test('is nothing that only an older release than that of the cluster would refuse: that is a warning', () => {
    const workload = (spec: string) => `${SECRET}---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { ${spec}, containers: [{ name: api, image: 'api:1' }] }
`;
    const severities = (spec: string) => wrong(workload(spec)).findings.map(({ rule, severity }) => [rule, severity]);
    expect(severities('securityContext: { appArmorProfile: { type: RuntimeDefault } }')).toEqual([['F1', 'warning']]);
    expect(severities('securityContext: { appArmour: RuntimeDefault }')).toEqual([['F1', 'error']]);
  });

  test('is switched off in the program where it would stop a synthesis, which is told', () => {
    const hook = SECRET.replace(
      'namespace: shop }',
      'namespace: shop, annotations: { argocd.argoproj.io/hook: PreSync } }',
    );
    expect(wrong(hook).told).toContain(
      '  the program switches off X17 for it (InfisicalRules.suppress), to be synthesized: put it right, and take the call out.',
    );
    expect(wrong(SECRET).told).not.toContain('switches off');
  });

  test('about one host is told once, with the first few of its places and how many there are', () => {
    const { lines, findings } = wrong(
      named(40, (text) => text.replace('spec:', 'spec:\n  hostAPI: http://secrets.example.com')),
    );
    expect(lines).toEqual([
      '  a.yaml:5 warning [40 InfisicalSecrets] secrets would travel unencrypted from the host "http://secrets.example.com": write "https://secrets.example.com" (H4), also at a.yaml:16, a.yaml:27, a.yaml:38, a.yaml:49, a.yaml:60 and 34 more (--json lists them)',
    ]);
    expect(findings).toHaveLength(40);
  });

  test('about one login is told once, and about one annotation', () => {
    const { lines } = wrong(
      named(12, (text) =>
        text
          .replace('namespace: shop }', 'namespace: shop, annotations: { argocd.argoproj.io/hook: PreSync } }')
          .replace('secretNamespace: shop }\n      secrets', 'secretNamespace: "" }\n      secrets'),
      ),
    );
    expect(lines.map((line) => line.replace(/\] .*(?=\([A-Z])/, '] ').replace(/, also.*/, ''))).toEqual([
      '  a.yaml:3 error [12 InfisicalSecrets] (X17)',
      '  a.yaml:7 error [12 InfisicalSecrets] (A4)',
    ]);
  });
});

describe('of whole manifests', () => {
  const report = (...manifests: readonly string[]) => {
    const { manifests: read, problems } = manifestsIn([SECRET, ...manifests].join('---\n'), 'a.yaml', '.');
    const adoption = adoptionOf({ manifests: read, problems }, { extension: '', includeRest: false });
    const outcome = { folder: 'adopted', adoption, files: [], fixes: [], mendable: 0, isComplete: true };
    return outcomeAsText({ ...outcome, verification: ranWith('project') });
  };
  const map = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\n`;
  const cronJob = workload()
    .replace('apps/v1', 'batch/v1')
    .replace('Deployment', 'CronJob')
    .replace('selector: { matchLabels: { app: api } }', "schedule: '0 1 * * *'\n  jobTemplate:\n   spec:")
    .replaceAll(/^(?= {2}template:| {4})/gm, '    ')
    .replace('containers:', 'restartPolicy: Never\n          containers:');

  test('it is told what has to stay applied', () => {
    expect(report(map('one'))).toContain(
      '  1 object is not in dist/: keep its YAML applied. --include-rest declares what holds no secret',
    );
    expect(report(map('one'), map('two'))).toContain('  2 objects are not in dist/: keep their YAML applied.');
    expect(report()).not.toContain('not in dist/');
  });

  test('every workload is counted among those whose pods stay, and what an apply does to a CronJob', () => {
    const text = report(workload(), cronJob);
    expect(text).toContain('ApiObject as they stand: 0 of 2 (0 %)');
    expect(text).toContain('The pods of 2 workloads are declared as they were');
    expect(text).toContain('Among them: 1 CronJob (whose template counts from the next run on).');
    expect(report(workload())).not.toContain('Among them');
  });

  test('it is told that Helm still owns what it has installed', () => {
    const installed = workload().replace(
      'namespace: shop }',
      "namespace: shop, annotations: { meta.helm.sh/release-name: 'shop' } }",
    );
    expect(report(installed)).toContain('1 object has the annotation meta.helm.sh/release-name, and keeps it');
    expect(report(workload())).not.toContain('Helm');
  });
});

describe('what --fix would put right', () => {
  const skipped = { state: 'skipped' } as const;

  test('is counted', () => {
    expect(told(skipped, ['main.ts'], 2)).toContain('--fix puts 2 of it right');
  });

  test('is not offered where it is nothing', () => {
    expect(told(skipped, ['main.ts'])).not.toContain('--fix');
  });
});
