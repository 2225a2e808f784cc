import { withoutCredentials } from '../../text/credential-text';
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

/** The variables by which the command line is told where Infisical is; of others that programs read, it takes no notice. */
const CLI_DOMAINS = ['INFISICAL_DOMAIN', 'INFISICAL_API_URL'];
const PROGRAM_DOMAINS = [...CLI_DOMAINS, 'INFISICAL_SITE_URL', 'INFISICAL_HOST'];

/** What a call, or the program of a container, is told of where Infisical is. */
interface ToldDomain {
  /** Undefined where it is not known before it runs. */
  readonly url?: string;
  /** The variable, where no flag tells. */
  readonly variable?: Field;
}

/** As Infisical/cli v0.43.121 resolves it, packages/cmd/root.go (resolveDomain) and packages/util/helper.go (GetEnvDomain). */
function domainTold(variables: ContainerVariables, call?: CliCall): ToldDomain {
  if (call?.flags.has('domain')) return { url: flagOf(call, 'domain', variables) };
  const isGiven = (name: string) => variables.fields.has(name) && !isBlank(variables.fields.get(name)?.at('value').raw);
  const given = (call === undefined ? PROGRAM_DOMAINS : CLI_DOMAINS).find(isGiven);
  if (given === undefined) return {};
  return { url: knownText(variables.textOf(given), variables)?.trim(), variable: variables.fields.get(given) };
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

/** Where a call of the command line, or the program of a container, asks: undefined where no manifest tells. */
export function hostAsked(variables: ContainerVariables, call?: CliCall): string | undefined {
  const { url } = domainTold(variables, call);
  return url ? baseUrl(url) : undefined;
}

/** A domain at which nobody answers, and why. */
export interface DomainProblem extends Pick<ToldDomain, 'variable'> {
  readonly message: string;
}

/** The command line appends "/api" to whatever does not end with just that: packages/util/helper.go (AppendAPIEndpoint). */
export function domainProblemOf(variables: ContainerVariables, call: CliCall): DomainProblem | undefined {
  const { url = '', variable } = domainTold(variables, call);
  // Whom a person logs in to, it reads with more care.
  const isPerson = call.command === 'login' && (flagOf(call, 'method', variables) ?? 'user') === 'user';
  if (isPerson || call.command === 'agent' || !/\/api\/+$/.test(url)) return undefined;
  const message = `the domain ends in a slash behind "/api", to which "infisical ${call.command}" adds another "/api": write "${withoutCredentials(baseUrl(url))}"`;
  return { variable, message };
}

/** The id of the project that a call asks for, or undefined: a service token belongs to one by itself. */
export function projectAsked(variables: ContainerVariables, call?: CliCall): string | undefined {
  const flag = call && flagOf(call, 'projectId', variables);
  return call?.flags.has('projectId') ? flag : knownText(variables.textOf('INFISICAL_PROJECT_ID'), variables);
}
