import { declareEnvironment } from '../evaluation/environment-name';
import { forget } from './declared-apps';
import { GitOpsApp } from './gitops-app';
import { outputFolder } from './output-folder';

interface ProjectOfFolder {
  readonly folder?: string;
  synth(): void;
}

/** On the root of an environment, and of a folder beside them: there may be two copies of this library. */
export const PROJECT = Symbol.for('cdk8s-infisical.project');

/** A folder of a project that is no environment. */
export class ProjectFolder extends GitOpsApp {
  public constructor(
    private readonly project: ProjectOfFolder,
    public readonly name: string,
  ) {
    super({ outdir: folderOf(project), environment: name });
    joinProject(this, name, project);
  }

  public override synth(): void {
    this.project.synth();
  }
}

/** An app is a part of a project, which synthesizes it. */
export function joinProject(app: GitOpsApp, name: string, project: ProjectOfFolder): void {
  declareEnvironment(app, name, project.folder);
  forget(app._number);
  Object.defineProperty(app, PROJECT, { value: project });
}

/** The folder in which a project has its own. */
export function folderOf({ folder }: Pick<ProjectOfFolder, 'folder'>): string {
  return folder === undefined ? outputFolder() : `${outputFolder()}/${folder}`;
}
