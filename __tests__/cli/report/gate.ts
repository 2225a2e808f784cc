import { execFileSync } from 'node:child_process';
import { stringify } from 'yaml';
import type { ReportOptions } from '../../../cli/report/options';
import { runReport } from '../../../cli/report/run';
import { type Files, inFolder, writeFiles } from './online-shop';
import { syncFrom, workload } from './reported';

export const yaml = (...manifests: object[]) => manifests.map((manifest) => stringify(manifest)).join('---\n');
export const SHOP: Files = { 'dist/prod/shop.k8s.yaml': yaml(syncFrom({}), workload('web', { A: 'A' })) };
export const EVIL = yaml(workload('evil', { STRIPE_KEY: 'STRIPE_KEY' }));
export const GAIN = 'evil (new) gains STRIPE_KEY in prod';
export const BROKEN = 'a: [\n';
export const EXCEPTION = 'unread:\n- files: dist/vendor/**\n  reason: made by a program\n';

export function git(cwd: string, ...args: string[]) {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd });
}

/** What the gate says of a change: `report --diff HEAD --exit-code`, in this process. */
export function gate(
  before: Files,
  change: (cwd: string) => void,
  prepare: (cwd: string) => void = () => undefined,
  options?: ReportOptions,
) {
  return inFolder(before, async (cwd) => {
    prepare(cwd);
    git(cwd, 'init', '--quiet');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '--quiet', '--message', 'before');
    change(cwd);
    return reported(cwd, options);
  });
}

export async function reported(cwd: string, options: ReportOptions = { diff: 'HEAD', exitCode: true }) {
  const here = process.cwd();
  const { exitCode } = process;
  const told = { status: 0, stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      told[stream] += String(text);
      return true;
    }),
  );
  process.chdir(cwd);
  process.exitCode = 0;
  try {
    await runReport(['dist'], options);
    told.status = Number(process.exitCode);
  } catch (error) {
    Object.assign(told, { status: 2, stderr: `${told.stderr}${(error as Error).message}` });
  } finally {
    process.exitCode = exitCode;
    process.chdir(here);
    for (const spy of spies) spy.mockRestore();
  }
  return told;
}

export const written = (files: Files) => (cwd: string) => writeFiles(cwd, files);
