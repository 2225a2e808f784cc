import { type AppModel, perApp } from '../app-model';
import type { Field } from '../field';
import { isUnplaced, objectOf, type Resource } from '../resource';
import type { Workload } from '../workloads';
import { type AgentConfiguration, agentConfigurationAt } from './agent-configuration';
import { PlacedObjects } from './placed-objects';

/** The annotations of Infisical's agent injector, a webhook that puts the agent beside the containers of a pod. */
export const INJECTOR = 'org.infisical.com/';
export const INJECT = `${INJECTOR}inject`;
export const INJECT_MODE = `${INJECTOR}inject-mode`;
export const AGENT_CONFIG_MAP = `${INJECTOR}agent-config-map`;
export const AGENT_IMAGE = `${INJECTOR}agent-image`;

export const CONFIG_KEY = 'config.yaml';

/** A pod that the injector looks at, and what it finds. */
export interface InjectedPod {
  readonly workload: Workload;
  readonly annotations: Field;
  readonly configMapName: Field<string>;
  /** The ConfigMap that it names; undefined where none here is that, or nobody knows which. */
  readonly configMap?: Resource;
  /** What its `config.yaml` says; undefined where it has none. */
  readonly configuration?: AgentConfiguration;
}

/** The pods that have the annotation as the injector wants it. */
export const injectedPodsOf = perApp((app): readonly InjectedPod[] =>
  askingPodsOf(app).filter(({ annotations }) => annotations.at(INJECT).raw === 'true'),
);

/**
 * The same, and those that ask by a text or a flag of which the injector takes no notice: what else is wrong with them is
 * wrong when that is mended.
 */
export const askingPodsOf = perApp((app): readonly InjectedPod[] => {
  const asking = app.workloads.filter((workload) => isMeantTrue(podAnnotationsOf(workload).at(INJECT)));
  return asking.map((workload) => injectedPod(app, workload));
});

function isMeantTrue({ raw }: Field): boolean {
  return raw === true || (typeof raw === 'string' && raw.trim().toLowerCase() === 'true');
}

/** A configuration that is read, with the ConfigMap that it stands in. */
export interface ReadConfiguration {
  readonly configuration: AgentConfiguration;
  readonly configMap: Resource;
  /** The first pod that has it. */
  readonly pod: InjectedPod;
}

/** The configurations of injected agents, each once. */
export const agentConfigurationsOf = perApp((app): readonly ReadConfiguration[] => {
  const found = new Map<AgentConfiguration, ReadConfiguration>();
  for (const pod of askingPodsOf(app)) {
    const { configuration, configMap } = pod;
    if (configuration === undefined || configMap === undefined || configuration.problem !== undefined) continue;
    if (!found.has(configuration)) found.set(configuration, { configuration, configMap, pod });
  }
  return [...found.values()];
});

/** The annotations of the pods that a workload makes. */
export function podAnnotationsOf({ resource, pod }: Workload): Field {
  const isPod = resource.manifest.kind === 'Pod';
  return isPod ? objectOf(resource).at('metadata', 'annotations') : pod.metadata.at('annotations');
}

function injectedPod(app: AppModel, workload: Workload): InjectedPod {
  const annotations = podAnnotationsOf(workload);
  const configMapName = annotations.text(AGENT_CONFIG_MAP);
  const configMap = configMapName.value ? objectFor(app, workload, 'ConfigMap', configMapName.value) : undefined;
  const configuration = configMap && agentConfigurationIn(configMap);
  return { workload, annotations, configMapName, configMap, configuration };
}

/** What a ConfigMap tells the injector. */
function agentConfigurationIn(configMap: Resource): AgentConfiguration | undefined {
  const text = objectOf(configMap).text('data', CONFIG_KEY);
  return text.value === undefined ? undefined : agentConfigurationAt(configMap, text);
}

/** What holds files of volumes. */
export type Held = 'ConfigMap' | 'Secret';

/** The object of a name that a workload sees; undefined where there is none, or where several may be it. */
export function objectFor(
  app: AppModel,
  { resource, namespace }: Workload,
  kind: Held,
  name: string,
): Resource | undefined {
  const isPlaced = namespace !== undefined && !isUnplaced(resource);
  const found = heldObjects(app).at(`${kind} ${name}`, isPlaced ? namespace : undefined);
  if (!isPlaced) return onlyOne(found);
  return found.findLast((one) => !isUnplaced(one)) ?? onlyOne(found);
}

const heldObjects = perApp(
  ({ resources }) =>
    new PlacedObjects(
      resources.filter(
        ({ manifest: { apiVersion, kind } }) => apiVersion === 'v1' && /^(?:ConfigMap|Secret)$/.test(kind),
      ),
      (resource) => {
        const { kind, metadata } = resource.manifest;
        const name = `${kind} ${metadata.name}`;
        return isUnplaced(resource) ? { name } : { name, namespace: metadata.namespace ?? '' };
      },
    ),
);

export function isConfigMap({ apiVersion, kind }: Resource['manifest']): boolean {
  return apiVersion === 'v1' && kind === 'ConfigMap';
}

function onlyOne(resources: readonly Resource[]): Resource | undefined {
  return resources.length === 1 ? resources[0] : undefined;
}
