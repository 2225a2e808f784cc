import { lastOfEach } from '../../collections/last-of-each';

/** What a project is called by, as far as that is known. */
export interface ProjectNames {
  readonly id?: string;
  readonly slug?: string;
}

/** A folder of Infisical that a key is read from. */
export interface KeyPlace {
  /** That of the stack where it has no name. */
  readonly project: ProjectNames;
  /** Slug. That of the stack where absent. */
  readonly environment?: string;
  readonly path: string;
  /** Whether the folders below are read too. */
  readonly recursive?: boolean;
  /** Only what has one of these tags is read; sorted. */
  readonly tags?: readonly string[];
}

/** The value of a secret key. */
export interface KeyPart {
  readonly key: string;
  /**
   * Where the operator reads it: the first place that has the key wins. Absent for what a laptop alone has, of which
   * nobody says where it is.
   */
  readonly places?: readonly KeyPlace[];
  /** Whether the pod starts without it. */
  readonly isOptional?: boolean;
  /** What stands there where it is missing, if that is not an empty text. */
  readonly otherwise?: string;
}

interface TextPart {
  readonly text: string;
}

export type ValuePart = KeyPart | TextPart;

/** What a variable, a word of a command or a file holds: its parts one after the other. */
export type LocalValue = readonly ValuePart[];

export interface LocalVariable {
  readonly name: string;
  readonly value: LocalValue;
}

export interface LocalFile {
  /** In the container. */
  readonly path: string;
  readonly value: LocalValue;
  /** Its permissions, if they are not the usual ones. */
  readonly mode?: number;
}

export function isKey(part: ValuePart): part is KeyPart {
  return 'key' in part;
}

export function literalValue(text: string): LocalValue {
  return [{ text }];
}

/** The value with as few parts as can be. */
export function plainValue(value: LocalValue): LocalValue {
  const parts: ValuePart[] = [];
  for (const part of value) {
    const last = parts.at(-1);
    if (isKey(part)) parts.push(part);
    else if (last !== undefined && !isKey(last)) parts[parts.length - 1] = { text: last.text + part.text };
    else if (part.text !== '') parts.push(part);
  }
  return parts.length === 0 ? literalValue('') : parts;
}

export function keysIn(values: readonly LocalValue[]): KeyPart[] {
  return values.flat().filter(isKey);
}

/** The text of a value without a key. */
export function literalOf(value: LocalValue): string | undefined {
  return value.some(isKey) ? undefined : value.map((part) => (isKey(part) ? '' : part.text)).join('');
}

/** The key that is the whole value. */
export function wholeKey(value: LocalValue): KeyPart | undefined {
  const [part] = value;
  return value.length === 1 && part !== undefined && isKey(part) ? part : undefined;
}

/** The variables as a container has them: the last one of a name counts. */
export function variablesOf(variables: readonly LocalVariable[]): LocalVariable[] {
  return lastOfEach(variables, ({ name }) => name);
}
