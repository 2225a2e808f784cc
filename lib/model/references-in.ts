import { Field } from './field';
import type { KeyReference, ObjectReference } from './operator-resource';

/** A place that no object has. */
export const NOWHERE = Field.of(undefined);

export function objectReference(field: Field, name = 'name', namespace = 'namespace'): ObjectReference {
  return { field, name: field.text(name), namespace: field.text(namespace) };
}

export function keyReference(field: Field, name = 'name', namespace = 'namespace'): KeyReference {
  return { ...objectReference(field, name, namespace), key: field.text('key') };
}
