import type { IConstruct } from 'constructs';
import { type ApiGeneration, type InfisicalAuth, InfisicalHost, type KeyCatalogue } from '../infisical';
import { Severity } from '../validation/rule';
import { fail } from '../yaml/unwritable-document';
import { GitOpsApp } from './gitops-app';
import { commitAll, type PartFinding, type ProjectPart, type Staged } from './project-part';
import type { EnvironmentOptions, InfisicalProjectProps } from './project-props';

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
    const environment = InfisicalProject._environmentAt(scope);
    if (environment !== undefined) return environment;
    throw new Error(
      `[${scope.node.path}] it is in no environment of an InfisicalProject: add its chart to one, as in new Chart(project.addEnvironment('prod'), 'shop')`,
    );
  }

  /** @internal */
  public static _environmentAt({ node: { root } }: IConstruct): ProjectEnvironment | undefined {
    return (root as { [ENVIRONMENT]?: ProjectEnvironment })[ENVIRONMENT];
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

  private readonly all: ProjectEnvironment[] = [];
  private readonly folders: ProjectFolder[] = [];
  private readonly parts: ProjectPart[] = [];

  /**
   * @throws if `folder` is no name for a folder
   */
  public constructor(props: InfisicalProjectProps = {}) {
    const { catalogue } = props;
    this.host =
      props.host ?? (catalogue === undefined ? InfisicalHost.cloudUs() : InfisicalHost.selfHosted(catalogue.hostUrl));
    this.auth = props.auth;
    const isNamed = props.projectSlug !== undefined || props.projectId !== undefined;
    this.projectSlug = props.projectSlug ?? (isNamed ? undefined : catalogue?.projectSlug);
    this.projectId = props.projectId ?? catalogue?.projectId;
    this.catalogue = catalogue;
    this.generation = props.generation;
    this.folder = props.folder;
  }

  /**
   * The environments, in the order in which they were added.
   */
  public get environments(): ProjectEnvironment[] {
    return [...this.all];
  }

  /**
   * Adds an environment: an app of cdk8s for its charts, with a folder of its own.
   *
   * @param name name of the environment: its folder below the output folder, and its slug in Infisical unless `slug` is
   * given
   * @throws if there is one of this name, or the name is none for a folder
   */
  public addEnvironment(name: string, options: EnvironmentOptions = {}): ProjectEnvironment {
    this.assertNew(name);
    const environment = ProjectEnvironment._of(this, name, options);
    this.all.push(environment);
    return environment;
  }

  /**
   * Adds a folder beside those of the environments, which is checked and written with them: for resources of Argo CD, or
   * of the cluster.
   *
   * @param name name of the folder below the output folder
   * @throws if there is an environment or a folder of this name, or the name is none for a folder
   */
  public addFolder(name: string): GitOpsApp {
    this.assertNew(name);
    const folder = new ProjectFolder(this, name);
    this.folders.push(folder);
    return folder;
  }

  /**
   * All mistakes in all environments, one line each; writes and prints nothing. For tests:
   * `expect(shop.problems()).toEqual([])`.
   */
  public problems(): string[] {
    const ofApps = [...this.all, ...this.folders].flatMap((app) =>
      app.node
        .findAll()
        .flatMap((construct) =>
          construct.node.validate().map((message) => `${app._name}: [${construct.node.path}] ${message}`),
        ),
    );
    const ofParts = this.parts.flatMap((part) => part.findings()).filter(isError);
    return [...ofApps, ...ofParts.map(({ path, message, rule }) => `[${path}] ${message} (${rule})`)];
  }

  /**
   * Checks all environments, and writes all of them, with what belongs to them: all or nothing.
   *
   * @throws with all mistakes of all environments; nothing is written then
   */
  public synth(): void {
    fail(this.problems());
    const written = this.all.filter(({ deployed }) => deployed);
    const staged: Staged[] = [];
    try {
      for (const part of this.parts) staged.push(part.stage());
      for (const app of [...written, ...this.folders]) app._synthAlone();
      commitAll(staged);
    } catch (error) {
      for (const one of staged) one.discard();
      throw error;
    }
  }

  /**
   * Has something be checked and written with the project.
   *
   * @internal
   */
  public _add(part: ProjectPart): void {
    this.parts.push(part);
  }

  private assertNew(name: string): void {
    if (![...this.all, ...this.folders].some((one) => one._name === name)) return;
    throw new Error(`there is "${name}" already in this project: give each environment and folder a name of its own`);
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
   * @default - the cluster in which Argo CD runs
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
   * Branch, tag or commit that Argo CD deploys.
   *
   * @default - that of the ApplicationSet
   */
  public readonly revision?: string;

  private constructor(project: InfisicalProject, name: string, options: EnvironmentOptions) {
    super({ environment: folderOf(project, name) });
    Object.defineProperty(this, ENVIRONMENT, { value: this });
    this.project = project;
    this.name = name;
    this.slug = options.slug ?? name;
    this.namespace = options.namespace;
    this.cluster = options.cluster;
    this.deployed = options.deployed ?? true;
    this.host = options.host ?? project.host;
    this.auth = options.auth ?? project.auth;
    this.revision = options.revision;
  }

  /** @internal */
  public get _name(): string {
    return this.name;
  }

  /**
   * Writes the whole project, of which an environment is a part.
   *
   * @throws with all mistakes of all environments; nothing is written then
   */
  public override synth(): void {
    this.project.synth();
  }

  /** @internal */
  public _synthAlone(): void {
    super.synth();
  }
}

/** A folder of a project that is no environment. */
class ProjectFolder extends GitOpsApp {
  public constructor(
    private readonly project: InfisicalProject,
    /** @internal */
    public readonly _name: string,
  ) {
    super({ environment: folderOf(project, _name) });
  }

  public override synth(): void {
    this.project.synth();
  }

  /** @internal */
  public _synthAlone(): void {
    super.synth();
  }
}

function isError({ severity, silencedBecause }: PartFinding): boolean {
  return severity === Severity.ERROR && silencedBecause === undefined;
}

function folderOf({ folder }: InfisicalProject, name: string): string {
  return folder === undefined ? name : `${folder}/${name}`;
}
