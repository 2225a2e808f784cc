import { type AppModel, perApp } from '../app-model';
import type { Field } from '../field';
import { baseUrl } from '../host';
import type { Workload } from '../workloads';
import { type ContainerVariables, knownText, variablesOf } from './container-variables';
import { type CliCall, cliCallsIn } from './infisical-cli';
import { isInfisicalLogin, tellsOfAsking } from './infisical-logins';
import { INJECTOR, podAnnotationsOf } from './injected-pods';

/** A container that asks Infisical by itself, by what its manifest shows of it. */
export interface CliContainer {
  readonly workload: Workload;
  readonly field: Field;
  readonly name: string;
  readonly variables: ContainerVariables;
  /** The calls of the command line that are written down there. */
  readonly calls: readonly CliCall[];
  /** The first of its variables that tells of it, with which it logs in where there is such a one. */
  readonly hint?: Field;
}

export const cliContainersOf = perApp((app: AppModel): readonly CliContainer[] =>
  app.workloads.flatMap((workload) =>
    workload.containers.flatMap(({ field, name }) => containerOf(workload, field, name)),
  ),
);

/** What Infisical itself runs in a cluster: no application. */
const OWN_PROGRAM = /(?:^|\/)infisical\/(?!cli(?:[:@]|$))/;
/** What the injector has put into a pod: its annotations say what that does. */
const INJECTED: readonly string[] = ['infisical-agent', 'infisical-agent-init'];

function containerOf(workload: Workload, field: Field, name: string): CliContainer[] {
  if (OWN_PROGRAM.test(field.text('image').value ?? '')) return [];
  const isInjected = podAnnotationsOf(workload).at(`${INJECTOR}agent-status`).raw === 'injected';
  if (isInjected && INJECTED.includes(name)) return [];
  const variables = variablesOf(field);
  const calls = cliCallsIn(field);
  const hints = [...variables.fields].filter(([variable]) => tellsOfAsking(variable));
  const [, hint] = hints.find(([variable]) => isInfisicalLogin(variable)) ?? hints[0] ?? [];
  if (calls.length === 0 && hint === undefined) return [];
  return [{ workload, field, name, variables, calls, hint }];
}

/** The last value of a flag; undefined where there is none, or it is not known before it runs. */
export function flagOf({ flags }: CliCall, name: string, variables: ContainerVariables): string | undefined {
  return knownText(flags.get(name)?.at(-1), variables) || undefined;
}

/** Where a call of the command line, or the program of a container, asks: undefined where no manifest tells. */
export function hostAsked(variables: ContainerVariables, call?: CliCall): string | undefined {
  if (call?.flags.has('domain')) {
    const domain = flagOf(call, 'domain', variables);
    return domain === undefined ? undefined : baseUrl(domain);
  }
  const names = ['INFISICAL_DOMAIN', 'INFISICAL_API_URL', 'INFISICAL_SITE_URL', 'INFISICAL_HOST'];
  const given = names.find((name) => variables.fields.has(name));
  const url = given && knownText(variables.textOf(given), variables);
  return url ? baseUrl(url) : undefined;
}

/** The id of the project that a call asks for, or undefined: a service token belongs to one by itself. */
export function projectAsked(variables: ContainerVariables, call?: CliCall): string | undefined {
  const flag = call && flagOf(call, 'projectId', variables);
  return call?.flags.has('projectId') ? flag : knownText(variables.textOf('INFISICAL_PROJECT_ID'), variables);
}
