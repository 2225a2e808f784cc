/**
 * How Argo CD knows which objects belong to an application: `application.resourceTrackingMethod` in the ConfigMap
 * `argocd-cm`.
 */
export enum ArgoCdTracking {
  /**
   * By an annotation that names the object itself, so that a copy of it means nothing. The default since Argo CD 3.0.
   */
  ANNOTATION = 'annotation',

  /**
   * By the annotation; the label is there for people only.
   */
  ANNOTATION_AND_LABEL = 'annotation+label',

  /**
   * By a label, which the operator copies to the Secrets that it makes. The default before Argo CD 3.0.
   */
  LABEL = 'label',
}
