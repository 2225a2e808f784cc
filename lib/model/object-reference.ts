/**
 * Points at a Kubernetes object by name.
 */
export interface ObjectReference {
  /**
   * Name of the object.
   */
  readonly name: string;

  /**
   * Namespace of the object. The operator never fills a namespace in, so it is always written out.
   *
   * @default - the namespace of the resource that refers to it
   */
  readonly namespace?: string;
}

/**
 * Points at one key of a Kubernetes Secret.
 */
export interface SecretKeyReference extends ObjectReference {
  /**
   * Key inside the Secret's data.
   */
  readonly key: string;
}

/** A reference with its namespace written out: the operator never fills one in. */
export function withNamespace(reference: ObjectReference | undefined, ownNamespace: string | undefined) {
  return { name: reference?.name ?? '', namespace: reference?.namespace ?? ownNamespace };
}

/** A reference with its namespace written out, in the words of v1alpha1. */
export function secretReference(reference: ObjectReference | undefined, ownNamespace: string | undefined) {
  const { name, namespace } = withNamespace(reference, ownNamespace);
  return { secretName: name, secretNamespace: namespace };
}
