import { quotedName } from '../../text/key-name';
import type { AppModel } from '../app-model';
import { type ConfiguredTemplate, unreadOf } from './agent-configuration';
import { agentNeedsOf } from './agent-needs';
import { type Asked, askedByAll, untold } from './asked';
import type { DeliveredFile, Delivery, DeliveryNeed } from './delivery';
import { AGENT_CONFIG_MAP, CONFIG_KEY, INJECT, type InjectedPod, injectedPodsOf } from './injected-pods';
import { uninjectedPodsOf } from './uninjected-pods';

/** Where the injector has the agent write what a template without a destination makes. */
const DEFAULT_DESTINATION = '/shared/infisical-secrets';

/** What the agent injector puts into the files of pods, by the annotations of these. */
export function injectorDeliveries(app: AppModel): Delivery[] {
  const untaken = uninjectedPodsOf(app).map((one) => ({ resource: one.resource, written: [], ...untold(one) }));
  return [...injectedPodsOf(app).map(deliveryTo), ...untaken];
}

function deliveryTo(pod: InjectedPod): Delivery {
  const { resource } = pod.workload;
  return { resource, written: [], ...askedBy(pod) };
}

function askedBy(pod: InjectedPod): Asked {
  const { configuration, workload } = pod;
  if (configuration === undefined) return untold({ resource: workload.resource, ...withoutConfiguration(pod) });
  const unread = unreadOf(configuration);
  if (unread.length > 0) return untold(...unread);
  return askedByAll(
    configuration.templates.map((template, i) => {
      const { needs, unknown } = agentNeedsOf(configuration, template);
      return { files: filesOf(pod, template, i, needs), needs, unknown };
    }),
  );
}

function withoutConfiguration({ annotations, configMapName, configMap }: InjectedPod) {
  const { value } = configMapName;
  if (!value) {
    const at = annotations.at(INJECT).path;
    return { at, message: `no ConfigMap for the agent is named: add the annotation ${AGENT_CONFIG_MAP}` };
  }
  const message =
    configMap === undefined
      ? `the ConfigMap ${quotedName(value)}, which tells the agent what to fetch, is in none of the files: read it with the others`
      : `the ConfigMap ${quotedName(value)} has no ${CONFIG_KEY}, from which the injector reads what to fetch`;
  return { at: configMapName.path, message };
}

/** The path of the file that a template becomes. */
export function destinationOf({ destination }: ConfiguredTemplate, index: number, count: number): string {
  return destination.value || (count > 1 ? `${DEFAULT_DESTINATION}-${index + 1}` : DEFAULT_DESTINATION);
}

/** What the injector mounts for a file. */
export function destinationFolder(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function filesOf(
  { workload, configuration }: InjectedPod,
  template: ConfiguredTemplate,
  index: number,
  needs: readonly DeliveryNeed[],
): DeliveredFile[] {
  const path = destinationOf(template, index, configuration?.templates.length ?? 0);
  const folder = destinationFolder(path);
  // Where a container mounts something there already, the injector leaves it at that.
  const seeing = workload.containers.filter(({ mounts }) => !mounts.some((mount) => mount.path === folder));
  if (seeing.length === workload.containers.length) return [{ workload: workload.resource, path, needs }];
  return seeing.map(({ name }) => ({ workload: workload.resource, container: name, path, needs }));
}
