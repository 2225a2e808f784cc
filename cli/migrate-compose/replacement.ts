import { posix } from 'node:path';
import { Call, type Code, Imported } from '../typescript/code';
import { mapOf } from './props-of-words';
import type { ComposeService } from './read-compose';
import { readyMadeCall } from './ready-made-services';

/** The code that declares a service, as one object: a `local` block where it is built, else a service of the stack. */
export function replacementOf(service: ComposeService): Code {
  return service.props.buildContext === undefined
    ? { [service.name]: readyMadeOf(service) ?? plainCall(service) }
    : applicationProps(service);
}

/** The ready-made service that stands for one; undefined where there is none. */
export function readyMadeOf(service: ComposeService): Call | undefined {
  return service.props.buildContext === undefined ? readyMadeCall(service, keysOf(service)) : undefined;
}

/** A service with all that stands in the file, and nothing else. */
export function plainCall(service: ComposeService): Call {
  const { props, files } = service;
  const { compose, ...others } = props;
  const all = {
    ...others,
    ...ifAny('secretKeys', keysOf(service), asListWherePlain),
    ...ifAny('secretFiles', files),
    ...ifAny('env', service.env),
    ...(compose !== undefined && { compose }),
  };
  return new Call(new Imported('cdk8s-infisical', 'LocalService.of'), all);
}

function applicationProps(service: ComposeService): Code {
  const { name, props, files } = service;
  const { compose, ...others } = props;
  const keys = { ...keysOf(service), ...Object.fromEntries(keysOfBuild(service).map((key) => [key, key])) };
  const local = { name, ...others, ...ifAny('env', service.env), ...(compose !== undefined && { compose }) };
  return { secretKeys: asListWherePlain(keys), ...ifAny('secretFiles', files, asFolders), local };
}

/** Keys that no variable of the service takes, and that an application has to declare as well: its container gets them. */
export function keysOfBuild(service: ComposeService): string[] {
  if (service.props.buildContext === undefined) return [];
  const declared = new Set([...Object.values(keysOf(service)), ...Object.values(service.files)]);
  const all = new Set([...keysInWords(service.props.compose), ...keysOfBuildSecrets(service)]);
  return [...all].filter((key) => !declared.has(key));
}

/** Secret keys that a build gets as files. */
export function keysOfBuildSecrets({ props }: ComposeService): string[] {
  return Object.values(mapOf(props.buildSecrets) ?? {}).map(String);
}

/** Secret keys that stand in the words of compose. */
export function keysInWords(compose: Code): string[] {
  const texts = JSON.stringify(compose ?? '').replaceAll('$$', '');
  return [...new Set([...texts.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name))];
}

type Assigned = { readonly [name: string]: string };

/** Keys that are taken already, and those whose values are to move to Infisical. */
function keysOf({ keys, written }: ComposeService): { [variable: string]: string } {
  return { ...keys, ...Object.fromEntries(written.map((variable) => [variable, keyNamed(variable)])) };
}

/** `XPACK_PASSWORD` of `xpack.password`: what Infisical and a shell take. */
function keyNamed(variable: string): string {
  return /^\w+$/.test(variable) ? variable : variable.toUpperCase().replaceAll(/\W/g, '_');
}

function ifAny(prop: string, entries: Assigned, convert = (all: Assigned): Code => ({ ...all })) {
  return Object.keys(entries).length > 0 ? { [prop]: convert(entries) } : {};
}

function asListWherePlain(keys: Assigned): string[] | { [variable: string]: string } {
  return Object.entries(keys).every(([variable, key]) => variable === key) ? Object.keys(keys) : { ...keys };
}

/** Files by the folders that a workload mounts them in. */
function asFolders(files: Assigned): Code {
  const folders = new Map<string, { [file: string]: string }>();
  for (const [path, key] of Object.entries(files)) {
    const folder = posix.dirname(path);
    folders.set(folder, { ...folders.get(folder), [posix.basename(path)]: key });
  }
  return [...folders].map(([path, keys]) => ({ path, secretKeys: asListWherePlain(keys) }));
}
