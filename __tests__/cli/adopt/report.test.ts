import { adoptionOf } from '../../../cli/adopt/adoption';
import type { Outcome, Verification } from '../../../cli/adopt/outcome';
import { outcomeAsText } from '../../../cli/adopt/report';
import { manifestsIn } from '../../../cli/manifests/read-manifests';

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

test('one object comes out as it went in', () => {
  const done = { state: 'done', differences: [], typeErrors: [], protection: 'It ran.' } as const;
  expect(told(done, ['main.ts'])).toContain('The program was run: 1 object comes out as it went in.');
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

describe('what --fix would put right', () => {
  const skipped = { state: 'skipped' } as const;

  test('is counted', () => {
    expect(told(skipped, ['main.ts'], 2)).toContain('--fix puts 2 of it right');
  });

  test('is not offered where it is nothing', () => {
    expect(told(skipped, ['main.ts'])).not.toContain('--fix');
  });
});
