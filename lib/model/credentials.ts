import { fields, text } from '../json/json';
import { SENSITIVE_KEYS } from './auth';
import { type SecretKey, secretKeysOf } from './auth/auth-method';
import { pathText } from './field';
import type { OperatorResource } from './operator-resource';
import { perApp } from './per-app';
import { objectReference } from './references-in';
import type { Resource } from './resource';
import { isPlain } from './written-keys';

/** A key of a Secret that an operator's resource needs. */
export interface KeyReference {
  readonly resource: Resource;
  /** Where in the spec the reference stands. */
  readonly at: string;
  readonly name: string;
  readonly namespace: string;
  readonly key: string;
  /** Whether who knows the value can log in. */
  readonly sensitive: boolean;
}

/** The names under which people write a credential into a resource itself. */
export function isCredentialName(name: string): boolean {
  return SENSITIVE_KEYS.has(name);
}

/** Every reference to a key of a Secret, as far as it is complete. */
export const keyReferencesOf = perApp((app): KeyReference[] =>
  app.operator.flatMap((owner) =>
    [...owner.logins.flatMap(secretKeysOf), ...otherKeys(owner)].flatMap(complete(owner)),
  ),
);

/** The app's own Secrets. */
export const secretsByAddress = perApp(
  ({ resources }): ReadonlyMap<string, Resource> =>
    new Map(
      resources
        .filter(({ manifest, failure }) => manifest.kind === 'Secret' && failure === undefined)
        .map((resource) => [`${resource.manifest.metadata.namespace}/${resource.manifest.metadata.name}`, resource]),
    ),
);

/** The values of a Secret by their keys, those of `data` decoded; undefined where they come only when rendered. */
export function contentOf({ manifest }: Resource): ReadonlyMap<string, unknown> | undefined {
  const { data, stringData, type } = manifest;
  if (!isPlain(data) || !isPlain(stringData)) return undefined;
  // Kubernetes itself fills these in.
  const filled = type === 'kubernetes.io/service-account-token' ? ['token', 'ca.crt', 'namespace'] : [];
  return new Map<string, unknown>([
    ...filled.map((key): [string, unknown] => [key, '']),
    ...Object.entries(fields(data)).map(([key, value]): [string, unknown] => [key, decoded(value)]),
    ...Object.entries(fields(stringData)),
  ]);
}

function decoded(value: unknown): unknown {
  const encoded = text(value);
  if (encoded === undefined) return value;
  try {
    return atob(encoded);
  } catch {
    // Not base64, so the API server will refuse it; what stands there may be meant as it is.
    return encoded;
  }
}

/** What v1alpha1 has outside of a block, and the certificate of the host. */
function otherKeys({ kind, spec, certificate }: OperatorResource): SecretKey[] {
  const token = objectReference(spec.at('tokenSecretReference'), 'secretName', 'secretNamespace');
  return [
    ...(kind === 'InfisicalSecret' ? [{ ...token, key: 'infisicalToken', sensitive: true }] : []),
    { ...certificate, key: certificate.key.value, sensitive: false },
  ];
}

function complete({ resource }: OperatorResource): (key: SecretKey) => KeyReference[] {
  return ({ field, name: { value: name }, namespace: { value: namespace }, key, sensitive }) =>
    name && namespace && key ? [{ resource, at: pathText(field.path.slice(1)), name, namespace, key, sensitive }] : [];
}
