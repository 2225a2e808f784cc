import { App, Chart, Cron } from 'cdk8s';
import { type AbstractPod, CronJob, DaemonSet, Deployment, Job, Pod, StatefulSet } from 'cdk8s-plus-28';
import { PodSecurity, PodSecurityLevel } from '../../lib';
import { fields, text } from '../../lib/json/json';
import { podPlaceIn } from '../../lib/model/pods';
import { completeWorkloads, defaultWorkloads } from './linters/workloads';
import { refusalsOfPods } from './pod-security-admission';

const LEVELS = [PodSecurityLevel.RESTRICTED, PodSecurityLevel.BASELINE, PodSecurityLevel.PRIVILEGED];

/** The pods of what the declarations make, by the names of their kinds. */
function podsOf(
  declare: (chart: Chart) => void,
): { readonly kind: string; readonly template: { readonly spec: object } }[] {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  declare(chart);
  return (chart.toJson() as object[]).flatMap((object) => {
    const { apiVersion, kind } = fields(object);
    const place = podPlaceIn({ apiVersion: text(apiVersion) ?? '', kind: text(kind) ?? '' });
    if (place === undefined) return [];
    const template = place.reduce((part, field) => fields(part[field]), fields(object));
    return [{ kind: text(kind) ?? '', template: { metadata: template.metadata, spec: fields(template.spec) } }];
  });
}

const containers = [{ image: 'registry.example.com/api:1.0', portNumber: 8080 }];

function workloadsOfOthers(chart: Chart): AbstractPod[] {
  return [
    new Deployment(chart, 'deployment', { containers }),
    new StatefulSet(chart, 'stateful-set', { containers }),
    new DaemonSet(chart, 'daemon-set', { containers }),
    new Job(chart, 'job', { containers }),
    new CronJob(chart, 'cron-job', { containers, schedule: Cron.daily() }),
    new Pod(chart, 'pod', { containers }),
  ];
}

test.each([
  ['by default', defaultWorkloads, 6],
  ['with everything set', completeWorkloads, 6],
] as const)('the six kinds %s are taken at every level', (_, declare, count) => {
  const pods = podsOf(declare);
  expect(new Set(pods.map(({ kind }) => kind)).size).toBe(count);
  const questions = LEVELS.flatMap((level) => pods.map(({ template }) => ({ level, template })));
  expect(refusalsOfPods(questions)).toEqual(questions.map(() => []));
});

test('every kind of cdk8s-plus is taken at the level that is applied to it, and without it not at restricted', () => {
  const plain = podsOf(workloadsOfOthers);
  const secured = LEVELS.flatMap((level) =>
    podsOf((chart) => {
      for (const workload of workloadsOfOthers(chart)) {
        PodSecurity.of(level).applyTo(workload);
        workload.addInitContainer({ name: 'later', image: 'registry.example.com/later:1.0' });
      }
    }).map(({ template }) => ({ level, template })),
  );
  expect(plain).toHaveLength(6);
  expect(secured).toHaveLength(18);
  expect(refusalsOfPods(secured)).toEqual(secured.map(() => []));
  const refused = refusalsOfPods(plain.map(({ template }) => ({ level: PodSecurityLevel.RESTRICTED, template })));
  expect(refused.every((reasons) => reasons.length > 0)).toBe(true);
});
