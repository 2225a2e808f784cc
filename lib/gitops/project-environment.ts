import type { IConstruct } from 'constructs';
import { declareEnvironment } from '../evaluation/environment-name';
import type { FindingRecord } from '../evaluation/report/finding-record';
import type { InfisicalAuth, InfisicalHost } from '../infisical';
import { checkedProps } from '../props/prop-types';
import { settle } from './declared-apps';
import { GitOpsApp } from './gitops-app';
import type { InfisicalProject } from './infisical-project';
import { outputFolder } from './output-folder';
import { environmentMistakes, mistakeRecords, namespaceMistakes, unsetName } from './project-mistakes';
import type { EnvironmentOptions } from './project-props';
import { ENVIRONMENT_OPTIONS } from './prop-types';

/** On the root of an environment: there may be two copies of this library. */
const ENVIRONMENT = Symbol.for('cdk8s-infisical.environment');
/** On the root of an environment, and of a folder beside them. */
const PROJECT = Symbol.for('cdk8s-infisical.project');

/**
 * An environment of an `InfisicalProject`: an app of cdk8s with a folder of its own, for charts. `addEnvironment` makes
 * it.
 */
export class ProjectEnvironment extends GitOpsApp {
  /** @internal */
  public static _of(project: InfisicalProject, name: string, options: EnvironmentOptions): ProjectEnvironment {
    return new ProjectEnvironment(project, name, options);
  }

  /** @internal */
  public static _at(root: object): ProjectEnvironment | undefined {
    return (root as { [ENVIRONMENT]?: ProjectEnvironment })[ENVIRONMENT];
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

  /**
   * What is wrong with its options.
   *
   * @internal
   */
  public readonly _mistakes: readonly FindingRecord[];

  private constructor(project: InfisicalProject, name: string, options: EnvironmentOptions) {
    super({ outdir: folderOf(project), environment: name });
    declareEnvironment(this, name, project.folder);
    settle(this._number);
    Object.defineProperty(this, ENVIRONMENT, { value: this });
    Object.defineProperty(this, PROJECT, { value: project });
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
    const mistakes = [
      ...mistakeRecords([...problems, ...unsetName(name, checked)], environmentMistakes(checked)),
      ...namespaceMistakes(checked),
    ];
    this._mistakes = mistakes.map((finding) => ({ ...finding, environment: name }));
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

/** A folder of a project that is no environment. */
export class ProjectFolder extends GitOpsApp {
  public constructor(
    private readonly project: InfisicalProject,
    public readonly name: string,
  ) {
    super({ outdir: folderOf(project), environment: name });
    declareEnvironment(this, name, project.folder);
    settle(this._number);
    Object.defineProperty(this, PROJECT, { value: project });
  }

  public override synth(): void {
    this.project.synth();
  }
}

/** The project that a root belongs to. */
export function projectAt(root: IConstruct): InfisicalProject | undefined {
  return (root as { [PROJECT]?: InfisicalProject })[PROJECT];
}

/** The folder in which a project has its own. */
export function folderOf({ folder }: InfisicalProject): string {
  return folder === undefined ? outputFolder() : `${outputFolder()}/${folder}`;
}
