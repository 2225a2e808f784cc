import { type AppModel, perApp } from '../app-model';
import type { Field } from '../field';
import { isUnplaced, objectOf, type Resource } from '../resource';
import type { Workload } from '../workloads';
import { type AgentConfiguration, readAgentConfiguration } from './agent-configuration';
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
export const injectedPodsOf = perApp((app): readonly InjectedPod[] => {
  const asking = app.workloads.filter((workload) => podAnnotationsOf(workload).at(INJECT).raw === 'true');
  return asking.map((workload) => injectedPod(app, workload));
});

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
  for (const pod of injectedPodsOf(app)) {
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
  const configMap = configMapName.value ? configMapFor(app, workload, configMapName.value) : undefined;
  const configuration = configMap && agentConfigurationIn(configMap);
  return { workload, annotations, configMapName, configMap, configuration };
}

const CONFIGURATIONS = new WeakMap<Resource, { readonly configuration?: AgentConfiguration }>();

/** What a ConfigMap tells the injector. */
function agentConfigurationIn(configMap: Resource): AgentConfiguration | undefined {
  const known = CONFIGURATIONS.get(configMap);
  if (known !== undefined) return known.configuration;
  const text = objectOf(configMap).text('data', CONFIG_KEY);
  const configuration = text.value === undefined ? undefined : readAgentConfiguration(configMap, text);
  CONFIGURATIONS.set(configMap, { configuration });
  return configuration;
}

/** The ConfigMap of a name that a workload sees; undefined where there is none, or where several may be it. */
export function configMapFor(app: AppModel, { resource, namespace }: Workload, name: string): Resource | undefined {
  const isPlaced = namespace !== undefined && !isUnplaced(resource);
  const found = configMaps(app).at(name, isPlaced ? namespace : undefined);
  if (!isPlaced) return onlyOne(found);
  return found.findLast((one) => !isUnplaced(one)) ?? onlyOne(found);
}

const configMaps = perApp(
  ({ resources }) =>
    new PlacedObjects(
      resources.filter(({ manifest }) => isConfigMap(manifest)),
      (resource) => {
        const { name = '', namespace } = resource.manifest.metadata;
        return isUnplaced(resource) ? { name } : { name, namespace: namespace ?? '' };
      },
    ),
);

export function isConfigMap({ apiVersion, kind }: Resource['manifest']): boolean {
  return apiVersion === 'v1' && kind === 'ConfigMap';
}

function onlyOne(resources: readonly Resource[]): Resource | undefined {
  return resources.length === 1 ? resources[0] : undefined;
}
