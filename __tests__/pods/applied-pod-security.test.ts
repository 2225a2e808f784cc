import { ApiObject, type ApiObjectProps, type Chart, Cron, JsonPatch } from 'cdk8s';
import { type AbstractPod, ConfigMap, CronJob, DaemonSet, Deployment, Job, Pod, StatefulSet } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { PodSecurity, PodSecurityLevel } from '../../lib';
import { errorsOf, synthesize, synthesizeOne } from '../synthesis';

const containers = [{ name: 'api', image: 'api:1' }];

const KINDS: readonly [kind: string, make: (chart: Chart) => AbstractPod, place: readonly string[]][] = [
  ['Deployment', (chart) => new Deployment(chart, 'api', { containers }), ['spec', 'template', 'spec']],
  [
    'StatefulSet',
    (chart) => new StatefulSet(chart, 'api', { containers: [{ ...containers[0], portNumber: 80 }] }),
    ['spec', 'template', 'spec'],
  ],
  ['DaemonSet', (chart) => new DaemonSet(chart, 'api', { containers }), ['spec', 'template', 'spec']],
  ['Job', (chart) => new Job(chart, 'api', { containers }), ['spec', 'template', 'spec']],
  [
    'CronJob',
    (chart) => new CronJob(chart, 'api', { containers, schedule: Cron.daily() }),
    ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ],
  ['Pod', (chart) => new Pod(chart, 'api', { containers }), ['spec']],
];

test.each(KINDS)('%s: what restricted demands, also for containers that come later', (kind, make, place) => {
  const object = synthesizeOne(kind, (chart) => {
    const workload = make(chart);
    PodSecurity.of(PodSecurityLevel.RESTRICTED).applyTo(workload);
    workload.addInitContainer({ name: 'later', image: 'later:1' });
  });
  const pod = place.reduce((part, field) => part[field], object);
  expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  for (const { securityContext } of [...pod.containers, ...pod.initContainers]) {
    expect(securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
  }
});

test.each(KINDS)('%s: what contradicts it is an error', (_kind, make) => {
  const errors = errorsOf((chart) => {
    const workload = make(chart);
    PodSecurity.of(PodSecurityLevel.BASELINE).applyTo(workload);
    workload.addInitContainer({
      name: 'later',
      image: 'later:1',
      securityContext: { privileged: true, allowPrivilegeEscalation: true },
    });
  });
  expect(errors).toEqual([
    '[project/api] the container "later" has privileged: true, which podSecurity "baseline" forbids: remove it, or relax podSecurity to "privileged" (C15)',
  ]);
});

test.each([
  [[PodSecurityLevel.RESTRICTED, PodSecurityLevel.RESTRICTED], 'restricted'],
  [[PodSecurityLevel.BASELINE, PodSecurityLevel.RESTRICTED], 'restricted'],
  [[PodSecurityLevel.BASELINE, PodSecurityLevel.PRIVILEGED], 'baseline'],
])('of %j the strictest holds, and says so once', (levels, strictest) => {
  const errors = errorsOf((chart) => {
    const workload = new Deployment(chart, 'api', {
      containers: [{ ...containers[0], ports: [{ number: 80, hostPort: 80 }] }],
    });
    ApiObject.of(workload).addJsonPatch(JsonPatch.add('/spec/template/spec/hostPID', true));
    for (const level of levels) PodSecurity.of(level).applyTo(workload);
  });
  expect(errors).toEqual([
    `[project/api] the pod has hostPID: true, which podSecurity "${strictest}" forbids: remove it, or relax podSecurity to "privileged" (C15)`,
    `[project/api] the container "api" has hostPort: 80, which podSecurity "${strictest}" forbids: use a Service, or relax podSecurity to "privileged" (C15)`,
  ]);
});

test('baseline and privileged change nothing', () => {
  const written = (...levels: PodSecurityLevel[]) =>
    synthesize((chart) => {
      const deployment = new Deployment(chart, 'api', { containers });
      for (const level of levels) PodSecurity.of(level).applyTo(deployment);
    });
  expect(written(PodSecurityLevel.BASELINE, PodSecurityLevel.PRIVILEGED)).toEqual(written());
});

test('patches come last, those from before too', () => {
  const deployment = synthesizeOne('Deployment', (chart) => {
    const workload = new Deployment(chart, 'api', { containers });
    const object = ApiObject.of(workload);
    object.addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/securityContext/runAsUser', 1000));
    PodSecurity.of(PodSecurityLevel.RESTRICTED).applyTo(workload);
    object.addJsonPatch(
      JsonPatch.add('/spec/template/spec/containers/0/securityContext/capabilities/add', ['NET_BIND_SERVICE']),
    );
  });
  expect(deployment.spec.template.spec.containers[0].securityContext).toMatchObject({
    runAsUser: 1000,
    capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
  });
});

test('what is no workload, and no level, is refused', () => {
  const apply = (level: unknown, workload: unknown) => () =>
    PodSecurity.of(level as PodSecurityLevel).applyTo(workload as AbstractPod);
  expect(apply('restrict', undefined)).toThrow(
    'there is no level "restrict" of pod security: write one of restricted, baseline, privileged',
  );
  expect(apply('baseline', undefined)).toThrow(
    'PodSecurity.applyTo takes a construct that holds a pod template, found undefined: give a workload such as a Deployment',
  );
  synthesize((chart) => {
    const none = new ConfigMap(chart, 'flags', { data: { a: 'b' } });
    expect(apply('baseline', none)).toThrow('found [project/flags] (ConfigMap), which holds none: give a workload');
  });
  const errors = errorsOf((chart) => {
    const none = ApiObject.of(new ConfigMap(chart, 'flags', { data: { a: 'b' } }));
    PodSecurity.of(PodSecurityLevel.BASELINE).applyTo(none);
  });
  expect(errors).toEqual([
    '[project/flags] PodSecurity.applyTo takes a construct that holds a pod template, found [project/flags/Resource] (ConfigMap), which holds none: give a workload such as a Deployment, a Job or a Rollout, of any cdk8s-plus or as an ApiObject (C15)',
  ]);
});

test('it takes what injectInto takes: an object, a construct with one workload in it', () => {
  const spec = { template: { spec: { containers: [{ name: 'main', image: 'main:1' }] } } };
  const manifests = synthesize((chart) => {
    const props = { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'site' }, spec };
    PodSecurity.of(PodSecurityLevel.RESTRICTED).applyTo(new ApiObject(chart, 'site', props as ApiObjectProps));
    const around = new Construct(chart, 'around');
    new Job(around, 'job', { containers });
    PodSecurity.of(PodSecurityLevel.RESTRICTED).applyTo(around);
  });
  expect(manifests.map(({ spec: { template } }) => template.spec.securityContext.runAsNonRoot)).toEqual([true, true]);
});
