import { CONFIGURATION } from '../../../lib/validation/rules/agent-injector/injected';
import { configMap, deployment } from '../manifests';

export type Part = Readonly<Record<string, unknown>>;

export const INJECTOR = 'org.infisical.com/';

export const BARE = { spec: { containers: [{ name: 'api', image: 'api:1.0' }] } };

/** A Deployment into whose pods the injector puts an agent with the ConfigMap `agent`. */
export function newt(annotations: Part = {}, pod: Part = {}, own: Part = {}) {
  const all = { [`${INJECTOR}inject`]: 'true', [`${INJECTOR}agent-config-map`]: 'agent', ...annotations };
  const template = {
    metadata: { labels: { 'app.kubernetes.io/name': 'api' }, annotations: all },
    spec: { ...BARE.spec, ...pod },
  };
  return { ...deployment({}, { annotations: own as never }), spec: { ...(deployment().spec as object), template } };
}

export const agent = (configuration = CONFIGURATION, name = 'agent', namespace = 'shop') =>
  configMap(name, { data: { 'config.yaml': configuration } }, { namespace });

export const written = (part: string, other: string) => agent(CONFIGURATION.replace(part, other));

export const withTemplate = (template: string) => agent(CONFIGURATION.replace(/'\{\{.*\n/, `'${template}'\n`));

export const CALL = 'getSecretByName';
export const LIST = '{{ range listSecrets "p" "prod" "/" }}{{ .Value }}{{ end }}';
