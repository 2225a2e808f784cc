import { qualifiedName } from './address';
import { perApp } from './app-model';
import { secretKeysOf } from './auth/auth-method';
import type { Field } from './field';
import type { OperatorResource } from './operator-resource';
import { objectReference } from './reference-field';
import { objectOf, type Resource } from './resource';
import { resourcesOfKind } from './resources-of-kind';

/** A key of a Secret that an operator's resource needs. */
export interface KeyReference {
  readonly resource: Resource;
  readonly field: Field;
  readonly name: string;
  readonly namespace: string;
  readonly key: string;
  /** Whether who knows the value can log in. */
  readonly sensitive: boolean;
}

/** Every reference to a key of a Secret, as far as it is complete. */
export const keyReferencesOf = perApp(({ operator }): KeyReference[] => operator.flatMap(keyReferencesIn));

export const secretsByAddress = perApp(
  (app): ReadonlyMap<string, Resource> =>
    new Map(
      resourcesOfKind(app, 'Secret')
        .filter(({ failure }) => failure === undefined)
        .filter(({ manifest }) => manifest.metadata.name)
        .map((resource) => [qualifiedName(resource.manifest.metadata), resource]),
    ),
);

/** What a Secret has under a key: a text of `data` is decoded. */
interface SecretValue {
  readonly field: Field;
  readonly value: unknown;
}

/**
 * The values of a Secret by their keys; undefined where they come only when rendered, or where it is empty: then somebody
 * else fills it, as to apply it takes nothing away.
 */
export function contentOf(secret: Resource): ReadonlyMap<string, SecretValue> | undefined {
  const object = objectOf(secret);
  const [data, stringData] = [object.at('data'), object.at('stringData')];
  if (data.isUnresolved || stringData.isUnresolved) return undefined;
  const isEmpty = [data, stringData].every((part) => part.entries().length === 0);
  if (isEmpty && secret.construct === undefined) return undefined;
  // Kubernetes itself fills these in.
  const filled =
    object.at('type').raw === 'kubernetes.io/service-account-token' ? ['token', 'ca.crt', 'namespace'] : [];
  return new Map<string, SecretValue>([
    ...filled.map((key): [string, SecretValue] => [key, { field: data, value: '' }]),
    ...data.entries().map(([key, field]): [string, SecretValue] => [key, { field, value: decodeBase64(field.raw) }]),
    ...stringData.entries().map(([key, field]): [string, SecretValue] => [key, { field, value: field.raw }]),
  ]);
}

function decodeBase64(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return atob(value);
  } catch {
    // Not base64, so the API server will refuse it; what stands there may be meant as it is.
    return value;
  }
}

function keyReferencesIn({ resource, kind, logins, spec, certificate }: OperatorResource): KeyReference[] {
  const token = objectReference(spec.at('tokenSecretReference'), 'secretName', 'secretNamespace');
  const keys = [
    ...logins.flatMap(secretKeysOf),
    ...(kind === 'InfisicalSecret' ? [{ ...token, key: 'infisicalToken', sensitive: true }] : []),
    { ...certificate, key: certificate.key.value, sensitive: false },
  ];
  return keys.flatMap(({ field, sensitive, key, ...reference }) => {
    const [name, namespace] = [reference.name.value, reference.namespace.value];
    return name && namespace && key ? [{ resource, field, name, namespace, key, sensitive }] : [];
  });
}
