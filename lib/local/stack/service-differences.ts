import { repetitionsIn } from '../../collections/repetitions';
import { environmentNameOf } from '../../evaluation/environment-name';
import { keysIn, type LocalValue, variablesOf } from './local-value';
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
  const { env: _, command: __, ...ownProps } = one.props;
  const { env: ___, command: ____, ...otherProps } = other.props;
  const started = differentEntries(startedOf(one), startedOf(other));
  return [
    ...(keys.length === 0 ? [] : [`${keys.length > 1 ? 'keys' : 'key'} ${keys.join(', ')}`]),
    ...(variables.length === 0 ? [] : [`${variables.length > 1 ? 'variables' : 'variable'} ${variables.join(', ')}`]),
    ...new Set([...differentEntries(ownProps, otherProps), ...started]),
    ...(JSON.stringify(one.files) === JSON.stringify(other.files) ? [] : ['secretFiles']),
    ...(one.runs === other.runs ? [] : ['how long it runs']),
  ];
}

/** The keys of the variables that differ, and the names of those without one. */
function differentVariables(one: StackService, other: StackService): { keys: string[]; variables: string[] } {
  const [here, there] = [one, other].map(({ variables }) => valuesByName(variables));
  const names = differentEntries(Object.fromEntries(here), Object.fromEntries(there));
  const keysAt = (name: string) => keysIn([here.get(name) ?? [], there.get(name) ?? []]).map(({ key }) => key);
  return {
    keys: [...new Set(names.flatMap(keysAt))],
    variables: names.filter((name) => keysAt(name).length === 0),
  };
}

/** With the places of the keys: that of the own environment has no name in them. */
function valuesByName(variables: StackService['variables']): Map<string, LocalValue> {
  return new Map(variablesOf(variables).map(({ name, value }) => [name, value]));
}

/** By what users call it. */
function startedOf({ props, entrypoint, command }: StackService): object {
  return props.command === undefined ? { command: entrypoint, args: command } : { command };
}

function differentEntries(one: object, other: object): string[] {
  const [here, there] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return [...new Set([...here.keys(), ...there.keys()])].filter(
    (name) => JSON.stringify(here.get(name)) !== JSON.stringify(there.get(name)),
  );
}
