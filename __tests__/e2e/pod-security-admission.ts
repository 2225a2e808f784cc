import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { PodSecurityLevel } from '../../lib';
import { PROJECT } from './packed-library';

/** What an API server is asked about a pod whose namespace enforces a level. */
export interface PodQuestion {
  readonly level: PodSecurityLevel;
  readonly template: { readonly metadata?: object; readonly spec: object };
}

/** Why the admission of Kubernetes refuses each of the pods, by its own code; no reason where it takes it. */
export function refusalsOfPods(questions: readonly PodQuestion[]): string[][] {
  const { status, stdout, stderr, error } = spawnSync('go', ['run', '.'], {
    cwd: join(PROJECT, 'tools/pod-security'),
    env: { ...process.env, CGO_ENABLED: '0' },
    input: questions.map((question) => JSON.stringify(question)).join('\n'),
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (status !== 0) throw error ?? new Error(stderr);
  const answers: string[][] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(answers).toHaveLength(questions.length);
  return answers;
}
