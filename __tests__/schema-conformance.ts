import { validateCustomResource } from './crds/crd-bundle';
import { keepObject } from './synthesized-objects';

/**
 * What is wrong with a synthesized Infisical resource by crds/. Any object is judged by the code of the API server in the
 * end-to-end tests, for which it is kept.
 */
export function schemaViolations(object: { readonly apiVersion: string; readonly kind: string }): string[] {
  const { apiVersion, kind } = object;
  keepObject(object);
  if (!apiVersion.startsWith('secrets.infisical.com/')) return [];
  // Its schema is not public.
  if (`${apiVersion} ${kind}` === 'secrets.infisical.com/v1beta1 InfisicalStaticSecretPush') return [];
  return validateCustomResource({ ...object }).map((violation) => `${kind}: ${violation}`);
}
