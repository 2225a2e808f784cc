import type { ExampleObjects } from '../../example';

type Part = Readonly<Record<string, unknown>>;

/** An example of a Deployment that uses what an InfisicalSecret writes. */
export function using(container: Part, pod: Part = {}, metadata: Part = {}): ExampleObjects {
  const own = { name: 'api', image: 'api:1.0', ...container };
  return {
    keys: ['TOKEN'],
    objects: [
      { kind: 'InfisicalSecret' },
      { kind: 'Deployment', metadata, spec: { template: { spec: { containers: [own], ...pod } } } },
    ],
  };
}

/** A variable that takes a key. */
export function variable(name: string, reference: Part = {}): Part {
  return { name, valueFrom: { secretKeyRef: { name: 'api-secrets', key: 'TOKEN', ...reference } } };
}

/** The metadata of a workload that asks for restarts. */
export function askingForReload(value: unknown = 'true'): Part {
  return { annotations: { 'secrets.infisical.com/auto-reload': value } };
}
