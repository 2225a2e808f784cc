import { basename } from 'node:path';
import { adoptionOf } from '../../../cli/adopt/adoption';
import { type Outcome, outcomeAsJson } from '../../../cli/adopt/outcome';
import { outcomeAsText } from '../../../cli/adopt/report';
import { compareObjects } from '../../../cli/adopt/round-trip/comparison';
import { readManifests } from '../../../cli/manifests/read-files';
import { fields } from '../../../lib/json/json';
import { declaredBy } from './declared-workloads';
import { inProject, isWorkload, leavesIn, podOf, RELEASE, WORKLOADS } from './workload-corpus';

const adoption = adoptionOf(readManifests([WORKLOADS]), {
  extension: '',
  includeRest: false,
  kubernetesVersion: RELEASE,
});
const declared = inProject(() => declaredBy(adoption.files));
const workloads = adoption.adopted.filter(({ manifest }) => isWorkload(manifest.kind));
const outcome: Outcome = {
  folder: 'out',
  adoption,
  files: [...adoption.files.keys()],
  fixes: [],
  mendable: 0,
  verification: { state: 'skipped' },
  isComplete: true,
};

/** Held for credentials that they are not: what is called so is only left alone where no doubt is. */
const TAKEN_FOR_A_CREDENTIAL = ['CronJob token-cleanup', 'Deployment tailscale-router'];

test('every workload of the corpus is adopted, but for what looks like a credential', () => {
  const leftOut = adoption.leftOut.map(({ read: { manifest } }) => manifest).filter(({ kind }) => isWorkload(kind));
  expect(leftOut.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual(TAKEN_FOR_A_CREDENTIAL);
});

test('nothing of the corpus is wrong but that', () => {
  const errors = adoption.findings.filter(
    ({ severity, message }) => severity === 'error' && !/credential/.test(message),
  );
  expect(errors.map(({ file, line, message }) => `${basename(file)}:${line} ${message}`)).toEqual([]);
});

test('all of it comes out as it went in', () => {
  expect(compareObjects(adoption.adopted, declared.objects)).toEqual([]);
});

test('at most 5 % of the workloads stand as they are', () => {
  expect(declared.raw + declared.constructs).toBe(workloads.length);
  expect(declared.raw / workloads.length).toBeLessThanOrEqual(0.05);
});

test('at most 10 % of the fields of pods go through podSpec', () => {
  const fieldsOfPods = workloads.reduce((sum, { manifest }) => sum + leavesIn(podOf(manifest)), 0);
  expect(fieldsOfPods).toBeGreaterThan(4_000);
  expect(declared.throughPodSpec / fieldsOfPods).toBeLessThanOrEqual(0.1);
});

test('the command prints both figures, and none smaller than it is', () => {
  const { count, asTheyStand, podFields, throughPodSpec } = fields(fields(outcomeAsJson(outcome)).workloads);
  expect([count, (asTheyStand as unknown[]).length]).toEqual([workloads.length, declared.raw]);
  expect(Number(throughPodSpec)).toBeGreaterThanOrEqual(declared.throughPodSpec);
  expect(Number(throughPodSpec) / Number(podFields)).toBeLessThanOrEqual(0.1);
  const text = outcomeAsText(outcome);
  expect(text).toContain(`ApiObject as they stand: ${declared.raw} of ${workloads.length} (`);
  expect(text).toContain(`through podSpec: ${throughPodSpec} of ${podFields} (`);
});
