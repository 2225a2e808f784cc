import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, type Ran } from '../cli/command-line';
import { PROJECT, run } from './packed-library';

const AUTHOR = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];

/** A project as `init` makes it, in a git repository, with the packages of this one. */
export class ProjectOfInit {
  private constructor(public readonly folder: string) {}

  public static async in(temp: string, ...flags: string[]): Promise<ProjectOfInit> {
    const made = await commandLine(['init', 'orders', '--yes', '--project', 'shop', ...flags], { cwd: temp });
    if (made.status !== 0) throw new Error(made.stderr);
    const project = new ProjectOfInit(join(temp, 'orders'));
    const modules = join(project.folder, 'node_modules');
    mkdirSync(modules);
    for (const name of readdirSync(join(PROJECT, 'node_modules')).filter((entry) => !entry.startsWith('.'))) {
      symlinkSync(join(PROJECT, 'node_modules', name), join(modules, name));
    }
    symlinkSync(PROJECT, join(modules, 'cdk8s-infisical'));
    project.git('init', '--quiet', '--initial-branch', 'main');
    return project;
  }

  public command(...args: string[]): Promise<Ran> {
    return commandLine(args, { cwd: this.folder });
  }

  public git(...args: string[]): string {
    return run(this.folder, 'git', ...AUTHOR, ...args);
  }

  public commit(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
  }
}
