import type { Field } from './field';

/** Where a resource refers to an object. */
export interface ReferenceField {
  readonly field: Field;
  readonly name: Field<string>;
  readonly namespace: Field<string>;
}

/** Where a resource refers to a key of a Secret. */
export interface KeyReferenceField extends ReferenceField {
  readonly key: Field<string>;
}

export function objectReference(field: Field, name = 'name', namespace = 'namespace'): ReferenceField {
  return { field, name: field.text(name), namespace: field.text(namespace) };
}

export function keyReference(field: Field, name = 'name', namespace = 'namespace'): KeyReferenceField {
  return { ...objectReference(field, name, namespace), key: field.text('key') };
}
