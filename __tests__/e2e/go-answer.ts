import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from './packed-library';

/** What a Go program of `tools/` answers, which reads a question as JSON and writes its answer as JSON. */
export function goAnswer(tool: string, question: unknown): unknown {
  const { status, stdout, stderr, error } = spawnSync('go', ['run', '.'], {
    cwd: join(PROJECT, 'tools', tool),
    input: JSON.stringify(question),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw error ?? new Error(stderr);
  return JSON.parse(stdout);
}
