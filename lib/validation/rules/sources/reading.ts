import { type ExampleObjects, withSpec } from '../../example';

/** An example of what an InfisicalSecret reads. */
export function reading(secretsScope: Readonly<Record<string, unknown>>): ExampleObjects {
  return withSpec('InfisicalSecret', { authentication: { universalAuth: { secretsScope } } });
}
