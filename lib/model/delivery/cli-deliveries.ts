import { grouped } from '../../collections/grouped';
import { quotedName, quotedText } from '../../text/key-name';
import { listed } from '../../text/listed';
import type { AppModel } from '../app-model';
import { folderPath, ROOT } from '../folder';
import { agentSidecarNeeds } from './agent-sidecar';
import { type Asked, askedByAll, NOTHING_ASKED, untold } from './asked';
import { type CliContainer, cliContainersOf, domainProblemOf, flagOf, hostAsked, projectAsked } from './cli-containers';
import { knownText } from './container-variables';
import type { Delivery, DeliveryNeed } from './delivery';
import type { CliCall } from './infisical-cli';
import { isLeftOpen } from './left-open';

/** What the program, or the command line of Infisical, in a container asks Infisical for by itself. */
export function cliDeliveries(app: AppModel): Delivery[] {
  return [...grouped(cliContainersOf(app), ({ workload }) => workload.resource)].map(([resource, containers]) => {
    return { resource, written: [], ...askedByAll(containers.map((container) => askedBy(app, container))) };
  });
}

function askedBy(app: AppModel, container: CliContainer): Asked {
  const { calls, hint, workload } = container;
  // A login is for what comes next to it.
  const asking = calls.some(({ command }) => command !== 'login')
    ? calls.filter(({ command }) => command !== 'login')
    : calls;
  if (asking.length > 0) return askedByAll(asking.map((call) => askedByCall(app, container, call)));
  if (hint === undefined) return NOTHING_ASKED;
  const name = hint.text('name');
  const how = `is given ${quotedName(name.value ?? '')}, so that the program in its image asks Infisical by itself${placeText(container)}`;
  return untold({ resource: workload.resource, at: name.path, message: messageOf(container, how) });
}

function askedByCall(app: AppModel, container: CliContainer, call: CliCall): Asked {
  if (call.command === 'agent') return agentSidecarNeeds(app, container, call);
  const place = { resource: container.workload.resource, at: call.at, lineInText: call.lineInText };
  const problem = domainProblemOf(container.variables, call);
  if (problem !== undefined) {
    return untold({
      ...place,
      message: `container ${quotedName(container.name)} ${problem.message}`,
    });
  }
  if (call.command === 'secrets get') {
    const needs = needsOf(container, call);
    if (needs !== undefined) return { ...NOTHING_ASKED, needs };
  }
  const how =
    call.command === 'login'
      ? `logs in to Infisical by "infisical login", and asks for keys by itself${placeText(container, call)}`
      : `gets its keys by "infisical ${call.command}" when it starts${placeText(container, call)}`;
  return untold({ ...place, message: messageOf(container, how) });
}

/** The keys that are asked for by their names; undefined where a name, or its folder, is not known. */
function needsOf({ workload, variables }: CliContainer, call: CliCall): DeliveryNeed[] | undefined {
  const projectId = projectAsked(variables, call);
  const environment = environmentAsked(call, variables);
  const [path = ROOT, ...others] = pathsAsked(call, variables) ?? [undefined, ROOT];
  const keys = call.operands.map((operand) => knownText(operand, variables));
  const isKnown = projectId !== undefined && environment !== undefined && others.length === 0;
  if (!isKnown || keys.length === 0 || [projectId, environment, path, ...keys].some((one) => !one || isLeftOpen(one))) {
    return undefined;
  }
  const recursive = call.flags.get('recursive')?.at(-1) === 'true';
  const source = { host: hostAsked(variables, call), projectId, environment, path: folderPath(path), recursive };
  const place = { resource: workload.resource, at: call.at, lineInText: call.lineInText };
  return keys.map((key) => ({ ...place, source, key, optional: false }));
}

/** What the command line takes where nobody says another one. */
export const DEFAULT_ENVIRONMENT = 'dev';

/** The environment that a call reads; undefined where it is known only when it runs. */
function environmentAsked(call: CliCall, variables: CliContainer['variables']): string | undefined {
  return call.flags.has('env') ? flagOf(call, 'env', variables) : DEFAULT_ENVIRONMENT;
}

function pathsAsked({ flags }: CliCall, variables: CliContainer['variables']): string[] | undefined {
  const paths = (flags.get('path') ?? [ROOT]).map((path) => knownText(path, variables));
  return paths.every((path) => path !== undefined) ? paths : undefined;
}

/** Where it asks, as far as that is known. */
function placeText({ variables }: CliContainer, call?: CliCall): string {
  const host = hostAsked(variables, call);
  const project = projectAsked(variables, call);
  const isPlaced = call !== undefined && call.command !== 'login';
  const environment = isPlaced ? environmentAsked(call, variables) : undefined;
  const isDefault = isPlaced && !call.flags.has('env');
  const paths = isPlaced ? (pathsAsked(call, variables) ?? []) : [];
  const parts = [
    ...(host === undefined ? [] : [quotedText(host)]),
    ...(project === undefined ? [] : [`the project ${quotedText(project)}`]),
    ...(environment === undefined
      ? []
      : [`the environment ${quotedText(environment)}${isDefault ? ' (no --env says another one)' : ''}`]),
    ...(paths.length === 0 ? [] : [`the path${paths.length === 1 ? '' : 's'} ${listed(paths.map(quotedText))}`]),
  ];
  return parts.length === 0 ? '' : `, from ${parts.join(', ')}`;
}

const REMEDY =
  'which keys it needs cannot be known from manifests. Let the operator write them and take each with secretKeyRef, or list the file under "unread" in cdk8s-infisical.yaml with a reason';

function messageOf({ name }: CliContainer, how: string): string {
  return `container ${quotedName(name)} ${how}: ${REMEDY}`;
}
