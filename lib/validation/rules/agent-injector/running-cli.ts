import type { ExampleObjects } from '../../rule';

/** The release of the command line whose code the rules follow, for their sources. */
export const CLI = 'Infisical/cli v0.43.121: ';

type Part = Readonly<Record<string, unknown>>;

/** A Deployment whose container has a command. */
export function running(command: readonly string[], env: readonly Part[] = []): ExampleObjects {
  const containers = [{ name: 'api', image: 'api:1.0', command, env }];
  return {
    objects: [{ kind: 'Deployment', metadata: { annotations: null }, spec: { template: { spec: { containers } } } }],
  };
}

export const TOKEN = { name: 'INFISICAL_TOKEN', valueFrom: { secretKeyRef: { name: 'login', key: 'token' } } };
export const RUN = ['infisical', 'run', '--env', 'prod', '--', 'node', 'server.js'];
