import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import * as constructs from 'constructs';
import * as library from '../../lib';
import type { Imported } from './code';

/** The packages that a program imports from: nothing that they do not export can be printed or tried out. */
const PACKAGES: ReadonlyMap<string, object> = new Map<string, object>([
  ['cdk8s', cdk8s],
  ['cdk8s-plus-28', plus],
  ['constructs', constructs],
  ['cdk8s-infisical', library],
]);

/** What every class has, and no program needs. */
const OF_ALL_CLASSES: ReadonlySet<string> = new Set(['arguments', 'caller', 'length', 'name', 'prototype']);

/** Whether a package exports it: a class, a static method, a member of an enum. */
export function isExported(imported: Imported): boolean {
  return lookUp(imported) !== undefined;
}

/**
 * What is meant, with the object that has it.
 *
 * @throws if no package exports it
 */
export function lookUpExport(imported: Imported): Found {
  const found = lookUp(imported);
  if (found === undefined) {
    throw new Error(`${JSON.stringify(imported.module)} exports no ${JSON.stringify(imported.path)}`);
  }
  return found;
}

export interface Found {
  readonly owner: object;
  readonly value: unknown;
}

function lookUp({ module, path }: Imported): Found | undefined {
  const exports = PACKAGES.get(module);
  let found: Found | undefined = exports && { owner: exports, value: exports };
  for (const name of path.split('.')) {
    const owner = found?.value;
    const isObject = (typeof owner === 'object' && owner !== null) || typeof owner === 'function';
    if (!isObject || !Object.hasOwn(owner, name) || OF_ALL_CLASSES.has(name)) return undefined;
    found = { owner, value: (owner as { [name: string]: unknown })[name] };
  }
  return found;
}
