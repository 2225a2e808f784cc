import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PROJECT } from '../../project/main-program';
import { commandLine, type Ran, type RunOptions } from '../command-line';

const PACKAGES = ['cdk8s', 'cdk8s-plus-28', 'constructs', 'esbuild', 'tsx'];

/** A project in a folder of its own, with the packages of this one. */
export class Project {
  public readonly folder: string;

  public constructor(
    files: { readonly [path: string]: string },
    packages: readonly string[] = PACKAGES,
    above = tmpdir(),
  ) {
    this.folder = mkdtempSync(join(above, 'synth-'));
    mkdirSync(join(this.folder, 'node_modules'));
    for (const name of packages) this.link(name, join(PROJECT, 'node_modules', name));
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  public link(name: string, target: string): void {
    symlinkSync(target, join(this.folder, 'node_modules', name));
  }

  public path(path: string): string {
    return join(this.folder, path);
  }

  public write(path: string, text: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), text);
  }

  public read(path: string): string {
    return readFileSync(this.path(path), 'utf8');
  }

  public synth(args: readonly string[] = [], options: RunOptions = {}): Promise<Ran> {
    return commandLine(['synth', ...args], { cwd: this.folder, ...options });
  }

  /** The texts of all files in a folder, by path; undefined if it is not there. Links are not followed. */
  public filesIn(folder = 'dist'): { [path: string]: string } | undefined {
    try {
      const files = filesBelow(this.path(folder));
      return Object.fromEntries(
        files.sort().map((file) => [file.slice(this.path(folder).length + 1), readFileSync(file, 'utf8')]),
      );
    } catch {
      return undefined;
    }
  }

  /** What is in the project besides what the test put there. */
  public names(): string[] {
    return readdirSync(this.folder).sort();
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Some versions of Node follow links where they list a folder with those below it, without end if need be. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

/** A ConfigMap as cdk8s writes it. */
export function configMap(name: string, data: { [key: string]: string } = {}, namespace?: string): string {
  const values = Object.entries(data).map(([key, value]) => `  ${key}: ${value}\n`);
  const place = namespace === undefined ? '' : `  namespace: ${namespace}\n`;
  return `apiVersion: v1\n${values.length === 0 ? '' : `data:\n${values.join('')}`}kind: ConfigMap\nmetadata:\n  name: ${name}\n${place}`;
}

/** An app without cdk8s: it writes the files that files.json holds, and then does what that asks for. */
export const COPYING_APP = `
const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { files, beside = {}, fail } = JSON.parse(readFileSync('files.json', 'utf8'));
for (const [path, text] of Object.entries(files)) {
  const file = join(process.env.CDK8S_OUTDIR, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
for (const [path, text] of Object.entries(beside)) {
  appendFileSync(process.env.CDK8S_INFISICAL_OUTBOX, JSON.stringify({ path, text }) + '\\n');
}
if (fail) throw new Error(fail);
`;

export function copyingProject(files: { [path: string]: string }): Project {
  const project = new Project({ 'cdk8s.yaml': 'app: node app.js\n', 'app.js': COPYING_APP });
  appWrites(project, files);
  return project;
}

export function appWrites(project: Project, files: { [path: string]: string }, fail?: string): void {
  project.write('files.json', JSON.stringify({ files, fail }));
}
