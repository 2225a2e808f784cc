import { READY_MADE_IMAGES, type ReadyMadeImage } from '../../lib/local/services/ready-made-images';
import { Call, type Code, Imported } from '../typescript/code';
import type { ComposeService } from './read-compose';
import { hasGap } from './words-writer';

/** What an option of every ready-made service says as well. */
const COMMON: ReadonlySet<string> = new Set([
  ...['image', 'command', 'ports', 'volumes', 'restart', 'dependsOn', 'healthCheck'],
]);

/** The ready-made service; undefined where there is none, or it could not say all that stands in the file. */
export function readyMadeCall(
  service: ComposeService,
  keys: { readonly [variable: string]: string },
): Call | undefined {
  const { name, props, files, env, leftOut } = service;
  const { image, restart, dependsOn, healthCheck } = props;
  const isAll = Object.keys(props).every((prop) => COMMON.has(prop)) && Object.keys(files).length === 0;
  const found = typeof image === 'string' && isAll ? imageOf(image) : undefined;
  if (found === undefined || leftOut.length > 0 || hasGap({ ...props })) return undefined;
  const { readyMade, tag } = found;
  if (hasOtherLogin(readyMade, keys, env)) return undefined;
  const [mounts, args] = [mountsOf(props.volumes, readyMade.dataPath(tag)), argsOf(props.command, readyMade)];
  if (mounts === undefined || args === undefined) return undefined;
  const options = {
    ...{ image: found.image, tag },
    ...credentialsOf(readyMade, name, keys, env),
    ...portsOf(props.ports, readyMade),
    ...mounts,
    ...{ args: args.length > 0 ? args : undefined, dependsOn, healthCheck },
    restart: restart === 'unless-stopped' ? undefined : restart,
  };
  const given = definedOptions(options);
  const callee = new Imported('cdk8s-infisical', `BackingService.${readyMade.factory}`);
  return Object.keys(given).length > 0 ? new Call(callee, given) : new Call(callee);
}

/** @returns the tag, and the image where it is called otherwise than in the factory */
function imageOf(image: string) {
  const [, name = '', tag] = /^(?:docker\.io\/)?([a-z0-9/._-]+?)(?::([\w.-]+))?$/.exec(image) ?? [];
  const readyMade = READY_MADE_IMAGES.find(({ repositories }) => repositories.includes(name));
  if (readyMade === undefined) return undefined;
  const isOwn = name.replace(/^library\//, '') === readyMade.repository;
  // Without a tag the factory takes the one that it has: compose takes this one.
  return { readyMade, tag: tag ?? 'latest', image: isOwn ? undefined : name };
}

type Assigned = { readonly [variable: string]: string };

/** These images have a login that everybody knows; the others do not start without one. */
const WITH_OWN_LOGIN: ReadonlySet<string> = new Set(['rabbitMq', 'minio']);

/** Whether one logs in otherwise than with the credentials that the factory asks for: it would set its own. */
function hasOtherLogin(readyMade: ReadyMadeImage, keys: Assigned, env: Assigned): boolean {
  const names = Object.keys({ ...keys, ...env });
  if (names.some((variable) => variable.endsWith('_FILE'))) return true;
  // A client that would log in makes no server that asks for it.
  if (names.includes('REDISCLI_AUTH')) return true;
  const options = optionsOfKeys(readyMade, keys);
  if (readyMade.required.every((option) => options[option] !== undefined)) return false;
  return WITH_OWN_LOGIN.has(readyMade.factory) || names.some((variable) => /PASSWORD|AUTH_METHOD/.test(variable));
}

function optionsOfKeys({ variables, required }: ReadyMadeImage, keys: Assigned): { [option: string]: Code } {
  const own = Object.entries(keys).filter(([variable]) => Object.hasOwn(variables, variable));
  const options = Object.fromEntries(own.map(([variable, key]) => [`${variables[variable]}Key`, key]));
  const { passwordKey, rootPasswordKey, ...others } = options;
  // The root of a database may be the only user that there is to log in as.
  const isRootOnly = passwordKey === undefined && required.length > 0;
  return isRootOnly
    ? { ...definedOptions({ passwordKey: rootPasswordKey }), ...others }
    : { ...definedOptions({ passwordKey, rootPasswordKey }), ...others };
}

function definedOptions(options: { [option: string]: Code }): { [option: string]: Code } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function credentialsOf(
  readyMade: ReadyMadeImage,
  name: string,
  keys: Assigned,
  env: Assigned,
): { [option: string]: Code } {
  const { variables, required } = readyMade;
  // Without them it does not start.
  const own = name.toUpperCase().replaceAll(/\W/g, '_');
  const isKnown = (variable: string) => Object.hasOwn(variables, variable);
  // A password has an option for its key only.
  const isPlain = (variable: string) => isKnown(variable) && !/password/i.test(variables[variable]);
  const further = Object.entries(keys).filter(([variable]) => !isKnown(variable));
  const others = Object.entries(env).filter(([variable]) => !isPlain(variable));
  const given = Object.entries(env).filter(([variable]) => isPlain(variable));
  return {
    ...Object.fromEntries(required.map((option) => [option, `${own}_${option.replace(/Key$/, '').toUpperCase()}`])),
    ...optionsOfKeys(readyMade, keys),
    ...Object.fromEntries(given.map(([variable, value]) => [variables[variable], value])),
    ...(further.length > 0 && { secretKeys: Object.fromEntries(further) }),
    ...(others.length > 0 && { env: Object.fromEntries(others) }),
  };
}

/** The ports that an option has, which are bound to the laptop alone, and the others as they are. */
function portsOf(ports: Code, readyMade: ReadyMadeImage): { [option: string]: Code } {
  const options: { [option: string]: Code } = {};
  const others: string[] = [];
  for (const port of Array.isArray(ports) ? ports.map(String) : []) {
    const [, outside, inside = ''] = /^(?:127\.0\.0\.1:)?(\d+):(\d+(?:\/udp)?)$/.exec(port) ?? [];
    const option = Object.hasOwn(readyMade.ports, inside) ? readyMade.ports[inside] : undefined;
    if (option === undefined || options[option] !== undefined) others.push(port);
    else options[option] = Number(outside);
  }
  return { ...options, ports: others.length > 0 ? others : undefined };
}

/** The volume with the data, and the others; undefined where a volume holds the data elsewhere. */
function mountsOf(volumes: Code, data: string): { [option: string]: Code } | undefined {
  const all = (Array.isArray(volumes) ? volumes.map(String) : []).map((volume) => [volume, volume.split(':')] as const);
  const own = all.filter(([, parts]) => parts[1] === data && parts.length === 2);
  const others = all.filter((one) => !own.includes(one));
  const isNear = ([, [source, target = source]]: (typeof all)[number]) =>
    `${target}/`.startsWith(`${data}/`) || `${data}/`.startsWith(`${target}/`);
  if (own.length > 1 || others.some(isNear)) return undefined;
  return {
    volume: own[0]?.[1][0],
    volumes: others.length > 0 ? others.map(([volume]) => volume) : undefined,
  };
}

/** What stands behind the command that it has anyway; undefined where another one is started. */
function argsOf(command: Code, readyMade: ReadyMadeImage): string[] | undefined {
  if (command === undefined) return [];
  const words = Array.isArray(command) ? command.map(String) : [];
  const isSame = readyMade.command.every((word, i) => words[i] === word);
  return isSame ? words.slice(readyMade.command.length) : undefined;
}
