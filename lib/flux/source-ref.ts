/**
 * The kinds of Flux that fetch what a Kustomization applies.
 */
export enum FluxSourceKind {
  /** Files of a git repository. */
  GIT_REPOSITORY = 'GitRepository',
  /** An artifact of a container registry, as `flux push artifact` makes it. */
  OCI_REPOSITORY = 'OCIRepository',
  /** Files of a bucket, such as one of S3. */
  BUCKET = 'Bucket',
  /** What a controller of others offers (kustomize-controller 1.7 and newer, with the feature gate `ExternalArtifact`). */
  EXTERNAL_ARTIFACT = 'ExternalArtifact',
}

/**
 * The source that a Kustomization of Flux takes its files from. `FluxGitRepository` and `FluxOciRepository` have theirs
 * as `sourceRef`.
 */
export interface FluxSourceRef {
  /**
   * Kind of the source.
   *
   * @default FluxSourceKind.GIT_REPOSITORY
   */
  readonly kind?: FluxSourceKind;

  /**
   * Name of the source.
   */
  readonly name: string;

  /**
   * Namespace of the source. A Flux that several teams share may refuse another one than that of the Kustomization.
   *
   * @default - that of the Kustomization
   */
  readonly namespace?: string;
}
