import { byName } from '../../collections/order';
import { ownField } from '../../json/json';
import type { Field } from '../../model/field';
import type { ManagedKind } from '../../model/kinds';
import { variablesReferredToIn } from '../../model/variable-reference';
import { quotedName, quotedText } from '../../text/key-name';
import { type LocalValue, type LocalVariable, literalOf, literalValue, plainValue } from '../stack/local-value';
import { expandedValue, linkGaps, valueOr } from './expanded-value';
import type { FoundValue } from './managed-values';
import type { PodGap } from './pod-gap';
import type { NamedObject, PodObjects } from './pod-objects';

/** What the pod of a container says of itself. */
export interface PodFacts {
  readonly objects: PodObjects;
  /** What a field of the pod is on a laptop; undefined where it is nothing there. */
  readonly fieldValue: (path: string) => string | undefined;
}

/** The variables of a container. */
export interface ContainerEnvironment {
  readonly variables: readonly LocalVariable[];
  /** What the cluster has in the place of what a laptop has of its own. */
  readonly replaced: readonly LocalVariable[];
  readonly gaps: readonly PodGap[];
}

/**
 * The environment of a container as the kubelet makes it: what whole objects bring, then the list in its order, each value
 * with the variables that are set before it.
 *
 * @param own what a laptop has in the place of the cluster's, or beside it
 */
export function environmentOf(
  container: Field,
  pod: PodFacts,
  own: { readonly [variable: string]: string } = {},
): ContainerEnvironment {
  const environment = new Environment(pod);
  const listed = new Set(
    container
      .at('env')
      .items()
      .map((variable) => variable.text('name').value),
  );
  for (const source of container.at('envFrom').items()) environment.addWhole(source);
  const added = behindReferences(own).filter(([name]) => !listed.has(name));
  // What refers to others comes behind them, and all else before: others may refer to it.
  const [referring, plain] = [added.filter(refersToOthers), added.filter((one) => !refersToOthers(one))];
  for (const [name, text] of plain) environment.replace(name, text);
  for (const variable of container.at('env').items()) {
    const name = variable.text('name').value;
    if (name === undefined) continue;
    const text = ownField(own, name);
    environment.add(name, variable);
    if (text !== undefined) environment.replace(name, text);
  }
  for (const [name, text] of referring) environment.replace(name, text);
  return environment.told(added.map(([name]) => name));
}

function refersToOthers([, text]: readonly [string, string]): boolean {
  return text.includes('$(');
}

/**
 * The variables of a container that only a laptop has: its keys, and what it has of its own.
 *
 * @param own in no order: each may refer to any other, but for itself
 */
export function ownVariables(
  keys: readonly LocalVariable[],
  own: { readonly [variable: string]: string },
): LocalVariable[] {
  const values = new Map(keys.map(({ name, value }) => [name, value]));
  for (const [name, text] of behindReferences(own)) {
    values.delete(name);
    values.set(name, plainValue(expandedValue(text, (other) => values.get(other))));
  }
  return [...values].map(([name, value]) => ({ name, value }));
}

/** Each variable behind those that it refers to, as a map has no order to tell it by; else by their names. */
function behindReferences(own: { readonly [variable: string]: string }): [string, string][] {
  const placed = new Map<string, string>();
  const seen = new Set<string>();
  const place = (name: string, text: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const other of variablesReferredToIn(text)) {
      const before = ownField(own, other);
      if (before !== undefined) place(other, before);
    }
    placed.set(name, text);
  };
  for (const [name, text] of Object.entries(own).sort(byName)) place(name, text);
  return [...placed];
}

/** The names that the kubelet takes from the keys of a whole object. */
const VARIABLE = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

class Environment {
  private readonly values = new Map<string, LocalValue>();
  private readonly gaps = new Map<string, PodGap>();
  private readonly replaced = new Map<string, LocalValue>();
  private readonly links = new Map<string, readonly PodGap[]>();
  private readonly whole: PodGap[] = [];

  public constructor(private readonly pod: PodFacts) {}

  /** All keys of an object that an `envFrom` names. */
  public addWhole(source: Field): void {
    const prefix = source.text('prefix').value ?? '';
    for (const object of [
      namedObject('ConfigMap', source.at('configMapRef')),
      namedObject('Secret', source.at('secretRef')),
    ]) {
      if (object === undefined) continue;
      const found = this.pod.objects.keysOf(object, 'variables');
      if ('origin' in found) this.whole.push({ ...found, subject: 'variables', name: object.name });
      else for (const one of found) if (VARIABLE.test(prefix + one.key)) this.set(prefix + one.key, one.found);
    }
  }

  public add(name: string, variable: Field): void {
    const text = variable.text('value').value;
    const source = variable.at('valueFrom');
    if (text || !source.isGiven) this.setText(name, text ?? '');
    else this.set(name, this.foundIn(source));
  }

  public setText(name: string, text: string): void {
    const links = linkGaps(`the variable ${quotedName(name)}`, text, (other) => this.values.has(other));
    this.set(name, { value: expandedValue(text, (other) => this.values.get(other)) });
    this.links.set(name, links);
  }

  /** Sets what a laptop has of its own, which is read as the cluster would read it there. */
  public replace(name: string, text: string): void {
    const before = this.values.get(name);
    this.values.delete(name);
    this.setText(name, text);
    const isSame = JSON.stringify(before) === JSON.stringify(this.values.get(name));
    if (before !== undefined && !isSame) this.replaced.set(name, before);
  }

  /** @param added what only the laptop has: it may be that of a whole object of which nobody knows the keys */
  public told(added: readonly string[]): ContainerEnvironment {
    return {
      variables: [...this.values].map(([name, value]) => ({ name, value })),
      replaced: [...this.replaced].map(([name, value]) => ({ name, value })),
      gaps: [...(added.length > 0 ? [] : this.whole), ...this.gaps.values(), ...[...this.links.values()].flat()],
    };
  }

  /** The last one of a name counts, with its place; what may be absent leaves the one before as it is. */
  private set(name: string, found: FoundValue): void {
    if (found === undefined) return;
    const before = literalOf(this.values.get(name) ?? []);
    this.values.delete(name);
    this.gaps.delete(name);
    this.links.delete(name);
    if ('value' in found) this.values.set(name, plainValue(before ? valueOr(found.value, before) : found.value));
    else this.gaps.set(name, { ...found, subject: 'variable', name });
  }

  private foundIn(source: Field): FoundValue {
    for (const [kind, reference] of [
      ['Secret', source.at('secretKeyRef')],
      ['ConfigMap', source.at('configMapKeyRef')],
    ] as const) {
      const object = namedObject(kind, reference);
      const key = reference.text('key').value;
      if (object !== undefined && key !== undefined) return this.pod.objects.valueOf(object, key);
    }
    const path = source.text('fieldRef', 'fieldPath').value;
    if (path !== undefined) {
      const text = this.pod.fieldValue(path);
      if (text !== undefined) return { value: literalValue(text) };
      return { rule: 'L4', origin: `the field ${quotedText(path)} of its pod` };
    }
    const resource = source.text('resourceFieldRef', 'resource').value ?? '';
    return { rule: 'L4', origin: `the amount ${quotedText(resource)} of its container` };
  }
}

/** The object that a reference names. */
export function namedObject(kind: ManagedKind, reference: Field, nameField = 'name'): NamedObject | undefined {
  const name = reference.text(nameField).value;
  return name === undefined ? undefined : { kind, name, isOptional: reference.flag('optional').value === true };
}
