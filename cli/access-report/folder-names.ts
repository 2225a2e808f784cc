import { grouped } from '../../lib/collections/grouped';
import type { AccessRow } from './access-row';
import { type Folder, folderName, pathText } from './folder';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** As much of an id as tells projects apart. */
const SHORT = 8;

/** What folders are called for people, where several are told of: as short as nobody can take one for another. */
export class FolderNames {
  private readonly shown: ReadonlyMap<string, string>;

  /**
   * @param projects all that the folders are in, by slug or id
   * @param isAlone whether there is no other project, so that nobody has to name it
   * @param hosts of the folders, where they are to be told apart
   */
  public constructor(
    projects: Iterable<string>,
    private readonly isAlone = new Set(projects).size < 2,
    private readonly hosts: ReadonlySet<string> = new Set(),
  ) {
    this.shown = shownProjects([...new Set(projects)]);
  }

  /** A project: by its slug, or by the beginning of its id. */
  public ofProject(project: string): string {
    return this.shown.get(project) ?? project;
  }

  /** A folder, where the environment is known: `/api`; `prod:/api` where it is another one. */
  public within(environment: string, folder: Folder): string {
    const isTold = folder.environment === environment && environment !== '';
    return this.withProject(folder, isTold ? pathText(folder) : folderName(folder));
  }

  /** Where a key comes from, where the environment is known: `/api, /shared (imported)`. */
  public originsWithin(environment: string, { folders, origins }: Pick<AccessRow, 'folders' | 'origins'>): string {
    const found = origins?.map((one) => `${this.within(environment, one)}${one.imported ? ' (imported)' : ''}`);
    return (found ?? folders.map((folder) => this.within(environment, folder))).join(', ');
  }

  /** A folder of any environment: `prod:/api`. */
  public of(folder: Folder): string {
    return this.withProject(folder, folderName(folder));
  }

  private withProject({ project, host }: Folder, name: string): string {
    const at = this.hosts.size > 1 && host !== undefined ? `${name} of ${host}` : name;
    return this.isAlone ? at : `${this.ofProject(project)} ${at}`.trim();
  }
}

function shownProjects(projects: readonly string[]): Map<string, string> {
  const short = (project: string) => (UUID.test(project) ? `${project.slice(0, SHORT)}…` : project);
  const alike = grouped(projects, short);
  return new Map(projects.map((one) => [one, (alike.get(short(one))?.length ?? 0) > 1 ? one : short(one)]));
}
