import type { IConstruct } from 'constructs';
import type { FindingRecord } from '../evaluation/report/finding-record';
import { addReleasedSettings, type ReleasedOperator } from '../evaluation/settings';
import { Images } from '../images';
import type { ImagesProblem } from '../images/images';
import { type ApiGeneration, type InfisicalAuth, InfisicalHost, type KeyCatalogue } from '../infisical';
import { checkedProps } from '../props/prop-types';
import { shown } from '../text/shown';
import { folderProblem } from './file-names';
import { GitOpsApp } from './gitops-app';
import { ProjectContents } from './project-contents';
import { folderOf, joinProject, PROJECT, ProjectFolder } from './project-folder';
import { environmentMistakes, imagesMistake, projectMistakes, refuseToBeScope } from './project-mistakes';
import type { ProjectPart } from './project-part';
import type { EnvironmentOptions, InfisicalProjectProps } from './project-props';
import { ENVIRONMENT_OPTIONS, PROJECT_PROPS } from './prop-types';

/** On the root of an environment: there may be two copies of this library. */
const ENVIRONMENT = Symbol.for('cdk8s-infisical.environment');

/**
 * A project of Infisical with its environments: what all environments have in common is said here once, and they are
 * checked, written and read as one.
 *
 * `SyncedSecret`, `PushedSecret`, `DynamicSecret` and `SecretSyncedApp` below an environment take from it what they are
 * not given: host, login, project, environment and the names of the keys.
 */
export class InfisicalProject {
  /**
   * The environment that a construct belongs to.
   *
   * @param scope any construct below an environment
   * @throws if it belongs to none
   */
  public static environmentOf(scope: IConstruct): ProjectEnvironment {
    if (scope?.node === undefined) {
      throw new Error(`environmentOf takes a construct, such as a chart or a workload, found ${shown(scope)}`);
    }
    const environment = InfisicalProject._environmentAt(scope);
    if (environment !== undefined) return environment;
    throw new Error(
      `[${scope.node.path}] it is in no environment of an InfisicalProject: add its chart to one, as in new Chart(project.addEnvironment('prod'), 'shop')`,
    );
  }

  /** @internal */
  public static _environmentAt(scope: IConstruct): ProjectEnvironment | undefined {
    return (scope.node.root as { [ENVIRONMENT]?: ProjectEnvironment })[ENVIRONMENT];
  }

  /**
   * The project that a construct belongs to, in an environment or in a folder.
   *
   * @internal
   */
  public static _projectAt({ node: { root } }: IConstruct): InfisicalProject | undefined {
    return (root as { [PROJECT]?: InfisicalProject })[PROJECT];
  }

  /**
   * Where Infisical runs.
   */
  public readonly host: InfisicalHost;

  /**
   * How the operator logs in, wherever an environment or a secret does not say otherwise.
   *
   * @default - each environment or secret says it
   */
  public readonly auth?: InfisicalAuth;

  /**
   * Slug of the project in Infisical.
   *
   * @default - not known
   */
  public readonly projectSlug?: string;

  /**
   * Id of the project in Infisical.
   *
   * @default - not known
   */
  public readonly projectId?: string;

  /**
   * The names of the secrets.
   *
   * @default - not known
   */
  public readonly catalogue?: KeyCatalogue;

  /**
   * Generation of the operator's resources.
   *
   * @default - as `InfisicalOperator.configure` says
   */
  public readonly generation?: ApiGeneration;

  /**
   * Folder of the project below the output folder.
   *
   * @default - the output folder itself
   */
  public readonly folder?: string;

  /** @internal */
  public readonly _mistakes: readonly FindingRecord[];
  /**
   * The cluster of an Argo CD or a Flux that is told outside of the project to deploy it: environments without a cluster go
   * there.
   *
   * @internal
   */
  public _clusterOfDeployer?: string;
  private readonly released: ((environment: ProjectEnvironment) => ReleasedOperator)[] = [];
  private readonly contents = new ProjectContents<ProjectEnvironment>(this);
  private readonly deployers: ((environment: ProjectEnvironment) => void)[] = [];

  /**
   * @throws if `folder` is no name for a folder
   */
  public constructor(props: InfisicalProjectProps = {}) {
    const { checked, problems } = checkedProps(props, PROJECT_PROPS);
    const { catalogue, folder } = checked;
    const problem = folder === undefined ? undefined : folderProblem(folder);
    if (problem !== undefined) throw new Error(problem);
    this.host =
      checked.host ?? (catalogue === undefined ? InfisicalHost.cloudUs() : InfisicalHost.selfHosted(catalogue.hostUrl));
    this.auth = checked.auth;
    const isNamed = checked.projectSlug !== undefined || checked.projectId !== undefined;
    this.projectSlug = checked.projectSlug ?? (isNamed ? undefined : catalogue?.projectSlug);
    this.projectId = checked.projectId ?? catalogue?.projectId;
    this.catalogue = catalogue;
    this.generation = checked.generation;
    this.folder = folder;
    this._mistakes = projectMistakes(checked, problems);
    Object.defineProperty(this, 'node', { get: refuseToBeScope });
  }

  /**
   * The environments, in the order in which they were added.
   */
  public get environments(): ProjectEnvironment[] {
    return [...this.contents.environments];
  }

  /**
   * Adds an environment: an app of cdk8s for its charts, with a folder of its own.
   *
   * @param name name of the environment: its folder below the output folder, and its slug in Infisical unless `slug` is
   * given
   * @throws if there is one of this name, or the name is none for a folder
   */
  public addEnvironment(name: string, options: EnvironmentOptions = {}): ProjectEnvironment {
    this.contents.assertNew(name);
    const environment = ProjectEnvironment._of(this, name, options);
    this.contents.addEnvironment(environment);
    for (const deploy of this.deployers) deploy(environment);
    return environment;
  }

  /**
   * Adds a folder beside those of the environments, which is checked and written with them: for resources of Argo CD or
   * Flux, or of the cluster.
   *
   * @param name name of the folder below the output folder
   * @throws if there is an environment or a folder of this name, or the name is none for a folder
   */
  public addFolder(name: string): GitOpsApp {
    this.contents.assertNew(name);
    const folder = new ProjectFolder(this, name);
    this.contents.addFolder(folder);
    return folder;
  }

  /**
   * All mistakes in all environments, one line each; writes and prints nothing. For tests:
   * `expect(shop.problems()).toEqual([])`.
   */
  public problems(): string[] {
    return this.contents.problems();
  }

  /**
   * Checks all environments, and writes all of them, with what belongs to them: all or nothing. An environment that is
   * not deployed is checked and not written.
   *
   * @throws with all mistakes of all environments; nothing is written then
   */
  public synth(): void {
    this.contents.synth();
  }

  /**
   * Has a release of the operator say what the rules know of the operator of an environment, where nobody tells it.
   *
   * @internal
   */
  public _addRelease(settingsFor: (environment: ProjectEnvironment) => ReleasedOperator): void {
    this.released.push(settingsFor);
  }

  /** @internal */
  public _releasedSettings(environment: ProjectEnvironment): ReleasedOperator {
    return Object.assign({}, ...this.released.map((settingsFor) => settingsFor(environment)));
  }

  /**
   * Has something be done for each environment: for those that there are, and for those that are added later.
   *
   * @internal
   */
  public _eachEnvironment(deploy: (environment: ProjectEnvironment) => void): void {
    this.contents.environments.forEach(deploy);
    this.deployers.push(deploy);
  }

  /**
   * Has something be checked and written with the project.
   *
   * @internal
   */
  public _add(part: ProjectPart): void {
    this.contents.addPart(part);
  }
}

/**
 * An environment of an `InfisicalProject`: an app of cdk8s with a folder of its own, for charts. `addEnvironment` makes
 * it.
 */
export class ProjectEnvironment extends GitOpsApp {
  /** @internal */
  public static _of(project: InfisicalProject, name: string, options: EnvironmentOptions): ProjectEnvironment {
    return new ProjectEnvironment(project, name, options);
  }

  /**
   * The project that it is an environment of.
   */
  public readonly project: InfisicalProject;

  /**
   * Name of the environment: its folder below the output folder.
   */
  public readonly name: string;

  /**
   * Slug of the environment in Infisical.
   */
  public readonly slug: string;

  /**
   * Namespace for its charts.
   *
   * @default - none
   */
  public readonly namespace?: string;

  /**
   * The cluster that it is deployed to: the URL of its API server, or the name that Argo CD has for it.
   *
   * @default - the cluster in which Argo CD or Flux runs
   */
  public readonly cluster?: string;

  /**
   * Whether manifests are written.
   */
  public readonly deployed: boolean;

  /**
   * Where Infisical runs.
   */
  public readonly host: InfisicalHost;

  /**
   * How the operator logs in.
   *
   * @default - each secret says it
   */
  public readonly auth?: InfisicalAuth;

  /**
   * Branch, tag or commit that Argo CD or Flux deploys.
   *
   * @default - that of the ApplicationSet or the FluxKustomizations
   */
  public readonly revision?: string;

  private readonly mistakes: FindingRecord[];
  private readonly givenImages: Images | undefined;
  private ownImages: Images | undefined;

  private constructor(project: InfisicalProject, name: string, options: EnvironmentOptions) {
    super({ outdir: folderOf(project), environment: name });
    joinProject(this, name, project);
    Object.defineProperty(this, ENVIRONMENT, { value: this });
    const { checked, problems } = checkedProps(options, ENVIRONMENT_OPTIONS);
    this.project = project;
    this.name = name;
    this.slug = checked.slug ?? name;
    this.namespace = checked.namespace;
    this.cluster = checked.cluster;
    this.deployed = checked.deployed ?? true;
    this.host = checked.host ?? project.host;
    this.auth = checked.auth ?? project.auth;
    this.revision = checked.revision;
    this.givenImages = checked.images;
    addReleasedSettings(this, () => project._releasedSettings(this));
    this.mistakes = environmentMistakes(name, checked, problems);
  }

  /**
   * The images of the environment, by names: those in `images/<name>.yaml`, unless `images` says otherwise. What is wrong
   * with the file, or with a name, is told at synth with all else that is wrong.
   */
  public get images(): Images {
    const tell = (problem: ImagesProblem) => void this.mistakes.push(imagesMistake(this.name, problem));
    this.ownImages ??= (this.givenImages ?? Images._ofEnvironment(this.name))._tellingTo(tell);
    return this.ownImages;
  }

  /**
   * What is wrong with its options and its images.
   *
   * @internal
   */
  public get _mistakes(): readonly FindingRecord[] {
    return this.mistakes;
  }

  /**
   * Writes the whole project, of which an environment is a part.
   *
   * @throws with all mistakes of all environments; nothing is written then
   */
  public override synth(): void {
    this.project.synth();
  }
}
