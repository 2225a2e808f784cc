import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageJsonWith } from '../../../cli/adopt/library-dependency';

const LIBRARY = { source: 'file:vendor/cdk8s-infisical-0.1.0.tgz', files: [] };

const changed = (spec: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'dependency-'));
  writeFileSync(
    join(folder, 'package.json'),
    `{\n    "dependencies": { "cdk8s-infisical": "${spec}", "cdk8s": "1.0.0" }\n}`,
  );
  return packageJsonWith(folder, LIBRARY);
};

test.each(['0.1.0', '^0.1.0', 'file:vendor/cdk8s-infisical-0.0.9.tgz'])('%s is replaced, and nothing else', (spec) => {
  expect(changed(spec)).toBe(`{\n    "dependencies": { "cdk8s-infisical": "${LIBRARY.source}", "cdk8s": "1.0.0" }\n}`);
});

test.each([LIBRARY.source, 'workspace:*', 'link:../cdk8s-infisical', 'github:owner/name'])('%s stays', (spec) => {
  expect(changed(spec)).toBeUndefined();
});

test('where there is no package.json there is nothing to change', () => {
  expect(packageJsonWith(mkdtempSync(join(tmpdir(), 'dependency-')), LIBRARY)).toBeUndefined();
});
