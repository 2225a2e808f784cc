import { Field } from './field';
import type { Resource } from './resource';

/** Stands for what could not be rendered: nobody knows what it would be. */
class Unrendered {}

const OBJECTS = new WeakMap<Resource, Field>();

/** The whole of an object, as a place. */
export function objectOf(resource: Resource): Field {
  const known = OBJECTS.get(resource);
  if (known !== undefined) return known;
  const { manifest, failure } = resource;
  const field = Field.of(failure === undefined ? manifest : { ...manifest, spec: new Unrendered() });
  OBJECTS.set(resource, field);
  return field;
}

export function specOf(resource: Resource): Field {
  return objectOf(resource).at('spec');
}
