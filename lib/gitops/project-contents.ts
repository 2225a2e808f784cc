import type { FindingRecord } from '../evaluation/report/finding-record';
import { errorLines } from '../evaluation/report/report-text';
import { calledFrom } from '../evaluation/report/thrown-at';
import type { KeyCatalogue } from '../infisical';
import { type AppOfProject, acrossFindings, type EnvironmentApp } from './across-findings';
import { AppSynthesis } from './app-synthesis';
import { declare, forget } from './declared-apps';
import { environmentProblem } from './file-names';
import { haveOthersWritten } from './folder-claims';
import { type OutputFolder, takeNumber } from './process-run';
import { folderOf, type ProjectFolder } from './project-folder';
import { emptinessOf, isWithoutConstructs } from './project-mistakes';
import type { ProjectPart } from './project-part';
import { slugMistakes } from './slug-mistakes';
import { type AppOfRun, findingsOfRun, type Run, synthesize } from './synthesis';

/** What is said of a project by those who write it. */
interface ProjectOfContents {
  readonly projectSlug?: string;
  readonly projectId?: string;
  readonly catalogue?: KeyCatalogue;
  readonly folder?: string;
  readonly _mistakes: readonly FindingRecord[];
}

/** What is in a project, which is checked and written as one. */
export class ProjectContents<E extends EnvironmentApp> {
  public readonly environments: E[] = [];
  private readonly folders: ProjectFolder[] = [];
  private readonly parts: ProjectPart[] = [];
  private readonly number = takeNumber();
  private isSynthesized = false;
  private readonly at = calledFrom();

  public constructor(private readonly project: ProjectOfContents) {}

  public addEnvironment(environment: E): void {
    this.environments.push(environment);
    this.declare();
  }

  public addFolder(folder: ProjectFolder): void {
    this.folders.push(folder);
    this.declare();
  }

  public addPart(part: ProjectPart): void {
    this.parts.push(part);
    this.declare();
  }

  /**
   * @throws if the name is none for a folder, or that of another
   */
  public assertNew(name: string): void {
    const problem = environmentProblem(name);
    if (problem !== undefined) throw new Error(problem);
    const other = this.names().find((one) => one.toLowerCase() === name.toLowerCase());
    if (other === undefined) return;
    const same = other === name ? '' : `, which has the same folder on macOS and Windows as "${name}"`;
    throw new Error(
      `there is "${other}" already in this project${same}: give each environment and folder a name of its own`,
    );
  }

  public problems(): string[] {
    return errorLines(findingsOfRun(this.run()));
  }

  public synth(): void {
    forget(this.number);
    this.isSynthesized = true;
    synthesize(this.run());
  }

  private run(): Run {
    const { folder } = this.project;
    const apps = this.apps().map((app) => this.appOfRun(app));
    return {
      owner: this.project,
      ...(this.hasOthers() && { outcome: `nothing of ${this.title()} is written` }),
      ...(folder !== undefined && { folder }),
      apps,
      parts: this.parts,
      findings: () => this.ownFindings(apps),
      claims: this.ownOutputs().map((output) => ({ output, number: this.number, names: this.names() })),
    };
  }

  private apps(): (E | ProjectFolder)[] {
    return [...this.environments, ...this.folders];
  }

  /** Whether something else of the program is written already. */
  private hasOthers(): boolean {
    return haveOthersWritten([this.number, ...this.apps().map(({ _number }) => _number)]);
  }

  private appOfRun(app: E | ProjectFolder): AppOfRun & AppOfProject {
    const synthesis = new AppSynthesis(app, app.name);
    return { app, synthesis, number: app._number, output: this.outputsOf([app])[0] };
  }

  private ownFindings(apps: readonly AppOfProject[]): FindingRecord[] {
    const { _mistakes, catalogue, folder } = this.project;
    return [
      ..._mistakes.map((finding) => ({ ...finding, message: `${this.title()}: ${finding.message}` })),
      ...this.environments.flatMap((environment) => [
        ...environment._mistakes,
        ...slugMistakes(environment, this.environments, catalogue),
        ...emptinessOf(environment),
      ]),
      ...acrossFindings(apps, folder),
    ];
  }

  /** What is written. */
  private outputsOf(apps: readonly (E | ProjectFolder)[]): OutputFolder[] {
    return apps.flatMap((app) => {
      const isEnvironment = 'deployed' in app;
      if (isEnvironment && !app.deployed) return [];
      const title = () => `the ${isEnvironment ? 'environment' : 'folder'} "${app.name}" of ${this.title()}`;
      return [app._outputFolder(title, true)];
    });
  }

  private ownOutputs(): OutputFolder[] {
    if (this.project.folder === undefined) return [];
    return [{ folder: folderOf(this.project), kind: 'project', title: this.title() }];
  }

  private names(): string[] {
    return this.apps().map(({ name }) => name);
  }

  /** What a user knows it by. */
  private title(): string {
    const name = this.project.projectSlug ?? this.catalogueTitle() ?? this.project.projectId;
    const content = this.names().length === 0 ? '' : ` with ${this.names().join(', ')}`;
    return name === undefined ? `the project${content}` : `the project "${name}"`;
  }

  /** An id tells nobody which project it is. */
  private catalogueTitle(): string | undefined {
    const { catalogue, projectId } = this.project;
    const isOther = projectId?.toLowerCase() !== (catalogue?.projectId ?? projectId)?.toLowerCase();
    return isOther ? undefined : catalogue?._title();
  }

  private declare(): void {
    const places = () => [...this.outputsOf(this.apps()), ...this.ownOutputs()];
    // One without any construct tells the slugs of its environments to others that read it.
    const isEmpty = () => this.parts.length === 0 && this.apps().every(isWithoutConstructs);
    const title = () => (this.isSynthesized ? `what was added to ${this.title()} after its synth()` : this.title());
    const at = this.isSynthesized ? calledFrom() : this.at;
    const isOneOfSeveral = () => !this.isSynthesized && this.hasOthers();
    declare(this.number, { title, noun: 'project', at, places, isEmpty, isOneOfSeveral });
  }
}
