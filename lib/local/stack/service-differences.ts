import { repetitionsIn } from '../../collections/repetitions';
import { environmentNameOf } from '../../evaluation/environment-name';
import { type KeyPart, keysIn, type LocalValue, variablesOf } from './local-value';
import type { ParityProblem } from './parity-problem';
import type { StackService } from './stack-service';

/** Services of one name that are not the same: a laptop has one of each name. */
export function serviceDifferences(services: readonly StackService[]): ParityProblem[] {
  return repetitionsIn(services, ({ name }) => name).flatMap(([other, service]) => {
    const isApp = other.app !== undefined && service.app !== undefined;
    const parts = differentParts(other, service);
    if (isApp && parts.length === 0) return [];
    return [{ rule: 'L5', construct: service.app?.construct, message: messageOf(other, service, parts) }];
  });
}

function messageOf(one: StackService, other: StackService, parts: readonly string[]): string {
  const [here, there] = [one, other].map(({ app }) => app && environmentNameOf(app.construct));
  const what = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  if (here !== undefined && there !== undefined && here !== there) {
    return `the service "${one.name}" of the environment "${there}" is not that of "${here}"${what}: give the stack the apps of one environment only, or name it, as in environment: "${here}"`;
  }
  const path = one.app?.construct.node.path ?? 'the services of the stack';
  return `the service "${one.name}" is also declared by [${path}], with other contents${what}: make both the same, or give one another name`;
}

/** What is different, by name: a value may be a secret that somebody wrote there. */
function differentParts(one: StackService, other: StackService): string[] {
  const { keys, variables } = differentVariables(one, other);
  const files = differentEntries(filesByPath(one, other), filesByPath(other, one));
  const { env: _, command: __, ...ownProps } = one.props;
  const { env: ___, command: ____, ...otherProps } = other.props;
  const started = differentEntries(startedOf(one), startedOf(other));
  return [
    ...(keys.length === 0 ? [] : [`${keys.length > 1 ? 'keys' : 'key'} ${keys.join(', ')}`]),
    ...(variables.length === 0 ? [] : [`${variables.length > 1 ? 'variables' : 'variable'} ${variables.join(', ')}`]),
    ...new Set([...differentEntries(ownProps, otherProps), ...started]),
    ...(files.length === 0 ? [] : [`${files.length > 1 ? 'files' : 'file'} ${files.join(', ')}`]),
    ...(one.runs === other.runs ? [] : ['how long it runs']),
    ...(one.network === other.network ? [] : ['network']),
  ];
}

/** The keys of the variables that differ, and the names of those without one. */
function differentVariables(one: StackService, other: StackService): { keys: string[]; variables: string[] } {
  const [here, there] = [valuesByName(one, other), valuesByName(other, one)];
  const names = differentEntries(Object.fromEntries(here), Object.fromEntries(there));
  const keysAt = (name: string) => keysIn([here.get(name) ?? [], there.get(name) ?? []]).map(({ key }) => key);
  return {
    keys: [...new Set(names.flatMap(keysAt))],
    variables: names.filter((name) => keysAt(name).length === 0),
  };
}

function valuesByName(one: StackService, other: StackService): Map<string, LocalValue> {
  return new Map(variablesOf(one.variables).map(({ name, value }) => [name, comparedValue(value, one, other)]));
}

function filesByPath(one: StackService, other: StackService): { [path: string]: LocalValue } {
  return Object.fromEntries(one.files.map(({ path, value }) => [path, comparedValue(value, one, other)]));
}

/** Another environment has other places; in one, the same key of another place is another one. */
function comparedValue(value: LocalValue, one: StackService, other: StackService): LocalValue {
  const isOneProgram = one.app?.construct.node.root === other.app?.construct.node.root;
  return isOneProgram ? value : withoutPlaces(value);
}

function withoutPlaces(value: LocalValue): LocalValue {
  return value.map((part) => ('key' in part ? ({ key: part.key } satisfies KeyPart) : part));
}

/** By what users call it. */
function startedOf({ props, entrypoint, command }: StackService): object {
  const [started, given] = [entrypoint, command].map((words) => words?.map(withoutPlaces));
  return props.command === undefined ? { command: started, args: given } : { command: given };
}

function differentEntries(one: object, other: object): string[] {
  const [here, there] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return [...new Set([...here.keys(), ...there.keys()])].filter(
    (name) => comparedText(here.get(name)) !== comparedText(there.get(name)),
  );
}

/** An empty list is none. */
function comparedText(value: unknown): string | undefined {
  return Array.isArray(value) && value.length === 0 ? undefined : JSON.stringify(value);
}
