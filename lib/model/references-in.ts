import { Field } from './field';

/** An object that a resource refers to. */
export interface ObjectReference {
  readonly field: Field;
  readonly name: Field<string>;
  readonly namespace: Field<string>;
}

/** A key of a Secret that a resource refers to. */
export interface KeyReference extends ObjectReference {
  readonly key: Field<string>;
}

/** A place that no object has. */
export const NOWHERE = Field.of(undefined);

export function objectReference(field: Field, name = 'name', namespace = 'namespace'): ObjectReference {
  return { field, name: field.text(name), namespace: field.text(namespace) };
}

export function keyReference(field: Field, name = 'name', namespace = 'namespace'): KeyReference {
  return { ...objectReference(field, name, namespace), key: field.text('key') };
}
