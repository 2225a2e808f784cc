import { Call, type Code, Imported } from '../typescript/code';
import type { ComposeService } from './read-compose';
import { readyMadeCall } from './ready-made-services';

/** The code that declares a service, as one object: a `local` block where it is built, else a service of the stack. */
export function replacementOf(service: ComposeService): Code {
  const { name, props, files } = service;
  const keys = keysOf(service);
  const env = Object.keys(service.env).length > 0 ? { env: { ...service.env } } : {};
  if (props.buildContext !== undefined) {
    const { compose, ...others } = props;
    const declared = new Set(Object.values(keys));
    const undeclared = keysInWords(compose)
      .filter((key) => !declared.has(key))
      .map((key) => [key, key]);
    const local = { name, ...others, ...env, ...(compose !== undefined && { compose }) };
    return { secretKeys: asListWherePlain({ ...keys, ...Object.fromEntries(undeclared) }), local };
  }
  const readyMade = readyMadeCall(service, keys);
  if (readyMade !== undefined) return { [name]: readyMade };
  const secretKeys = Object.keys(keys).length > 0 ? { secretKeys: asListWherePlain(keys) } : {};
  const secretFiles = Object.keys(files).length > 0 ? { secretFiles: { ...files } } : {};
  const { compose, ...others } = props;
  const all = { ...others, ...secretKeys, ...secretFiles, ...env, ...(compose !== undefined && { compose }) };
  return { [name]: new Call(new Imported('cdk8s-infisical', 'LocalService.of'), all) };
}

/** Secret keys that stand in the words of compose: an application has to declare them. */
export function keysInWords(compose: Code): string[] {
  const texts = JSON.stringify(compose ?? '').replaceAll('$$', '');
  return [...new Set([...texts.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name))];
}

/** Keys that are taken already, and those whose values are to move to Infisical. */
function keysOf({ keys, written }: ComposeService): { [variable: string]: string } {
  return { ...keys, ...Object.fromEntries(written.map((variable) => [variable, variable])) };
}

function asListWherePlain(keys: { [variable: string]: string }): string[] | { [variable: string]: string } {
  return Object.entries(keys).every(([variable, key]) => variable === key) ? Object.keys(keys) : keys;
}
