import { quotedName } from '../../text/key-name';
import type { AppModel } from '../app-model';
import { unreadOf } from './agent-configuration';
import { agentNeedsOf } from './agent-needs';
import { type Asked, askedByAll, untold } from './asked';
import type { CliContainer } from './cli-containers';
import { mountsOf, volumesAt } from './container-paths';
import type { DeliveredFile } from './delivery';
import type { CliCall } from './infisical-cli';
import { startedWith } from './started-agents';

/** What an agent asks for that somebody has put beside an application by hand: its configuration is a file of a volume, or a variable. */
export function agentSidecarNeeds(app: AppModel, container: CliContainer, call: CliCall): Asked {
  const { resource } = container.workload;
  const place = { resource, at: call.at, lineInText: call.lineInText };
  const configuration = startedWith(app, container, call)?.configuration;
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
