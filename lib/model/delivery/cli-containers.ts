import { withoutCredentials } from '../../text/credential-text';
import { quotedText } from '../../text/key-name';
import { type AppModel, perApp } from '../app-model';
import type { Field } from '../field';
import { baseUrl } from '../host';
import { variableNamesIn, type Workload } from '../workloads';
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
  if (INJECTED.includes(name) && podAnnotationsOf(workload).at(`${INJECTOR}agent-status`).raw === 'injected') return [];
  const calls = cliCallsIn(field);
  if (calls.length === 0 && !variableNamesIn(field).some(tellsOfAsking)) return [];
  const variables = variablesOf(field);
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
const DOMAIN = 'INFISICAL_DOMAIN';
const CLI_DOMAINS = [DOMAIN, 'INFISICAL_API_URL'];
const PROGRAM_DOMAINS = [...CLI_DOMAINS, 'INFISICAL_SITE_URL', 'INFISICAL_HOST'];

/** What a call, or the program of a container, is told of where Infisical is. */
interface ToldDomain {
  /** Undefined where it is not known before it runs. */
  readonly url?: string;
  /** The variable, where no flag tells. */
  readonly variable?: Field;
}

/**
 * The release since which the variable INFISICAL_DOMAIN is read: Infisical/cli v0.43.92, packages/util/helper.go
 * (GetEnvDomain); v0.43.91 reads INFISICAL_API_URL alone, packages/cmd/root.go (init).
 */
const DOMAIN_READ_SINCE = [0, 43, 92];

/** Whether a release is certainly older than that: nobody knows of one that is not told in whole. */
function readsNoDomain(version: string | undefined): boolean {
  const [, ...numbers] = /^v?(\d{1,9})\.(\d{1,9})(?:\.(\d{1,9}))?(?:-|$)/.exec(version ?? '') ?? [];
  const told = numbers.filter((one) => one !== undefined).map(Number);
  const differing = told.findIndex((number, i) => number !== DOMAIN_READ_SINCE[i]);
  return differing >= 0 && told[differing] < DOMAIN_READ_SINCE[differing];
}

/** As Infisical/cli v0.43.121 resolves it, packages/cmd/root.go (resolveDomain) and packages/util/helper.go (GetEnvDomain). */
function domainTold(variables: ContainerVariables, call?: CliCall): ToldDomain {
  if (call?.flags.has('domain')) return { url: flagOf(call, 'domain', variables) };
  const isGiven = (name: string) => variables.fields.has(name) && !isBlank(variables.fields.get(name)?.at('value').raw);
  const given = namesRead(call).find(isGiven);
  if (given === undefined) return {};
  return { url: knownText(variables.textOf(given), variables)?.trim(), variable: variables.fields.get(given) };
}

function namesRead(call?: CliCall): readonly string[] {
  if (call === undefined) return PROGRAM_DOMAINS;
  return readsNoDomain(call.version) ? CLI_DOMAINS.filter((name) => name !== DOMAIN) : CLI_DOMAINS;
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

/** Where a call of the command line, or the program of a container, asks: undefined where no manifest tells. */
export function hostAsked(variables: ContainerVariables, call?: CliCall): string | undefined {
  const { url } = domainTold(variables, call);
  return url ? baseUrl(url) : undefined;
}

/** A domain at which a container does not ask, or nobody answers, and what it does instead. */
export interface DomainProblem extends Pick<ToldDomain, 'variable'> {
  readonly message: string;
  /** Whether a variable that is not seen here would put it right. */
  readonly mayBeOverruled: boolean;
}

/** Why a call does not ask where it is told to; undefined where it does. */
export function domainProblemOf(variables: ContainerVariables, call: CliCall): DomainProblem | undefined {
  if (call.command === 'agent') return undefined;
  return unreadDomainOf(variables, call) ?? doubledApiOf(variables, call);
}

/** An older release asks Infisical Cloud where it is told by a variable that it does not read. */
function unreadDomainOf(variables: ContainerVariables, call: CliCall): DomainProblem | undefined {
  const variable = variables.fields.get(DOMAIN);
  const isTold = call.flags.has('domain') || domainTold(variables, call).variable !== undefined;
  if (isTold || variable === undefined || isBlank(variable.at('value').raw) || !readsNoDomain(call.version)) return;
  const message = `does not ask where ${DOMAIN} says: "infisical ${call.command}" of release ${quotedText(call.version ?? '')} does not read that variable, and asks Infisical Cloud. Write INFISICAL_API_URL, or take release ${DOMAIN_READ_SINCE.join('.')} or newer`;
  return { variable, message, mayBeOverruled: variables.mayHaveMore };
}

/** The command line appends "/api" to whatever does not end with just that: packages/util/helper.go (AppendAPIEndpoint). */
function doubledApiOf(variables: ContainerVariables, call: CliCall): DomainProblem | undefined {
  const { url = '', variable } = domainTold(variables, call);
  // Whom a person logs in to, it reads with more care.
  const isPerson = call.command === 'login' && (flagOf(call, 'method', variables) ?? 'user') === 'user';
  if (isPerson || !/\/api\/+$/.test(url)) return undefined;
  const message = `asks at no Infisical: the domain ends in a slash behind "/api", to which "infisical ${call.command}" adds another "/api": write "${withoutCredentials(baseUrl(url))}"`;
  const isFirst = variable?.text('name').value !== 'INFISICAL_API_URL';
  return { variable, message, mayBeOverruled: variables.mayHaveMore && !isFirst };
}

/** The id of the project that a call asks for, or undefined: a service token belongs to one by itself. */
export function projectAsked(variables: ContainerVariables, call?: CliCall): string | undefined {
  const flag = call && flagOf(call, 'projectId', variables);
  return call?.flags.has('projectId') ? flag : knownText(variables.textOf('INFISICAL_PROJECT_ID'), variables);
}
