import { fields, ownField, text } from '../json/json';
import { LEGACY_METHODS, type Login, loginsOf } from './authentication';
import { perApp } from './per-app';
import type { Resource } from './resource';
import { isPlain } from './written-keys';

/** A key of a Secret that an operator's resource needs. */
export interface KeyReference {
  readonly resource: Resource;
  /** Where in the spec the reference stands. */
  readonly at: string;
  /** Its last part: `clientSecretRef`. */
  readonly field: string;
  readonly name: string;
  readonly namespace: string;
  readonly key: string;
  /** Whether who knows the value can log in. */
  readonly sensitive: boolean;
}

/** The keys that v1alpha1 looks up in the Secret of a reference. */
const INLINE_KEYS: Readonly<Record<string, { reference: string; keys: readonly string[] }>> = {
  universalAuth: { reference: 'credentialsRef', keys: ['clientId', 'clientSecret'] },
  ldapAuth: { reference: 'credentialsRef', keys: ['username', 'password'] },
  [LEGACY_METHODS.serviceToken]: { reference: 'serviceTokenSecretReference', keys: ['infisicalToken'] },
  [LEGACY_METHODS.serviceAccount]: {
    reference: 'serviceAccountSecretReference',
    keys: ['serviceAccountAccessKey', 'serviceAccountPublicKey', 'serviceAccountPrivateKey'],
  },
};

const SENSITIVE = new Set([
  'clientSecret',
  'password',
  'infisicalToken',
  'serviceAccountAccessKey',
  'serviceAccountPrivateKey',
  'clientSecretRef',
  'passwordRef',
]);

/** The names under which people write a credential into a resource itself. */
export function isCredentialName(name: string): boolean {
  return SENSITIVE.has(name) && !name.endsWith('Ref');
}

/** Every reference to a key of a Secret, as far as it is complete. */
export const keyReferencesOf = perApp((app): KeyReference[] =>
  app.infisical.flatMap((resource) => [
    ...loginsOf(resource).flatMap((login) => (login.v1beta1 ? ofAuth(login) : ofInline(login))),
    ...ofToken(resource),
    ...ofCertificate(resource),
  ]),
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

function ofInline({ resource, method, at, block }: Login): KeyReference[] {
  const known = ownField(INLINE_KEYS, method);
  return known === undefined ? [] : inline(resource, `${at}.${known.reference}`, block[known.reference], known.keys);
}

function ofToken(resource: Resource): KeyReference[] {
  const { tokenSecretReference } = fields(resource.manifest.spec);
  if (resource.manifest.kind !== 'InfisicalSecret') return [];
  return inline(resource, 'tokenSecretReference', tokenSecretReference, ['infisicalToken']);
}

function inline(resource: Resource, at: string, reference: unknown, keys: readonly string[]): KeyReference[] {
  const { secretName, secretNamespace } = fields(reference);
  return keys.flatMap((key) =>
    complete(resource, at, SENSITIVE.has(key), { name: secretName, namespace: secretNamespace, key }),
  );
}

function ofAuth({ resource, at, block }: Login): KeyReference[] {
  return Object.entries(block).flatMap(([field, reference]) =>
    complete(resource, `${at}.${field}`, SENSITIVE.has(field), fields(reference)),
  );
}

function ofCertificate(resource: Resource): KeyReference[] {
  const { caRef, caCertificate } = fields(fields(resource.manifest.spec).tls);
  const { secretName: name, secretNamespace: namespace, key } = fields(caRef);
  return [
    ...complete(resource, 'tls.caRef', false, { name, namespace, key }),
    ...complete(resource, 'tls.caCertificate', false, fields(caCertificate)),
  ];
}

function complete(
  resource: Resource,
  at: string,
  sensitive: boolean,
  reference: { name?: unknown; namespace?: unknown; key?: unknown },
): KeyReference[] {
  const name = text(reference.name);
  const namespace = text(reference.namespace);
  const key = text(reference.key);
  if (!name || !namespace || !key) return [];
  return [{ resource, at, field: at.slice(at.lastIndexOf('.') + 1), name, namespace, key, sensitive }];
}
