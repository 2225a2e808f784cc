import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import * as constructs from 'constructs';
import { buildSync } from 'esbuild';
import type { ProgramFiles } from '../../../cli/adopt/program/program';
import { manifestsIn, type ReadManifest } from '../../../cli/manifests/read-manifests';
import * as library from '../../../lib';

const MODULES: Record<string, object> = {
  cdk8s,
  constructs,
  'cdk8s-plus-28': plus,
  'cdk8s-infisical': library,
};

/** What a program synthesizes, without a process of its own. Throws what it throws. */
export function synthesized(files: ProgramFiles): ReadManifest[] {
  const folder = mkdtempSync(join(tmpdir(), 'adopted-'));
  const outdir = process.env.CDK8S_OUTDIR;
  try {
    for (const [file, text] of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const { outputFiles } = buildSync({
      absWorkingDir: folder,
      entryPoints: ['main.ts'],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: Object.keys(MODULES),
      write: false,
    });
    process.env.CDK8S_OUTDIR = join(folder, 'dist');
    new Function('require', outputFiles[0].text)((name: string) => MODULES[name]);
    const dist = join(folder, 'dist');
    const yaml = readdirSync(dist).filter((file) => file.endsWith('.yaml'));
    return yaml.flatMap((file) => manifestsIn(readFileSync(join(dist, file), 'utf8'), file, dist).manifests);
  } finally {
    if (outdir === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = outdir;
    rmSync(folder, { recursive: true });
  }
}
