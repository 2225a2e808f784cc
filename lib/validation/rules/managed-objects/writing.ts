import { type ExampleObjects, withSpec } from '../../example';

type Reference = Readonly<Record<string, unknown>>;

/** An example of the Secret that an InfisicalSecret writes. */
export function writing(reference: Reference, keys?: readonly string[]): ExampleObjects {
  return { ...withSpec('InfisicalSecret', { managedKubeSecretReferences: [secret(reference)] }), keys };
}

/** An example of the ConfigMap that an InfisicalStaticSecret writes. */
export function writingConfigMap(target: Reference): ExampleObjects {
  return targeting({ kind: 'ConfigMap', name: 'web-config', ...target });
}

/** An example of a target of an InfisicalStaticSecret. */
export function targeting(...targets: readonly Reference[]): ExampleObjects {
  return withSpec('InfisicalStaticSecret', {
    targets: targets.map((target) => ({
      kind: 'Secret',
      name: 'web-secrets',
      namespace: 'shop',
      creationPolicy: 'Owner',
      ...target,
    })),
  });
}

export function secret(reference: Reference): Reference {
  return { secretName: 'api-secrets', secretNamespace: 'shop', creationPolicy: 'Owner', ...reference };
}
