import { isBelow, ROOT } from '../../../lib/model/folder';
import { didYouMean } from '../../../lib/text/did-you-mean';
import { fewOf } from '../../../lib/text/few-of';

const ALL = 'all';
const FORM = /^(?<project>[^ ]+)(?: (?<environment>[^ :]+)(?::(?<path>.*))?)?$/;

interface Entry {
  readonly text: string;
  readonly project: string;
  readonly environment?: string;
  readonly path?: string;
}

/** What is in Infisical already, as the user says it; what stands above something that is there is there too. */
export class Existing {
  private readonly isAll: boolean;
  private readonly entries: readonly Entry[];
  private readonly known = new Set<string>();
  private readonly used = new Set<Entry>();

  public constructor(texts: readonly string[]) {
    this.isAll = texts.includes(ALL);
    this.entries = texts.flatMap((text) => {
      const { project, environment, path } = FORM.exec(text)?.groups ?? {};
      return text === ALL || project === undefined ? [] : [{ text, project, environment, path }];
    });
  }

  public hasProject(project: string): boolean {
    this.known.add(project);
    return this.has(
      (entry) => entry.project === project,
      (entry) => entry.environment === undefined,
    );
  }

  public hasEnvironment(project: string, environment: string): boolean {
    this.known.add(`${project} ${environment}`);
    const isIn = (entry: Entry) => entry.project === project && entry.environment === environment;
    return this.has(isIn, ({ path }) => path === undefined || path === ROOT);
  }

  public hasFolder(project: string, environment: string, path: string): boolean {
    this.known.add(`${project} ${environment}:${path}`);
    const isIn = (entry: Entry) =>
      entry.project === project &&
      entry.environment === environment &&
      entry.path !== undefined &&
      (entry.path === path || isBelow(entry.path, path));
    return this.has(isIn, (entry) => entry.path === path);
  }

  /** What was said to be there, and nothing names. */
  public problems(): string[] {
    return this.entries
      .filter((entry) => !this.used.has(entry))
      .map(({ text }) => {
        const known = [...this.known].sort();
        const remedy = known.length === 0 ? 'they name nothing' : `they name ${fewOf(known)}`;
        return `existing: the manifests do not name ${JSON.stringify(text)}: ${didYouMean(text, known, remedy)}`;
      });
  }

  private has(isIn: (entry: Entry) => boolean, isItself: (entry: Entry) => boolean): boolean {
    const found = this.entries.filter(isIn);
    for (const entry of found) if (isItself(entry)) this.used.add(entry);
    return this.isAll || found.length > 0;
  }
}
