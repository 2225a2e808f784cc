import type { ExampleObjects } from '../../example';

type Part = Readonly<Record<string, unknown>>;

/** An example of a Deployment, by what is special about its pod. */
export function podWith(spec: Part, settings: ExampleObjects['settings'] = {}): ExampleObjects {
  return {
    objects: [{ kind: 'InfisicalSecret' }, { kind: 'Deployment', spec: { template: { spec } } }],
    settings,
  };
}

/** The same with one more volume that its container mounts. */
export function podMounting(volume: Part, mount: Part = {}, settings: ExampleObjects['settings'] = {}): ExampleObjects {
  const mounted = { name: 'files', mountPath: '/files', ...mount };
  const secretKeyRef = { name: 'api-secrets', key: 'TOKEN' };
  const env = [{ name: 'TOKEN', valueFrom: { secretKeyRef } }];
  const container = { name: 'api', image: 'api:1.0', env, volumeMounts: [mounted] };
  return podWith({ containers: [container], volumes: [{ name: 'files', ...volume }] }, settings);
}

/** An example of a CronJob, by what is special about its pod. */
export function jobPod(spec: Part): ExampleObjects {
  return {
    objects: [{ kind: 'CronJob', spec: { jobTemplate: { spec: { template: { spec } } } } }],
  };
}

/** An example of a Deployment with the usual profile of seccomp, by the annotations of its pod. */
export function podWithProfile(annotations: Part): ExampleObjects {
  const spec = { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } };
  const template = { metadata: { annotations }, spec };
  return { objects: [{ kind: 'InfisicalSecret' }, { kind: 'Deployment', spec: { template } }] };
}
