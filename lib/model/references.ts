import type { Field } from './field';
import { placesIn } from './names-in-resource';
import type { OperatorResource } from './operator-resource';
import { referencesTo, secretsNamedIn } from './static-secret-push';

/** What a resource of the operator refers to by name. */
export interface Reference {
  /** The kind of what it leads to. */
  readonly kind: string;
  readonly name: Field<string>;
  /** Absent where what it leads to is in none. */
  readonly namespace?: Field<string>;
}

const KINDS: Readonly<Record<string, string>> = {
  serviceAccountRef: 'ServiceAccount',
  infisicalAuthRef: 'InfisicalAuth',
  infisicalConnectionRef: 'InfisicalConnection',
  generatorRef: 'ClusterGenerator',
};

/** All references of a resource, wherever they stand in its spec; not what it writes. */
export function referencesOf(owner: OperatorResource): Reference[] {
  if (owner.kind === 'InfisicalStaticSecretPush') return referencesOfPush(owner);
  const isClosed = ({ key }: Field) => CLOSED.has(String(key));
  return placesIn(owner.spec, isReference, isClosed).map((field) => {
    const key = String(field.key);
    const isOfSecret = field.at('secretName').isGiven;
    return {
      kind: KINDS[key] ?? 'Secret',
      name: field.text(isOfSecret ? 'secretName' : 'name'),
      ...(key !== 'generatorRef' && { namespace: field.text(isOfSecret ? 'secretNamespace' : 'namespace') }),
    };
  });
}

/** Those that can be nothing else. */
function referencesOfPush(owner: OperatorResource): Reference[] {
  const { spec } = owner;
  return [
    ...referencesTo('InfisicalAuth', spec).map((reference) => ({ kind: 'InfisicalAuth', ...reference })),
    ...referencesTo('InfisicalConnection', spec).map((reference) => ({ kind: 'InfisicalConnection', ...reference })),
    ...secretsNamedIn(owner).map(({ field, namespaceField }) => ({
      kind: 'Secret',
      name: field,
      namespace: namespaceField,
    })),
  ];
}

/** Texts of the user's own, and managed objects. */
const CLOSED = new Set([
  'template',
  'metadata',
  'managedSecretReference',
  'managedKubeSecretReferences',
  'managedKubeConfigMapReferences',
  'targets',
]);

function isReference({ key, holder }: Field): boolean {
  const name = String(key);
  return (
    (/Ref$|SecretReference$|^caCertificate$/.test(name) && !CLOSED.has(name)) ||
    (name === 'secret' && holder?.key === 'push')
  );
}
