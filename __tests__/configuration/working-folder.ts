import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs something where `cdk8s-infisical.yaml` has this text. */
export function configured<T>(text: string, work: () => T): T {
  const here = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'configured-'));
  writeFileSync(join(folder, 'cdk8s-infisical.yaml'), text);
  process.chdir(folder);
  try {
    return work();
  } finally {
    process.chdir(here);
    rmSync(folder, { recursive: true });
  }
}
