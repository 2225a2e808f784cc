import type { IConstruct } from 'constructs';
import { grouped } from '../../collections/grouped';
import { type FoundKeyAccess, keyAccessesIn } from '../../infisical/key-access';
import { fields, ownField } from '../../json/json';
import { folderPath } from '../../model/folder';
import { variableNameProblem } from '../../model/kubernetes-names';
import type { PropsProblem } from '../../props/props-problem';
import { looksLikeCredential } from '../../text/credential-text';
import { didYouMean } from '../../text/did-you-mean';
import { quotedName, quotedText } from '../../text/key-name';
import { quotedNames } from '../../text/shown';
import { wordProblems } from '../compose/own-words/words-of-service';
import { portProblems } from '../compose/port-problems';
import { cliSettingOf, laptopNamePitfall } from '../make/steering-names';
import { keyUses } from '../record/folder-reads';
import { pathsOfSources } from '../record/secret-paths';
import { variablesIn } from './cluster-command';
import { variablesOf } from './local-value';
import { keysOfService, type StackService } from './stack-service';

/** What is different between the laptop and the cluster, or cannot be on a laptop at all. */
export interface ParityProblem extends PropsProblem {
  /** Who declared it; the stack itself where absent. */
  readonly construct?: IConstruct;
}

/**
 * @param told the paths of the stack, if somebody names them
 */
export function parityErrors(services: readonly StackService[], told: readonly string[] | undefined): ParityProblem[] {
  return [
    ...serviceNameProblems(services),
    ...variableNameProblems(services),
    ...nameProblems(services),
    ...(told === undefined ? ambiguousKeys(services) : winnerProblems(services, told.map(folderPath))),
    ...dependencyProblems(services),
    ...wordProblems(services),
    ...portProblems(services),
    ...runProblems(services),
  ];
}

export function parityWarnings(scopes: readonly IConstruct[], services: readonly StackService[]): ParityProblem[] {
  return [
    ...cliNameProblems(services),
    ...unusedProblems(scopes, services),
    ...literalProblems(services),
    ...expansionProblems(services),
  ];
}

function serviceNameProblems(services: readonly StackService[]): ParityProblem[] {
  return services
    .filter(({ name }) => !/^[a-zA-Z0-9._-]+$/.test(name) || looksLikeCredential(name))
    .map(({ name, app }) => {
      const message = `the name of the service ${quotedText(name)} must be letters, digits, ".", "_" and "-"`;
      return { rule: 'L9', construct: app?.construct, message };
    });
}

/** Problems of variables that only the laptop has: those of applications are checked with their workloads. */
function variableNameProblems(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap(({ name, variables, app }) =>
    variablesOf(variables).flatMap(({ name: variable }) => {
      const problem = variableNameProblem(variable);
      if (problem === undefined || app !== undefined) return [];
      const message = `the name of the variable ${quotedName(variable)} of the service "${name}" ${problem}: rename it`;
      return [{ rule: 'C13', message }];
    }),
  );
}

function nameProblems(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap((service) =>
    namesOfKeys(service).flatMap((key) => {
      const { name, app } = service;
      const problem = laptopNamePitfall(key);
      if (problem === undefined) return [];
      const message = `the service "${name}" cannot get the key "${key}" on a laptop: ${problem}: give it another name in Infisical`;
      return [{ rule: 'L1', construct: app?.construct, message }];
    }),
  );
}

function namesOfKeys(service: StackService): string[] {
  return [...new Set(keysOfService(service).map(({ key }) => key))];
}

/** Keys of services that have no place of their own, and of which the applications have several. */
function ambiguousKeys(services: readonly StackService[]): ParityProblem[] {
  const uses = keyUses(services);
  return uses
    .filter(({ paths }) => paths === undefined)
    .flatMap(({ service, key }) => {
      const places = new Set(uses.flatMap((use) => (use.key === key && use.paths ? [use.paths.join(', ')] : [])));
      if (places.size < 2) return [];
      const message = `the service "${service.name}" gets the key "${key}", which the applications read from ${[...places].join(' and from ')}: give it a key of another name`;
      return [{ rule: 'L3', construct: service.app?.construct, message }];
    });
}

/** Paths that are named are read as one, which holds one value of a key; the operator's syncs each have their own. */
function winnerProblems(services: readonly StackService[], paths: readonly string[]): ParityProblem[] {
  const firstReads = new Map<string, { readonly place: string; readonly access: FoundKeyAccess }>();
  const problems: ParityProblem[] = [];
  for (const access of services.flatMap(({ accesses }) => accesses)) {
    const place = placeOf(access);
    const first = firstReads.get(access.key);
    if (first === undefined) firstReads.set(access.key, { place, access });
    const shadow = shadowOf(access, services, paths);
    const other = first !== undefined && first.place !== place ? first.place : shadow;
    if (other === undefined) continue;
    const message = `the key "${access.key}" is read from ${place} in the cluster, and a laptop would take that of ${other}: rename one of both`;
    problems.push({ rule: 'L3', construct: access.construct, message });
  }
  return problems;
}

/** The path from which `infisical run`, of which the last one wins, takes the key instead. */
function shadowOf(
  { key, readFrom }: FoundKeyAccess,
  services: readonly StackService[],
  paths: readonly string[],
): string | undefined {
  const own = pathsOfSources(readFrom?.sources);
  const declaring = services
    .flatMap(({ accesses }) => accesses.flatMap((access) => access.readFrom?.sources ?? []))
    .filter(({ keys, path }) => keys?.includes(key) && !own.includes(path ?? '/'))
    .map(({ path }) => path ?? '/');
  const ownRank = Math.max(...own.map((path) => paths.indexOf(path)));
  return declaring.find((path) => paths.indexOf(path) > ownRank);
}

function placeOf({ readFrom, secret }: FoundKeyAccess): string {
  return readFrom === undefined ? `the Secret "${secret}"` : pathsOfSources(readFrom.sources).join(', ');
}

/** The services that one is started after, however that is written. */
function dependenciesOf({ dependsOn = [], waitsFor = {}, compose }: StackService['props']): string[] {
  const words: unknown = compose?.depends_on ?? [];
  const named = Array.isArray(words) ? words.filter((name) => typeof name === 'string') : Object.keys(fields(words));
  return [...new Set([...dependsOn, ...Object.keys(waitsFor), ...named])];
}

function dependencyProblems(services: readonly StackService[]): ParityProblem[] {
  const names = services.map(({ name }) => name);
  return services.flatMap(({ name, props, app }) =>
    dependenciesOf(props)
      .filter((dependency) => !names.includes(dependency))
      .map((dependency) => {
        const remedy = didYouMean(dependency, names, `add it to the services, or write one of ${quotedNames(names)}`);
        const message = `the service "${name}" depends on ${quotedText(dependency)}, which is no service: ${remedy}`;
        return { rule: 'L6', construct: app?.construct, message };
      }),
  );
}

/** What ends, and would be started again, or is waited for without being started. */
function runProblems(services: readonly StackService[]): ParityProblem[] {
  const onDemand = new Set(services.filter(({ runs }) => runs === 'on demand').map(({ name }) => name));
  return services.flatMap(({ name, props, app, runs }) => {
    const { restart } = props;
    const again = `the service "${name}" ends by itself, and compose would start it again (restart: ${quotedText(restart ?? '')}): leave restart out, or write "on-failure"`;
    const isRestarted = runs !== undefined && restart !== undefined && !/^(no|on-failure(:\d+)?)$/.test(restart);
    const waits = dependenciesOf(props)
      .filter((dependency) => onDemand.has(dependency))
      .map(
        (dependency) =>
          `the service "${name}" depends on "${dependency}", a CronJob, which "make up" does not start: leave it out`,
      );
    const messages = [...(isRestarted ? [again] : []), ...waits];
    return messages.map((message) => ({ rule: 'L6' as const, construct: app?.construct, message }));
  });
}

/** Services that `serviceOrder` names and that there are not. */
export function orderProblems(serviceOrder: readonly string[], names: readonly string[]): ParityProblem[] {
  return serviceOrder
    .filter((name) => !names.includes(name))
    .map((name) => {
      const remedy = didYouMean(name, names, 'name one of services');
      return { rule: 'L6', message: `serviceOrder names ${quotedText(name)}, which is no service: ${remedy}` };
    });
}

function cliNameProblems(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap((service) =>
    namesOfKeys(service).flatMap((key) => {
      const { name, app } = service;
      const setting = cliSettingOf(key);
      if (setting === undefined) return [];
      const message = `the service "${name}" gets the key "${key}", a name that the Infisical CLI takes for its own ${setting} wherever a shell has it: give it another name in Infisical`;
      return [{ rule: 'L8', construct: app?.construct, message }];
    }),
  );
}

function unusedProblems(scopes: readonly IConstruct[], services: readonly StackService[]): ParityProblem[] {
  const local = new Set(services.flatMap(namesOfKeys));
  const holders = new Map(services.flatMap((service) => (service.app?.of ? [[service.app.of, service] as const] : [])));
  const unused = grouped(
    scopes.flatMap(keyAccessesIn).filter(({ key }) => !local.has(key)),
    ({ key }) => key,
  );
  return [...unused].flatMap(([key, accesses]) => {
    const held = accesses.filter(({ of }) => of !== undefined && holders.has(of));
    const problems = held.flatMap((access) => {
      const message = missedAccess(holders.get(access.of as object), access);
      return message === undefined ? [] : [{ message, construct: access.construct }];
    });
    const told = held.length === 0 ? [notHeld(accesses, services)] : problems.slice(0, 1);
    return told.map((one) => ({
      rule: 'L2',
      ...one,
      message: `the key "${key}" is used in the cluster ${one.message}`,
    }));
  });
}

/** Where every workload that gets the key has a service, it is another container that wants it. */
function notHeld(accesses: readonly FoundKeyAccess[], services: readonly StackService[]) {
  const running = new Set(services.map(({ app }) => app?.construct));
  const { construct, container } = accesses.find((access) => !running.has(access.construct)) ?? accesses[0];
  const message = running.has(construct) ? inOtherContainer(container) : NO_SERVICE;
  return { message, construct };
}

function inOtherContainer(container: string): string {
  return `by the container ${quotedText(container)}, which a laptop does not run: give the stack a service for it, or none will notice when it breaks`;
}

const NO_SERVICE = 'and by no local service: give the workload a local service, or none will notice when it breaks';

/** A service that has a value or a file of its own misses nothing. */
function missedAccess(service: StackService | undefined, { variable, file = '' }: FoundKeyAccess): string | undefined {
  if (service === undefined) return undefined;
  const { name, variables, props } = service;
  if (variable === undefined) {
    if (isMounted(file, props.volumes)) return undefined;
    return `by the service "${name}" as the file ${quotedText(file)}, which it does not have on a laptop: mount a harmless one there with local.volumes`;
  }
  if (variables.some((one) => one.name === variable)) return undefined;
  return `by the service "${name}", which cannot get it on a laptop: infisical run reads one project, and it is in another one. Give ${quotedName(variable)} a harmless value in local.env`;
}

/** `./certs:/etc/tls:ro`: the file is that, or in it. */
function isMounted(file: string, volumes: readonly string[] = []): boolean {
  const places = volumes.map((volume) => (volume.split(':')[1] ?? volume).replace(/\/$/, ''));
  return places.some((place) => file === place || file.startsWith(`${place}/`));
}

function literalProblems(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap(({ app }) =>
    Object.entries(app?.local.env ?? {}).flatMap(([variable, value]) => {
      const cluster = app && ownField(app.env, variable);
      if (cluster === undefined || cluster === value || app?.local.meantToDiffer?.includes(variable)) return [];
      const message = `the variable "${variable}" has another value on a laptop than in the cluster: make both the same, or add it to meantToDiffer`;
      return [{ rule: 'L4', construct: app?.construct, message }];
    }),
  );
}

/** What a command refers to, and only the cluster knows. */
function expansionProblems(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap(({ name, variables, app }) => {
    const isElsewhere = (variable: string) =>
      app !== undefined &&
      (app.envElsewhere.includes(variable) || (app.hasEnvFrom && /^[A-Z_][A-Z0-9_]*$/.test(variable)));
    const known = new Set(variables.map((one) => one.name));
    return variablesIn(app?.local.command === undefined ? (app?.started ?? {}) : {})
      .filter((variable) => !known.has(variable) && isElsewhere(variable))
      .map((variable) => {
        const message = `the command of the service "${name}" has $(${variable}), which has no value on a laptop and stays as it is: give it one in local.env, or write local.command`;
        return { rule: 'L4', construct: app?.construct, message };
      });
  });
}
