import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import { InfisicalProject, type ProjectEnvironment } from '../gitops';
import { CLUSTER_OF_FLUX } from '../model/flux';
import { checkedProps } from '../props/prop-types';
import type { PropsProblem } from '../props/props-problem';
import { Flux } from './flux';
import { FluxGitRepository } from './git-repository';
import { FluxKustomization } from './kustomization';
import { FLUX_NAMESPACE, type FluxKustomizationOptions, pathIn } from './kustomization-spec';
import { FluxOciRepository } from './oci-repository';
import { KUSTOMIZATIONS_PROPS } from './prop-types';
import type { FluxSourceRef } from './source-ref';

/**
 * Properties of `FluxKustomizations`.
 */
export interface FluxKustomizationsProps extends FluxKustomizationOptions {
  /**
   * A project, the environments of which are deployed: each from its folder into its cluster, at its revision. It may be
   * given before they are declared; those with `deployed: false` are left out.
   */
  readonly environmentsOf: InfisicalProject;

  /**
   * URL of the repository, for which a source is made: a git repository, or an artifact of a registry (`oci://…`). An
   * environment with a revision of its own gets one of its own.
   *
   * Give exactly one of this and `sourceRef` (rule G1).
   *
   * @default - the source is that of `sourceRef`
   */
  readonly repoUrl?: string;

  /**
   * Name of the Secret with the credentials of the repository of `repoUrl`, in the namespace of the Kustomizations.
   *
   * @default - none: it is public
   */
  readonly repoSecretName?: string;

  /**
   * What of `repoUrl` is deployed, where an environment does not say it: see `revision` of `FluxGitRepository`.
   *
   * @default - the branch "main" of a git repository, the tag "latest" of an artifact
   */
  readonly revision?: string;

  /**
   * The source of all environments.
   *
   * @default - one is made for `repoUrl`
   */
  readonly sourceRef?: FluxSourceRef;

  /**
   * The folder of the source with a folder for each of the environments; that of a project's `folder` is below it.
   *
   * @default - "dist"; the root of an OCIRepository, whose artifact is the output folder itself
   */
  readonly outputFolder?: string;

  /**
   * The cluster in which this Flux runs, as environments name it: only theirs are deployed, by the Flux of each cluster.
   *
   * @default - all environments: those that name a cluster need one of `kubeConfigSecretNames`
   */
  readonly cluster?: string;

  /**
   * By the clusters that environments name: the Secret with the kubeconfig of the cluster, in the namespace of the
   * Kustomizations.
   *
   * @default - none: all environments are in the cluster in which Flux runs
   */
  readonly kubeConfigSecretNames?: { [cluster: string]: string };

  /**
   * Make the namespaces of the environments, beside the Kustomizations, as Flux makes none. They are never pruned.
   *
   * @default false
   */
  readonly createNamespace?: boolean;
}

/**
 * A Kustomization of Flux for each environment of a project, named `<name>-<environment>`, and the source that they
 * take their files from. They need kustomize-controller 1.5 (Flux 2.5).
 *
 * Mistakes in the props are reported at synth, all at once, with the path of this construct.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
export class FluxKustomizations extends Construct {
  private readonly found: string[] = [];
  private readonly checked: FluxKustomizationsProps;
  private readonly name: string;
  private readonly namespace: string;

  public constructor(scope: Construct, id: string, props: FluxKustomizationsProps) {
    super(scope, id);
    const { checked, problems } = checkedProps(props, KUSTOMIZATIONS_PROPS);
    this.checked = checked;
    this.name = checked.name ?? id;
    this.namespace = checked.namespace ?? FLUX_NAMESPACE;
    const { environmentsOf: project, repoUrl } = checked;
    if (repoUrl !== undefined && project === undefined) this.sourceOfAll();
    project?._eachEnvironment((environment) => {
      if (environment.deployed && this.isHere(environment)) this.deploy(environment);
    });
    if (project !== undefined && InfisicalProject._projectAt(this) !== project)
      project._clusterOfDeployer = CLUSTER_OF_FLUX;
    validateWithApp(this, () => [
      ...problems,
      ...[...wayProblems(props ?? {}), ...this.emptinessProblem(), ...this.found].map(
        (message): PropsProblem => ({ rule: 'G1', message }),
      ),
    ]);
  }

  /**
   * The Kustomization of an environment. Patches of its `apiObject` reach the YAML.
   *
   * @param environment name of the environment
   * @returns nothing where it is not deployed here, or not declared yet
   */
  public kustomizationOf(environment: string): FluxKustomization | undefined {
    return this.node.tryFindChild(kustomizationId(environment)) as FluxKustomization | undefined;
  }

  /** Whether it is this Flux that deploys it. */
  private isHere({ cluster }: ProjectEnvironment): boolean {
    return this.checked.cluster === undefined || this.checked.cluster === cluster;
  }

  private deploy(environment: ProjectEnvironment): void {
    const { environmentsOf, outputFolder } = this.checked;
    const { name } = environment;
    const sourceRef = this.sourceRefOf(environment);
    // Without, another problem is told.
    if (sourceRef === undefined) return;
    const below = environmentsOf.folder === undefined ? [name] : [environmentsOf.folder, name];
    new FluxKustomization(this, kustomizationId(name), {
      ...commonOptions(this.checked),
      name: `${this.name}-${name}`,
      sourceRef,
      path: pathIn(sourceRef, outputFolder, below),
      kubeConfigSecretName: this.kubeConfigOf(environment),
    });
    if (this.checked.createNamespace) this.createNamespaceOf(environment);
  }

  private sourceRefOf({ name, revision }: ProjectEnvironment): FluxSourceRef | undefined {
    const { sourceRef, repoUrl } = this.checked;
    if (repoUrl === undefined) {
      if (sourceRef !== undefined && revision !== undefined) {
        this.found.push(
          `the environment "${name}" has the revision "${revision}", and the source of sourceRef has one for all: give repoUrl in place of sourceRef, or the environment no revision`,
        );
      }
      return sourceRef;
    }
    if (revision === undefined || revision === this.checked.revision) return this.sourceOfAll().sourceRef;
    return this.addSource(`source-${name}`, `${this.name}-${name}`, revision).sourceRef;
  }

  /** Made when the first environment needs it: where each has a revision of its own, none does. */
  private sourceOfAll(): FluxGitRepository | FluxOciRepository {
    const made = this.node.tryFindChild('source') as FluxGitRepository | FluxOciRepository | undefined;
    return made ?? this.addSource('source', this.name, this.checked.revision);
  }

  private addSource(id: string, name: string, revision: string | undefined): FluxGitRepository | FluxOciRepository {
    const { repoUrl: url = '', repoSecretName: secretName } = this.checked;
    const Source = url.startsWith('oci://') ? FluxOciRepository : FluxGitRepository;
    return new Source(this, id, { name, namespace: this.namespace, url, revision, secretName });
  }

  private kubeConfigOf({ name, cluster }: ProjectEnvironment): string | undefined {
    if (cluster === undefined || this.checked.cluster !== undefined) return undefined;
    const secrets = this.checked.kubeConfigSecretNames ?? {};
    if (Object.hasOwn(secrets, cluster)) return secrets[cluster];
    this.found.push(
      `the environment "${name}" is deployed to the cluster "${cluster}", and nothing says how Flux gets there: name the Secret with its kubeconfig in kubeConfigSecretNames, or write cluster: "${cluster}" where it is the Flux in that cluster which reads this`,
    );
    return undefined;
  }

  private createNamespaceOf({ name, namespace, cluster }: ProjectEnvironment): void {
    if (namespace === undefined) {
      this.found.push(
        `createNamespace makes the namespace of each environment, and the environment "${name}" has none: give it one`,
      );
      return;
    }
    if (cluster !== undefined && this.checked.cluster === undefined) {
      this.found.push(
        `createNamespace makes namespaces in the cluster of Flux, and the environment "${name}" is deployed to the cluster "${cluster}": make its namespace in one of its charts`,
      );
      return;
    }
    const id = `namespace-${namespace}`;
    if (this.node.tryFindChild(id) !== undefined) return;
    Flux.protect(new ApiObject(this, id, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }));
  }

  private emptinessProblem(): string[] {
    const { environmentsOf: project, cluster } = this.checked;
    if (project === undefined || project.environments.some((one) => one.deployed && this.isHere(one))) return [];
    return cluster === undefined
      ? ['there are no environments: add one that is deployed to the project']
      : [`no environment of the project is deployed to the cluster "${cluster}": give one of them this cluster`];
  }
}

function kustomizationId(environment: string): string {
  return `kustomization-${environment}`;
}

/** What each Kustomization has. */
function commonOptions(props: FluxKustomizationsProps): FluxKustomizationOptions {
  const { environmentsOf, repoUrl, repoSecretName, revision, outputFolder, cluster, ...others } = props;
  const { sourceRef, kubeConfigSecretNames, createNamespace, ...options } = others;
  return options;
}

/** What is wrong with the props as they were given; of those with a wrong type, another rule speaks. */
function wayProblems(props: FluxKustomizationsProps): string[] {
  const { environmentsOf, sourceRef, repoUrl, repoSecretName, revision } = props;
  if (environmentsOf === undefined) return ['there is nothing to deploy: give environmentsOf your project'];
  if (sourceRef !== undefined && repoUrl !== undefined) return ['there are sourceRef and repoUrl: give one of both'];
  if (sourceRef === undefined && repoUrl === undefined) {
    return [
      'there is no source: give repoUrl, or sourceRef of a source that is there, such as { name: "flux-system" }',
    ];
  }
  if (repoUrl !== undefined) return [];
  const idle = Object.entries({ repoSecretName, revision }).flatMap(([prop, value]) =>
    value === undefined ? [] : prop,
  );
  return idle.map((prop) => `${prop} counts for repoUrl only: give it to the source of sourceRef`);
}
