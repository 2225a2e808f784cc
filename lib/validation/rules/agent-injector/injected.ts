import type { ExampleObjects } from '../../example';

type Part = Readonly<Record<string, unknown>>;

/** The configuration of an agent that fetches one key. */
export const CONFIGURATION = `infisical:
  auth:
    type: kubernetes
    config: { identity-id: 33333333-0000-4000-8000-000000000003 }
templates:
  - destination-path: /run/api/env
    template-content: '{{ (getSecretByName "44444444-0000-4000-8000-000000000004" "prod" "/api" "TOKEN").Value }}'
`;

/** An example of a Deployment into whose pods the injector puts the agent, and of the ConfigMap of that. */
export function injectedExample(
  annotations: Part = {},
  {
    configuration = CONFIGURATION,
    pod = {},
    configMap = {},
  }: { configuration?: string; pod?: Part; configMap?: Part } = {},
): ExampleObjects {
  const all = { 'org.infisical.com/inject': 'true', 'org.infisical.com/agent-config-map': 'agent', ...annotations };
  const spec = { containers: [{ name: 'api', image: 'api:1.0' }], ...pod };
  return {
    objects: [
      { kind: 'ConfigMap', metadata: { name: 'agent' }, data: { 'config.yaml': configuration }, ...configMap },
      {
        kind: 'Deployment',
        metadata: { annotations: null },
        spec: { template: { metadata: { annotations: all }, spec } },
      },
    ],
  };
}

/** The configuration with another text in the place of a part. */
export function otherConfiguration(part: string, other: string): { readonly configuration: string } {
  return { configuration: CONFIGURATION.replace(part, other) };
}
