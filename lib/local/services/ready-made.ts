import { Duration } from 'cdk8s';
import { ownField } from '../../json/json';
import { literalText } from '../../model/variable-reference';
import { checkedProps, type PropTypes } from '../../props/prop-types';
import type { PropsProblem } from '../../props/props-problem';
import type { LocalHealthCheck } from '../local-container';
import { LocalService, type LocalServiceProps } from '../local-service';
import type { BackingServiceOptions, InitializedServiceOptions } from './backing-service-options';
import { taggedImage } from './image-tag';
import { optionProblems } from './option-types';

/** One ready-made service, without what all of them have in common. */
export interface Recipe {
  /** Its image, where the options name no other. */
  readonly repository: string;
  /** Ports on the laptop, and the ports of the container that they lead to. */
  readonly ports: readonly PublishedPort[];
  /** Where it keeps what must outlive the container. */
  readonly data?: { readonly path: string; readonly suffix?: string };
  readonly env?: { readonly [variable: string]: string | undefined };
  /** Secret keys by the variables that take them. */
  readonly secretKeys?: { readonly [variable: string]: string | undefined };
  /** Command, with the arguments that the options add. */
  readonly command?: readonly string[];
  readonly hostname?: string;
  /** Absent where the image has nothing to check with. */
  readonly test?: readonly string[];
  /** Time between two checks that cost more than others. */
  readonly interval?: Duration;
}

export type PublishedPort = readonly [onLaptop: number | undefined, inside: number, protocol?: 'udp'];

/** Where the official images look for scripts of the first start. */
const INIT_FOLDER = '/docker-entrypoint-initdb.d';
const FIRST_START = Duration.minutes(1);
/** A script may fill a whole database. */
const START_WITH_SCRIPTS = Duration.minutes(10);

/**
 * A service by its options. What is wrong with them is told with the stack, where their place has a name.
 *
 * @param tag what the service has where the options name none
 */
export function readyMade<T extends BackingServiceOptions>(
  given: T,
  tag: string,
  types: PropTypes<T>,
  required: readonly (keyof T & string)[],
  recipeOf: (options: Partial<T> & { readonly tag: string }) => Recipe,
): LocalService {
  const options = { tag, ...checkedOptions(given, types) };
  const recipe = recipeOf(options);
  return LocalService._readyMade(commonProps(options, recipe), {
    data: options.volume === undefined ? recipe.data : undefined,
    problems: (path) => [...optionProblems(given, types, required, path), ...twiceProblems(options, recipe, path)],
  });
}

/**
 * Variables that an option sets and that stand in `env` too, or as `…_FILE`, which the images refuse beside them. A plain
 * value in the place of another one is what somebody wants.
 */
function twiceProblems(options: BackingServiceOptions, recipe: Recipe, path: string): PropsProblem[] {
  const { env = {}, secretKeys = {} } = options;
  const keys = definedEntries(recipe.secretKeys);
  const plain = definedEntries(recipe.env);
  const written = { env: Object.keys(env), secretKeys: Object.keys(secretKeys) };
  return Object.entries(written).flatMap(([prop, variables]) =>
    variables.flatMap((variable) => {
      const [, base = ''] = /^(.*)_FILE$/s.exec(variable) ?? [];
      const key = ownField(keys, base) ?? (prop === 'env' ? ownField(keys, variable) : undefined);
      const option = nameOfOption(options, key, true) ?? nameOfOption(options, ownField(plain, base), false);
      if (option === undefined) return [];
      const message = `${path}.${prop}["${variable}"] and ${path}.${option} exclude each other: keep one`;
      return [{ rule: 'N5' as const, message }];
    }),
  );
}

/** The option that has the name of a key, or a plain value. */
function nameOfOption(options: object, value: string | undefined, isKey: boolean): string | undefined {
  if (value === undefined) return undefined;
  return Object.entries(options).find(([name, given]) => given === value && name.endsWith('Key') === isKey)?.[0];
}

/** The options of a right type: nothing follows from the absence of others. */
function checkedOptions<T extends object>(options: T, types: PropTypes<T>): Partial<T> {
  const checked = checkedProps<object, object>(options ?? {}, types).checked as Partial<T>;
  return Object.fromEntries(Object.entries(checked).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function commonProps(options: InitializedServiceOptions & { readonly tag: string }, recipe: Recipe): LocalServiceProps {
  const { args = [], volumes = [], initScripts = [] } = options;
  const command = [...(recipe.command ?? []), ...args];
  const keys = { ...definedEntries(recipe.secretKeys), ...options.secretKeys };
  return {
    image: taggedImage(options.image ?? recipe.repository, options.tag),
    command: command.length > 0 ? command : undefined,
    // What stands in a volume belongs to the host name, which would otherwise change with each container.
    hostname: recipe.hostname,
    ports: [...recipe.ports.flatMap((port) => publishedPort(port, options.hostIp)), ...(options.ports ?? [])],
    volumes: [
      ...(options.volume === undefined || recipe.data === undefined ? [] : [`${options.volume}:${recipe.data.path}`]),
      ...initScripts.map((script, i) => scriptMount(script, i, initScripts.length)),
      ...volumes,
    ],
    dependsOn: options.dependsOn,
    env: { ...literalTexts(withoutNames(definedEntries(recipe.env), keys)), ...options.env },
    secretKeys: withoutNames(keys, options.env),
    healthCheck: options.healthCheck ?? healthCheckOf(recipe, initScripts.length > 0),
    restart: options.restart ?? 'unless-stopped',
  };
}

function healthCheckOf({ test, interval }: Recipe, hasScripts: boolean): LocalHealthCheck | undefined {
  if (test === undefined) return undefined;
  return { test: [...test], interval, startPeriod: hasScripts ? START_WITH_SCRIPTS : FIRST_START };
}

/** The scripts run in the order of the names that they have in the container. */
function scriptMount(script: string, index: number, count: number): string {
  const number = String(index + 1).padStart(String(count).length, '0');
  // Without a dot or a slash it would be the name of a volume.
  const source = /^(?:\.{0,2}|~)\//.test(script) ? script : `./${script}`;
  return `${source}:${INIT_FOLDER}/${number}-${script.replace(/^.*\//s, '')}:ro`;
}

function publishedPort([onLaptop, inside, protocol]: PublishedPort, hostIp = '127.0.0.1'): string[] {
  if (onLaptop === undefined) return [];
  // An address of IPv6 has colons of its own.
  const address = hostIp.includes(':') ? `[${hostIp.replace(/^\[|\]$/g, '')}]` : hostIp;
  return [`${address}:${onLaptop}:${inside}${protocol === undefined ? '' : `/${protocol}`}`];
}

function definedEntries(variables: { readonly [variable: string]: string | undefined } = {}) {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([variable, value]) => (value === undefined ? [] : [[variable, value]])),
  );
}

/** What an option gives a variable refers to no other: only `env` is read as in a pod. */
function literalTexts(variables: { readonly [variable: string]: string }): { [variable: string]: string } {
  return Object.fromEntries(Object.entries(variables).map(([variable, text]) => [variable, literalText(text)]));
}

/** What the options give a variable wins, a plain value or a key. */
function withoutNames<T>(variables: { [variable: string]: T }, others: { readonly [variable: string]: unknown } = {}) {
  return Object.fromEntries(Object.entries(variables).filter(([variable]) => !Object.hasOwn(others, variable)));
}
