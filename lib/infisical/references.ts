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
