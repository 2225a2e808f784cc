import { fields, jsonIn } from '../../json/json';
import { folderPath } from '../folder';
import type { AgentCall } from '../templates/agent-calls';
import type { AgentConfiguration, ConfiguredTemplate } from './agent-configuration';
import type { DeliveryNeed, DeliverySource, Unfollowed } from './delivery';
import { isLeftOpen } from './left-open';

/** What a template of the agent asks Infisical for. */
export interface AgentNeeds {
  readonly needs: readonly DeliveryNeed[];
  readonly unknown: readonly Unfollowed[];
}

const GIVE_TEXTS = 'write its arguments as texts in quotes, or look at the keys by hand';

export function agentNeedsOf(configuration: AgentConfiguration, template: ConfiguredTemplate): AgentNeeds {
  const { source, read } = template;
  const at = template.field.path;
  const here = source === undefined ? at : [...at, source];
  const untold = (message: string, line?: number): AgentNeeds => ({
    needs: [],
    unknown: [{ ...configuration.placeOf(here, line), message }],
  });
  if (source === 'source-path') {
    return untold(
      'the template is a file of the container of the agent, which nobody can read here: put its text into template-content',
    );
  }
  if (source === undefined) return { needs: [], unknown: [] };
  if (read === undefined)
    return untold('base64-template-content is no base64: what the template asks for is not known');
  if (read.problem !== undefined) return untold(`the template is none that Go reads: ${read.problem}`);
  // Lines of what base64 holds are not lines of this text.
  const lineOf = (line: number) => (source === 'template-content' ? line : undefined);
  const [unknown] = read.unknownFunctions;
  if (unknown !== undefined) {
    return untold(
      'the template calls a function that no agent knows: what was to be asked for is not known',
      lineOf(unknown.line),
    );
  }
  const all = read.calls.map((call) => needsOfCall(configuration, call, here, lineOf(call.line)));
  return { needs: all.flatMap(({ needs }) => needs), unknown: all.flatMap(({ unknown }) => unknown) };
}

function needsOfCall(
  { host, placeOf }: AgentConfiguration,
  call: AgentCall,
  at: readonly (string | number)[],
  line: number | undefined,
): AgentNeeds {
  const place = placeOf(at, line);
  const { name } = call;
  // It is no key: a lease has those that its database gives it.
  if (name === 'dynamicSecret' || name === 'dynamic_secret') return { needs: [], unknown: [] };
  const [project, environment, path, last] = call.arguments;
  const texts = name === 'getSecretByName' ? [project, environment, path, last] : [project, environment, path];
  const isKnown = texts.every((text) => text !== undefined && text !== '' && !isLeftOpen(text));
  const options = last === undefined ? call.arguments.length > 3 : false;
  if (!isKnown || (name !== 'getSecretByName' && options)) {
    const message = `what the template asks for with ${name} is not known before the agent runs: ${GIVE_TEXTS}`;
    return { needs: [], unknown: [{ ...place, message }] };
  }
  const source: DeliverySource = {
    host,
    ...(name === 'listSecretsByProjectSlug' ? { projectSlug: project } : { projectId: project }),
    environment: environment ?? '',
    path: folderPath(path ?? ''),
    recursive: name !== 'getSecretByName' && fields(jsonIn(last ?? '')).recursive === true,
  };
  const common = { ...place, source, optional: false };
  if (name === 'getSecretByName') return { needs: [{ ...common, key: last }], unknown: [] };
  if (call.keys !== undefined) return { needs: call.keys.map((key) => ({ ...common, key })), unknown: [] };
  return { needs: [common], unknown: [] };
}
