import type { Images } from '../images';
import type { ApiGeneration, InfisicalAuth, InfisicalHost, KeyCatalogue } from '../infisical';

/**
 * Properties of an `InfisicalProject`: what all its environments have in common.
 */
export interface InfisicalProjectProps {
  /**
   * Slug of the project in Infisical: how the operator's resources name it, if given.
   *
   * @default - that of the catalogue; none where `projectId` is given
   */
  readonly projectSlug?: string;

  /**
   * Id (UUID) of the project in Infisical: how the operator's resources name it where there is no slug. The laptop
   * needs it, as the Infisical CLI does not know slugs.
   *
   * @default - that of the catalogue
   */
  readonly projectId?: string;

  /**
   * Where Infisical runs.
   *
   * @default - that of the catalogue, if it is Infisical Cloud or needs no private certificate authority;
   * InfisicalHost.cloudUs() without a catalogue
   */
  readonly host?: InfisicalHost;

  /**
   * How the operator logs in, wherever an environment or a secret does not say otherwise.
   *
   * @default - each environment or secret says it
   */
  readonly auth?: InfisicalAuth;

  /**
   * The names of the secrets, as `cdk8s-infisical import` has written them. A workload that uses a key which is not
   * there is an error at synth (rule C2).
   *
   * @default - the names of the secrets are not known
   */
  readonly catalogue?: KeyCatalogue;

  /**
   * Generation of the operator's resources in all environments.
   *
   * @default - as `InfisicalOperator.configure` says; ApiGeneration.V1ALPHA1 without
   */
  readonly generation?: ApiGeneration;

  /**
   * Folder of the project below the output folder, where one program has several projects.
   *
   * @default - the output folder itself
   */
  readonly folder?: string;
}

/**
 * Options of an environment: what it has of its own.
 */
export interface EnvironmentOptions {
  /**
   * Slug of the environment in Infisical.
   *
   * @default - its name
   */
  readonly slug?: string;

  /**
   * Namespace of the environment, for charts: `super(env, 'shop', { namespace: env.namespace })`. Argo CD deploys it
   * there, too.
   *
   * @default - none: each chart says its own; a chart without one is an error at synth (rule A4)
   */
  readonly namespace?: string;

  /**
   * The cluster that it is deployed to: the URL of its API server (`https://…`), or the name that Argo CD has for it. Flux
   * is told how it gets to a cluster of this name (`kubeConfigSecretNames`), or that it runs in it (`cluster`).
   *
   * @default - the cluster in which Argo CD or Flux runs
   */
  readonly cluster?: string;

  /**
   * Whether manifests are written. Turned off, the environment is there for a `LocalStack`, the rules and `check`.
   *
   * @default true
   */
  readonly deployed?: boolean;

  /**
   * Where Infisical runs.
   *
   * @default - that of the project
   */
  readonly host?: InfisicalHost;

  /**
   * How the operator logs in.
   *
   * @default - that of the project
   */
  readonly auth?: InfisicalAuth;

  /**
   * Branch, tag or commit that Argo CD or Flux deploys, for example a tag for `prod`.
   *
   * @default - that of the ApplicationSet or the FluxKustomizations
   */
  readonly revision?: string;

  /**
   * The images of the environment, which its charts take from `environment.images`.
   *
   * @default - the file images/<name>.yaml, from the folder in which the program runs; the folder is that of `images` in
   * cdk8s-infisical.yaml
   */
  readonly images?: Images;
}
