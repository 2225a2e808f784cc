import type { IConstruct } from 'constructs';
import type { FindingRecord } from '../evaluation/report/finding-record';
import { errorLines } from '../evaluation/report/report-text';
import { calledFrom } from '../evaluation/report/thrown-at';
import { type ApiGeneration, type InfisicalAuth, InfisicalHost, type KeyCatalogue } from '../infisical';
import { checkedProps } from '../props/prop-types';
import { shown } from '../text/shown';
import { type AppOfProject, acrossFindings } from './across-findings';
import { AppSynthesis } from './app-synthesis';
import { declare, settle } from './declared-apps';
import { environmentProblem, folderProblem } from './file-names';
import { hasWrittenBeside } from './folder-claims';
import type { GitOpsApp } from './gitops-app';
import { newNumber, type OutputFolder } from './process-run';
import { folderOf, ProjectEnvironment, ProjectFolder, projectAt } from './project-environment';
import { emptinessOf, isWithoutConstructs, mistakeRecords, projectMistakes } from './project-mistakes';
import type { ProjectPart } from './project-part';
import type { EnvironmentOptions, InfisicalProjectProps } from './project-props';
import { PROJECT_PROPS } from './prop-types';
import { slugMistakes } from './slug-mistakes';
import { type AppOfRun, findingsOfRun, type Run, synthesize } from './synthesis';

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
    return ProjectEnvironment._at(scope.node.root);
  }

  /**
   * The project that a construct belongs to, in an environment or in a folder.
   *
   * @internal
   */
  public static _projectAt({ node: { root } }: IConstruct): InfisicalProject | undefined {
    return projectAt(root);
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
  /** @internal */
  public readonly _mistakes: readonly FindingRecord[];
  /**
   * Whether an Argo CD is told outside of the project to deploy it: environments without a cluster go to that one's.
   *
   * @internal
   */
  public _isDeployedFromOutside = false;
  private readonly number = newNumber();
  private isSynthesized = false;
  private readonly at = calledFrom();

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
    this._mistakes = mistakeRecords(problems, projectMistakes(checked));
    Object.defineProperty(this, 'node', { get: refuseToBeScope });
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
    this.declare();
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
    this.declare();
    return folder;
  }

  /**
   * All mistakes in all environments, one line each; writes and prints nothing. For tests:
   * `expect(shop.problems()).toEqual([])`.
   */
  public problems(): string[] {
    return errorLines(findingsOfRun(this.run()));
  }

  /**
   * Checks all environments, and writes all of them, with what belongs to them: all or nothing. An environment that is
   * not deployed is checked and not written.
   *
   * @throws with all mistakes of all environments; nothing is written then
   */
  public synth(): void {
    settle(this.number);
    this.isSynthesized = true;
    synthesize(this.run());
  }

  /**
   * Has something be checked and written with the project.
   *
   * @internal
   */
  public _add(part: ProjectPart): void {
    this.parts.push(part);
    this.declare();
  }

  private run(): Run {
    const apps = [...this.all, ...this.folders].map((app) => this.appOfRun(app));
    return {
      owner: this,
      ...(this.hasOthers() && { outcome: `nothing of ${this.title()} is written` }),
      ...(this.folder !== undefined && { folder: this.folder }),
      apps,
      parts: this.parts,
      findings: () => this.ownFindings(apps),
      claims: this.ownOutputs().map((output) => ({ output, number: this.number, names: this.names() })),
    };
  }

  /** Whether something else of the program is written already. */
  private hasOthers(): boolean {
    return hasWrittenBeside([this.number, ...[...this.all, ...this.folders].map(({ _number }) => _number)]);
  }

  private appOfRun(app: ProjectEnvironment | ProjectFolder): AppOfRun & AppOfProject {
    const synthesis = new AppSynthesis(app, app.name);
    return { app, synthesis, number: app._number, output: this.outputsOf([app])[0] };
  }

  private ownFindings(apps: readonly AppOfProject[]): FindingRecord[] {
    return [
      ...this._mistakes.map((finding) => ({ ...finding, message: `${this.title()}: ${finding.message}` })),
      ...this.all.flatMap((environment) => [
        ...environment._mistakes,
        ...slugMistakes(environment),
        ...emptinessOf(environment),
      ]),
      ...acrossFindings(apps, this.folder),
    ];
  }

  /** What is written. */
  private outputsOf(apps: readonly (ProjectEnvironment | ProjectFolder)[]): OutputFolder[] {
    return apps.flatMap((app) => {
      const isEnvironment = app instanceof ProjectEnvironment;
      if (isEnvironment && !app.deployed) return [];
      const title = () => `the ${isEnvironment ? 'environment' : 'folder'} "${app.name}" of ${this.title()}`;
      return [app._outputFolder(title, true)];
    });
  }

  private ownOutputs(): OutputFolder[] {
    if (this.folder === undefined) return [];
    return [{ folder: folderOf(this), kind: 'project', title: this.title() }];
  }

  private names(): string[] {
    return [...this.all, ...this.folders].map(({ name }) => name);
  }

  /** What a user knows it by. */
  private title(): string {
    const name = this.projectSlug ?? this.catalogueTitle() ?? this.projectId;
    const content = this.names().length === 0 ? '' : ` with ${this.names().join(', ')}`;
    return name === undefined ? `the project${content}` : `the project "${name}"`;
  }

  /** An id tells nobody which project it is. */
  private catalogueTitle(): string | undefined {
    const { catalogue, projectId } = this;
    const isOther = projectId?.toLowerCase() !== (catalogue?.projectId ?? projectId)?.toLowerCase();
    return isOther ? undefined : catalogue?._title();
  }

  private declare(): void {
    const apps = () => [...this.all, ...this.folders];
    const places = () => [...this.outputsOf(apps()), ...this.ownOutputs()];
    // One without any construct tells the slugs of its environments to others that read it.
    const isEmpty = () => this.parts.length === 0 && apps().every(isWithoutConstructs);
    const title = () => (this.isSynthesized ? `what was added to ${this.title()} after its synth()` : this.title());
    const at = this.isSynthesized ? calledFrom() : this.at;
    const isBesideOthers = () => !this.isSynthesized && this.hasOthers();
    declare(this.number, { title, noun: 'project', at, places, isEmpty, isBesideOthers });
  }

  private assertNew(name: string): void {
    const problem = environmentProblem(name);
    if (problem !== undefined) throw new Error(problem);
    const other = this.names().find((one) => one.toLowerCase() === name.toLowerCase());
    if (other === undefined) return;
    const same = other === name ? '' : `, which has the same folder on macOS and Windows as "${name}"`;
    throw new Error(
      `there is "${other}" already in this project${same}: give each environment and folder a name of its own`,
    );
  }
}

/** What has this is taken for a scope by every construct, if nobody has TypeScript check the program. */
function refuseToBeScope(): never {
  throw new Error(
    "a project has no charts, its environments have: write new Chart(project.addEnvironment('prod'), 'shop')",
  );
}
