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
  const [mounts, args] = [mountsOf(props.volumes, readyMade.dataPath(tag ?? '')), argsOf(props.command, readyMade)];
  if (mounts === undefined || args === undefined) return undefined;
  const options = {
    ...{ image: found.image, tag },
    ...credentialsOf(readyMade, name, keys, env),
    ...portsOf(props.ports, readyMade),
    ...mounts,
    ...{ args: args.length > 0 ? args : undefined, dependsOn, healthCheck },
    restart: restart === 'unless-stopped' ? undefined : restart,
  };
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const callee = new Imported('cdk8s-infisical', `BackingService.${readyMade.factory}`);
  return Object.keys(given).length > 0 ? new Call(callee, given) : new Call(callee);
}

/** @returns the tag, and the image where it is called otherwise than in the factory */
function imageOf(image: string) {
  const [, name = '', tag] = /^(?:docker\.io\/)?([a-z0-9/._-]+?)(?::([\w.-]+))?$/.exec(image) ?? [];
  const readyMade = READY_MADE_IMAGES.find(({ repositories }) => repositories.includes(name));
  if (readyMade === undefined) return undefined;
  const isOwn = name.replace(/^library\//, '') === readyMade.repository;
  // Another image has other tags: none of them is the one that the factory has.
  if (!isOwn && tag === undefined) return undefined;
  return { readyMade, tag, image: isOwn ? undefined : name };
}

function credentialsOf(
  { variables, required }: ReadyMadeImage,
  name: string,
  keys: { readonly [variable: string]: string },
  env: { readonly [variable: string]: string },
): { [option: string]: Code } {
  const isKnown = (variable: string) => Object.hasOwn(variables, variable);
  // A password has an option for its key only.
  const isPlain = (variable: string) => isKnown(variable) && !/password/i.test(variables[variable]);
  const further = Object.entries(keys).filter(([variable]) => !isKnown(variable));
  const others = Object.entries(env).filter(([variable]) => !isPlain(variable));
  // Without them it does not start.
  const own = name.toUpperCase().replaceAll(/\W/g, '_');
  const given: [string, Code][] = [
    ...required.map((option): [string, Code] => [option, `${own}_${option.replace(/Key$/, '').toUpperCase()}`]),
    ...Object.entries(keys)
      .filter(([variable]) => isKnown(variable))
      .map(([variable, key]): [string, Code] => [`${variables[variable]}Key`, key]),
    ...Object.entries(env)
      .filter(([variable]) => isPlain(variable))
      .map(([variable, value]): [string, Code] => [variables[variable], value]),
    ['secretKeys', further.length > 0 ? Object.fromEntries(further) : undefined],
    ['env', others.length > 0 ? Object.fromEntries(others) : undefined],
  ];
  return Object.fromEntries(given);
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
