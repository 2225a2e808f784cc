import { grouped } from '../../collections/grouped';
import { isSameKind } from '../../model/key-kind/is-of-kind';
import type { KeyKind } from '../../model/key-kind/key-kind';
import { isKey, type LocalValue, variablesOf, wholeKey } from '../stack/local-value';
import type { StackService } from '../stack/stack-service';

/** A variable that a program finds in its environment. */
export interface SchemaVariable {
  readonly name: string;
  /** Any text where absent. */
  readonly kind?: KeyKind;
  readonly description?: string;
  /** Whether its value is secret, or has a secret in it. */
  readonly isSecret: boolean;
  /** Whether somebody says that its value is none. */
  readonly isShown?: boolean;
  /** Whether the program starts without it. */
  readonly isOptional: boolean;
}

/** An application with what it finds in its environment, wherever it runs. */
export interface SchemaApplication {
  readonly name: string;
  readonly variables: readonly SchemaVariable[];
  /** The variables of which the environments do not say the same. */
  readonly differing: readonly string[];
}

/** The applications by their names, each once for all environments that it is in. */
export function applicationsOf(services: readonly StackService[]): SchemaApplication[] {
  return [...grouped(services, ({ name }) => name)].map(([name, all]) => {
    const given = all.map(givenVariables);
    const byName = [...new Set(given.flatMap((one) => one.map((variable) => variable.name)))];
    const found = byName.map((variable) => given.flatMap((one) => one.filter((other) => other.name === variable)));
    return {
      name,
      variables: found.map((same) => mergedVariable(same, same.length < all.length)),
      differing: found.filter(hasTwoKinds).map(([first]) => first.name),
    };
  });
}

function hasTwoKinds(all: readonly SchemaVariable[]): boolean {
  const kinds = all.flatMap(({ kind }) => kind ?? []);
  return kinds.some((kind) => !isSameKind(kind, kinds[0]));
}

function mergedVariable(all: readonly SchemaVariable[], isMissing: boolean): SchemaVariable {
  const kind = all.find((one) => one.kind !== undefined)?.kind;
  const description = all.find((one) => one.description !== undefined)?.description;
  return {
    name: all[0].name,
    ...(kind !== undefined && { kind }),
    ...(description !== undefined && { description }),
    isSecret: all.some(({ isSecret }) => isSecret),
    isOptional: isMissing || all.some(({ isOptional }) => isOptional),
  };
}

/** What an application of one environment has: the cluster counts, of which a laptop may have a text of its own. */
function givenVariables(service: StackService): SchemaVariable[] {
  const { variables, replaced = [], gaps = [], accesses, kinds, app } = service;
  const ofCluster = new Map(replaced.map(({ name, value }) => [name, value]));
  const own = variablesOf(variables).map(({ name, value }): SchemaVariable => {
    const there = ofCluster.get(name);
    const isOfLaptop = there === undefined && Object.hasOwn(app?.local.env ?? {}, name);
    return {
      ...saidOf(name, accesses, kinds),
      name,
      ...heldAs(there ?? value),
      ...(isOfLaptop && { isOptional: true }),
    };
  });
  const known = new Set(own.map(({ name }) => name));
  // What only the cluster has may be a secret of others.
  const absent = gaps.filter(({ subject, name }) => subject === 'variable' && !known.has(name));
  const ofOthers = absent.map(({ name }) => ({
    ...saidOf(name, accesses, kinds),
    name,
    isSecret: true,
    isOptional: false,
  }));
  return [...own, ...ofOthers];
}

function saidOf(name: string, accesses: StackService['accesses'], kinds: StackService['kinds']) {
  const kind = kinds?.variables.get(name);
  const description = accesses.findLast((access) => access.variable === name)?.description;
  return { ...(kind !== undefined && { kind }), ...(description !== undefined && { description }) };
}

function heldAs(value: LocalValue): Pick<SchemaVariable, 'isSecret' | 'isOptional'> {
  return { isSecret: value.some(isKey), isOptional: wholeKey(value)?.isOptional === true };
}
