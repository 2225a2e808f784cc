import type { AgentConfiguration } from '../../../model/delivery/agent-configuration';
import { AGENT_IMAGE, askingPodsOf, CONFIG_KEY } from '../../../model/delivery/injected-pods';
import { allAgentConfigurationsOf, startedAgentsOf } from '../../../model/delivery/started-agents';
import type { Field } from '../../../model/field';
import { type AgentCall, NEWER_AGENT_FUNCTIONS } from '../../../model/templates/agent-calls';
import { quotedName } from '../../../text/key-name';
import { shown } from '../../../text/shown';
import { ruleOn, Severity } from '../../rule';
import { CONFIGURATION, injectedExample, otherConfiguration } from './injected';

const CALL = 'getSecretByName "44444444';
const CLI = 'Infisical/cli: ';

export const J10 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'The agent can read its templates',
  why: 'The agent says so in its log alone, and writes no file: the application starts without it, or never.',
  source: `${CLI}packages/cmd/agent.go (ProcessLiteralTemplate, newTemplateFunctions) at v0.43.121, packages/templates/templates.go`,
  bad: injectedExample({}, otherConfiguration(CALL, 'getSecretsByName "44444444')),
  good: injectedExample(),
  check: (app, report) => {
    for (const { configuration, holder, called } of allAgentConfigurationsOf(app)) {
      for (const template of configuration.templates) {
        const { field, source, read } = template;
        if (source === undefined || source === 'source-path') continue;
        const at = field.at(source);
        const tell = (message: string, line?: number) =>
          tellIn(configuration, at, source === 'template-content' ? line : undefined, (place) =>
            report(holder, place, message),
          );
        if (read === undefined)
          tell(`the base64-template-content of a template in ${called} is no base64: encode it anew`);
        else if (read.problem !== undefined) tell(`the agent cannot read a template in ${called}: ${read.problem}`);
        for (const { name, line } of read?.problem === undefined ? (read?.unknownFunctions ?? []) : [])
          tell(
            `a template in ${called} calls ${holder.manifest.kind === 'Secret' ? 'a function' : quotedName(name)}, which no agent knows: ${meantFor(name)}`,
            line,
          );
      }
    }
  },
});

/** Of other readers of Infisical, people know other names. */
function meantFor(name: string): string {
  const known = ['getSecretByName', 'listSecrets', 'listSecretsByProjectSlug', 'dynamicSecret'];
  const meant = known.find(
    (one) => one.toLowerCase().replace('secrets', 'secret') === name.toLowerCase().replace('secrets', 'secret'),
  );
  return meant === undefined ? `it has ${known.join(', ')}, and those of sprig` : `write ${meant}`;
}

function tellIn(
  configuration: AgentConfiguration,
  field: Field,
  line: number | undefined,
  tell: (place: { at: readonly (string | number)[]; lineInText?: number }) => void,
): void {
  const { at, lineInText } = configuration.placeOf(field.path, line);
  tell({ at, lineInText });
}

/** The first release whose templates in a text have all functions, and that which the injector runs unless it is told. */
const COMPLETE = [0, 43, 60];
const DEFAULT_IMAGE = 'infisical/cli:0.43.55';

export const J11 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'The image of an agent knows the functions of its templates',
  why: 'An older agent knows fewer of them, cannot read the template then, and writes no file.',
  source: `${CLI}packages/cmd/agent.go at v0.43.55 and v0.43.60; Infisical/infisical-agent-injector v0.1.12: pkg/util/constants.go (DefaultLinuxContainerImage)`,
  bad: injectedExample({}, { configuration: listing('listSecrets') }),
  good: injectedExample({}, { configuration: listing('secret') }),
  check: (app, report) => {
    for (const { annotations, configuration, workload } of askingPodsOf(app)) {
      const image = annotations.text(AGENT_IMAGE);
      const call = isOlder(image.value || DEFAULT_IMAGE) ? newerCallIn(configuration) : undefined;
      if (call === undefined) continue;
      const runs = image.value
        ? shown(image.value)
        : `${shown(DEFAULT_IMAGE)}, which the injector takes by default up to v0.1.12`;
      report(
        workload.resource,
        image.isGiven ? image : annotations,
        `a template in ${CONFIG_KEY} calls ${call.name}, which the agent of ${runs} does not know: set "${AGENT_IMAGE}" to ${remedyFor(call)}`,
      );
    }
    for (const { container, held } of startedAgentsOf(app)) {
      const image = container.field.text('image');
      const call = isOlder(image.value ?? '') ? newerCallIn(held.configuration) : undefined;
      if (call === undefined) continue;
      const message = `a template in ${held.called} calls ${call.name}, which the agent of ${shown(image.value)} does not know: take ${remedyFor(call)}`;
      report(container.workload.resource, image, message);
    }
  },
});

/** The first call in a template of a text that older agents do not know. */
function newerCallIn(configuration: AgentConfiguration | undefined): AgentCall | undefined {
  return (configuration?.templates ?? [])
    .flatMap(({ read, source }) => (source === 'source-path' ? [] : (read?.calls ?? [])))
    .find(({ name }) => NEWER_AGENT_FUNCTIONS.has(name));
}

function remedyFor({ name }: AgentCall): string {
  const old = NEWER_AGENT_FUNCTIONS.get(name);
  return `infisical/cli:0.43.60 or newer${old === undefined ? '' : `, or write ${old}`}`;
}

function listing(name: string): string {
  return CONFIGURATION.replace(
    /'\{\{.*/,
    `'{{ range ${name} "44444444-0000-4000-8000-000000000004" "prod" "/api" }}{{ .Value }}{{ end }}'`,
  );
}

/** Whether an image of the command line is of a release before all functions were there; never where nobody can know. */
function isOlder(image: string): boolean {
  const [, ...parts] = /(?:^|\/)infisical\/cli:v?(\d+)\.(\d+)\.(\d+)(?:[-@]|$)/.exec(image) ?? [];
  if (parts.length === 0) return false;
  const at = parts.findIndex((part, i) => Number(part) !== COMPLETE[i]);
  return at >= 0 && Number(parts[at]) < COMPLETE[at];
}
