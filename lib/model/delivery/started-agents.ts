import { type AppModel, perApp } from '../app-model';
import { isBase64 } from '../base64';
import type { Field } from '../field';
import { objectOf, type Resource } from '../resource';
import { type AgentConfiguration, agentConfigurationAt, textOfBase64 } from './agent-configuration';
import { type CliContainer, cliContainersOf, flagOf } from './cli-containers';
import { volumesAt } from './container-paths';
import { knownText } from './container-variables';
import type { CliCall } from './infisical-cli';
import { agentConfigurationsOf, CONFIG_KEY, type Held, objectFor } from './injected-pods';

/** The configuration of an agent, whoever starts it. */
export interface HeldConfiguration {
  readonly configuration: AgentConfiguration;
  /** The object that it stands in. */
  readonly holder: Resource;
  /** What it is called there. */
  readonly called: string;
}

/**
 * What the agent takes instead of any file.
 *
 * @see Infisical/cli packages/cmd/agent.go (agentCmd) at v0.43.121
 */
const IN_VARIABLE = 'INFISICAL_AGENT_CONFIG_BASE64';
const DEFAULT_FILE = 'agent-config.yaml';

/** An agent that somebody has put into a container by hand. */
export interface StartedAgent {
  readonly container: CliContainer;
  readonly held: HeldConfiguration;
}

/** Those whose configuration can be read. */
export const startedAgentsOf = perApp((app): readonly StartedAgent[] =>
  cliContainersOf(app).flatMap((container) =>
    container.calls.flatMap((call) => {
      const held = call.command === 'agent' ? startedWith(app, container, call) : undefined;
      return held === undefined || held.configuration.problem !== undefined ? [] : [{ container, held }];
    }),
  ),
);

/** The configurations of agents that can be read, each once: those that the injector hands on, and those of containers. */
export const allAgentConfigurationsOf = perApp((app): readonly HeldConfiguration[] => {
  const injected = agentConfigurationsOf(app).map(({ configuration, configMap }) => {
    return { configuration, holder: configMap, called: CONFIG_KEY };
  });
  const known = new Map<AgentConfiguration, HeldConfiguration>();
  for (const one of [...injected, ...startedAgentsOf(app).map(({ held }) => held)]) {
    if (!known.has(one.configuration)) known.set(one.configuration, one);
  }
  return [...known.values()];
});

/** The configuration that an agent is started with in a container; undefined where nothing here holds it. */
export function startedWith(app: AppModel, container: CliContainer, call: CliCall): HeldConfiguration | undefined {
  const { variables, workload } = container;
  const variable = variables.fields.get(IN_VARIABLE);
  if (variable !== undefined) {
    const text = variable.text('value');
    const encoded = knownText(text.value || undefined, variables);
    return encoded === undefined ? undefined : decodedAt(workload.resource, text, IN_VARIABLE, encoded);
  }
  const path = configurationPath(container, call);
  return path === undefined ? undefined : mountedAt(app, container, path);
}

function configurationPath({ field, variables }: CliContainer, call: CliCall): string | undefined {
  const path = call.flags.has('config') ? flagOf(call, 'config', variables) : DEFAULT_FILE;
  if (path === undefined || path.startsWith('/')) return path;
  const folder = field.text('workingDir').value;
  return folder === undefined ? undefined : `${folder.replace(/\/+$/, '')}/${path.replace(/^(?:\.\/)+/, '')}`;
}

function mountedAt(app: AppModel, container: CliContainer, path: string): HeldConfiguration | undefined {
  const { pod } = container.workload;
  for (const { volume, rest } of volumesAt(container, path)) {
    const mounted = pod.volumes.find((one) => one.text('name').value === volume);
    for (const { kind, name, items } of mounted === undefined ? [] : sourcesOf(mounted)) {
      const holder = name === undefined ? undefined : objectFor(app, container.workload, kind, name);
      const key = items.length === 0 ? rest : items.find((one) => one.text('path').value === rest)?.text('key').value;
      const found = holder === undefined || key === undefined ? undefined : heldIn(holder, key);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The objects whose keys are files of a volume. */
function sourcesOf(volume: Field): { kind: Held; name?: string; items: readonly Field[] }[] {
  const parts = [volume, ...volume.at('projected', 'sources').items()];
  return parts.flatMap((part) => {
    const [configMap, secret] = [part.at('configMap'), part.at('secret')];
    return [
      ...(configMap.isObject ? [{ kind: 'ConfigMap' as const, ...nameAndItems(configMap) }] : []),
      ...(secret.isObject ? [{ kind: 'Secret' as const, ...nameAndItems(secret) }] : []),
    ];
  });
}

function nameAndItems(source: Field) {
  return {
    name: source.text('name').value ?? source.text('secretName').value,
    items: source.at('items').items(),
  };
}

function heldIn(holder: Resource, key: string): HeldConfiguration | undefined {
  const isSecret = holder.manifest.kind === 'Secret';
  const text = objectOf(holder).text(isSecret ? 'stringData' : 'data', key);
  if (text.value !== undefined) return { configuration: agentConfigurationAt(holder, text), holder, called: key };
  const encoded = isSecret ? objectOf(holder).text('data', key) : undefined;
  return encoded?.value === undefined ? undefined : decodedAt(holder, encoded, key, encoded.value);
}

function decodedAt(holder: Resource, text: Field<string>, called: string, encoded: string) {
  if (!isBase64(encoded)) return undefined;
  return { configuration: agentConfigurationAt(holder, text, textOfBase64(encoded)), holder, called };
}
