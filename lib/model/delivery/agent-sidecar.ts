import { quotedName } from '../../text/key-name';
import type { AppModel } from '../app-model';
import type { Field } from '../field';
import { objectOf, type Resource } from '../resource';
import { type AgentConfiguration, readAgentConfiguration, unreadOf } from './agent-configuration';
import { agentNeedsOf } from './agent-needs';
import { type Asked, askedByAll, untold } from './asked';
import { type CliContainer, flagOf } from './cli-containers';
import type { DeliveredFile } from './delivery';
import type { CliCall } from './infisical-cli';
import { configMapFor } from './injected-pods';

/** What an agent asks for that somebody has put beside an application by hand: its configuration is a file of a volume. */
export function agentSidecarNeeds(app: AppModel, container: CliContainer, call: CliCall): Asked {
  const { resource } = container.workload;
  const place = { resource, at: call.at, lineInText: call.lineInText };
  const path = flagOf(call, 'config', container.variables);
  const configuration = path === undefined ? undefined : configurationAt(app, container, path);
  if (configuration === undefined) {
    const message = `the agent in container ${quotedName(container.name)} has a configuration that is in none of the files: mount it from a ConfigMap, and read that with the others`;
    return untold({ ...place, message });
  }
  const unread = unreadOf(configuration);
  if (unread.length > 0) return untold(...unread);
  return askedByAll(
    configuration.templates.map((template) => {
      const { needs, unknown } = agentNeedsOf(configuration, template);
      const files = filesAt(container, template.destination.value ?? '').map((file) => ({ ...file, needs }));
      return { files, needs, unknown };
    }),
  );
}

function configurationAt(app: AppModel, container: CliContainer, path: string): AgentConfiguration | undefined {
  const { pod } = container.workload;
  for (const { volume, rest } of volumesAt(container, path)) {
    const source = pod.volumes.find((one) => one.text('name').value === volume)?.at('configMap');
    const name = source?.text('name').value;
    const configMap = name === undefined ? undefined : configMapFor(app, container.workload, name);
    if (source === undefined || configMap === undefined) continue;
    const item = source
      .at('items')
      .items()
      .find((one) => one.text('path').value === rest);
    return configurationOf(configMap, item?.text('key').value ?? rest);
  }
  return undefined;
}

function configurationOf(configMap: Resource, key: string): AgentConfiguration | undefined {
  const text: Field<string> = objectOf(configMap).text('data', key);
  return text.value === undefined ? undefined : readAgentConfiguration(configMap, text);
}

/** The volumes that a path of a container lies in, the closest first, and the path below each. */
function volumesAt(container: CliContainer, path: string): { volume: string; rest: string }[] {
  return mountsOf(container.workload, container.field)
    .flatMap(({ volume, at, part }) => {
      if (at === path) return part === '' ? [] : [{ volume, rest: part, at }];
      if (!path.startsWith(`${at}/`)) return [];
      return [{ volume, rest: [part, path.slice(at.length + 1)].filter(Boolean).join('/'), at }];
    })
    .sort((one, other) => other.at.length - one.at.length);
}

function mountsOf(workload: CliContainer['workload'], container: Field) {
  const own = workload.containers.find(({ field }) => field.path.join() === container.path.join());
  return (own?.mounts ?? []).map(({ volume, path, subPath = '' }) => ({
    volume,
    at: path.replace(/\/+$/, ''),
    part: subPath,
  }));
}

/** Where containers see what an agent writes to a path of its own. */
function filesAt(agent: CliContainer, path: string): Omit<DeliveredFile, 'needs'>[] {
  const { workload } = agent;
  const [nearest] = volumesAt(agent, path);
  if (nearest === undefined) return [];
  return workload.containers.flatMap(({ field, name }) => {
    if (field.path.join() === agent.field.path.join()) return [];
    const mount = mountsOf(workload, field).find(({ volume, part }) => volume === nearest.volume && part === '');
    return mount === undefined
      ? []
      : [{ workload: workload.resource, container: name, path: `${mount.at}/${nearest.rest}` }];
  });
}
