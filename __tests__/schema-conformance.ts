import { createRequire } from 'node:module';
import { validateCustomResource } from './crds/crd-bundle';

interface Model {
  validate(): void;
}
type ModelClass = new (object: { readonly [field: string]: unknown }) => Model;

const load = createRequire(__filename);

/**
 * What is wrong with a synthesized object by the schema of its kind: an Infisical resource by crds/, anything else by
 * the schemas of Kubernetes 1.27, of which 1.28 took nothing away.
 */
export function schemaViolations(object: { readonly apiVersion: string; readonly kind: string }): string[] {
  const { apiVersion, kind } = object;
  if (apiVersion.startsWith('secrets.infisical.com/')) {
    return validateCustomResource({ ...object }).map((violation) => `${kind}: ${violation}`);
  }
  const model = load(`kubernetes-models/${apiVersion}/${kind}`)[kind] as ModelClass;
  try {
    new model({ ...object }).validate();
    return [];
  } catch (error) {
    return [`${kind}: ${error instanceof Error ? error.message : String(error)}`];
  }
}
