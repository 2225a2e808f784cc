import { posix } from 'node:path';
import { ComposeNode, type Entry } from './compose-node';
import { ComposeProblem } from './compose-place';
import { withExtended } from './extended-services';
import type { Finding } from './finding';
import { isComposeFileName } from './known-words';
import { mergeProjects } from './merge';
import type { ProjectFiles } from './project-files';
import type { ComposeSource, NamedFile, ProjectSources } from './project-sources';
import { rebasedFile } from './rebased';
import { PartsLeft, parseCompose } from './yaml-nodes';

/** All files of a compose project as one. */
export interface ComposeProject {
  readonly root: ComposeNode;
  /** The files that it was read from, in their order. */
  readonly files: readonly string[];
  /** What the project names, and could not be read. */
  readonly unread: readonly Finding[];
  /** Files with values for variables of the project, by their paths relative to its folder: each `.env`, or what stands for it. */
  readonly envFiles: ReadonlySet<string>;
}

/** No project has as many files. */
const MOST_FILES = 200;
/** What an included file brings to a project. */
const RESOURCES = ['services', 'volumes', 'networks', 'secrets', 'configs', 'models'];

/**
 * A project as compose reads it: the files that were named, each with those that it includes and extends, merged in their
 * order.
 *
 * @throws if one of them is no YAML, or compose would refuse them, with the place
 */
export function composeProject(sources: readonly ComposeSource[], files: ProjectFiles): ComposeProject {
  const reader = new ProjectReader(files);
  reader.envFiles.add('.env');
  const root = reader.model(sources, '', []);
  return { root, files: [...reader.read.keys()], unread: reader.unread, envFiles: reader.envFiles };
}

const NO_MAP = 'a compose file begins with the names of its sections: write "services:" before what it starts';

class ProjectReader implements ProjectSources {
  public readonly read = new Map<string, string>();
  public readonly unread: Finding[] = [];
  public readonly envFiles = new Set<string>();
  public readonly left = new PartsLeft();

  public constructor(private readonly files: ProjectFiles) {}

  /**
   * Several files over one another.
   *
   * @param folder the one that their paths are relative to, as the project sees it
   * @param including the files that lead here
   */
  public model(sources: readonly ComposeSource[], folder: string, including: readonly string[]): ComposeNode {
    let model: ComposeNode | undefined;
    for (const source of sources) {
      for (const document of this.documents(source, folder)) {
        const extended = withExtended(document, folder, this);
        const whole = this.withIncluded(extended, folder, [...including, source.file]);
        model = mergeProjects(model ?? ComposeNode.map(whole.place, []), whole);
      }
    }
    return model ?? ComposeNode.nothing({ file: sources[0]?.file ?? '', line: 1, column: 1 });
  }

  /** The documents of a file, with paths as the project sees them. */
  public documents({ text, file }: ComposeSource, folder: string): ComposeNode[] {
    this.read.set(file, text);
    return parseCompose(text, file, this.left).map((document) => {
      if (!document.isMap && !document.isEmpty) throw new ComposeProblem(document.place, NO_MAP);
      return rebasedFile(document, folder);
    });
  }

  /** A file that another one names; undefined, and noted as unread, where it cannot be read. */
  public source({ path, place }: NamedFile, what: string): ComposeSource | undefined {
    const shown = this.files.shown(path);
    const found = this.read.size > MOST_FILES ? { problem: 'is one of too many' } : this.files.read(path);
    if ('text' in found) return { text: found.text, file: shown };
    // A name that nobody proved to be one of a file may be anything.
    const name = isComposeFileName(path) ? `${shown}, ${what},` : `the file ${what.replace('which', 'that')}`;
    this.unread.push({ place, message: `${name} ${found.problem}: what it brings is left out` });
    return undefined;
  }

  private withIncluded(file: ComposeNode, folder: string, including: readonly string[]): ComposeNode {
    const include = file.get('include');
    const included = include.items.map((item) => this.included(item, folder, including));
    return included.reduce((whole: ComposeNode, model) => (model ? withResources(whole, model) : whole), file);
  }

  private included(item: ComposeNode, folder: string, including: readonly string[]): ComposeNode | undefined {
    const named = item.isMap ? item.get('path') : item;
    if (named.isEmpty) this.unread.push({ place: item.place, message: WITHOUT_PATH });
    const paths = itemsOf(named).map((path) => this.pathOf(path, folder, 'which is included'));
    const known = paths.filter((path) => path !== undefined);
    const [first] = known;
    if (first === undefined || known.length < paths.length) return undefined;
    const directory = item.get('project_directory').text;
    const base = directory === undefined ? posix.dirname(first.path) : posix.join(folder, directory);
    const sources = known.map((one) => this.source(one, 'which is included')).filter((one) => one !== undefined);
    const again = sources.find(({ file }) => including.includes(file));
    if (again !== undefined) throw new ComposeProblem(first.place, 'this file includes itself, which compose refuses');
    this.addEnvFiles(item.get('env_file'), folder, base);
    return sources.length === 0 ? undefined : this.model(sources, base === '.' ? '' : base, including);
  }

  /** What stands in the place of the `.env` of a file that is included. */
  private addEnvFiles(named: ComposeNode, folder: string, base: string): void {
    if (named.isEmpty) this.envFiles.add(posix.join(base, '.env'));
    for (const path of itemsOf(named)) {
      const file = this.pathOf(path, folder, 'which has variables of an included one');
      if (file !== undefined) this.envFiles.add(file.path);
    }
  }

  /** Where a path leads; undefined, and noted as unread, where that depends on a variable or is not on this machine. */
  public pathOf(node: ComposeNode, folder: string, what: string): NamedFile | undefined {
    const { text, place } = node;
    if (text === undefined || text === '') return undefined;
    const isRemote = /^(?:oci|https?|git|ssh):|^git@|\.git(?:#|$)|^github\.com\//.test(text);
    if (isRemote || text.includes('$')) {
      const why = isRemote ? 'is not on this machine' : 'depends on a variable';
      this.unread.push({
        place,
        message: `the file ${what.replace('which', 'that')} ${why}: what it brings is left out`,
      });
      return undefined;
    }
    return { path: posix.isAbsolute(text) ? text : posix.join(folder, text), place };
  }
}

const WITHOUT_PATH = 'an include without a path, which compose refuses, is left out';

/** A list, or what stands for a list of one. */
function itemsOf(node: ComposeNode): readonly ComposeNode[] {
  return node.isList ? node.items : [node];
}

/**
 * A file with what it includes.
 *
 * @throws ComposeProblem where both have something of one name that is not the same
 */
function withResources(file: ComposeNode, included: ComposeNode): ComposeNode {
  const entries = new Map(file.allEntries.map((entry) => [entry.name, entry]));
  for (const resource of RESOURCES) {
    const theirs = included.get(resource);
    if (!theirs.isMap) continue;
    const own = entries.get(resource) ?? {
      name: resource,
      place: theirs.place,
      value: ComposeNode.map(theirs.place, []),
    };
    const all = new Map(own.value.allEntries.map((entry) => [entry.name, entry]));
    for (const entry of theirs.entries) {
      const before = all.get(entry.name);
      if (before !== undefined && !isSame(before.value, entry.value)) refuseConflict(before, resource);
      all.set(entry.name, before ?? entry);
    }
    entries.set(resource, { ...own, value: ComposeNode.map(own.value.place, [...all.values()]) });
  }
  return ComposeNode.map(file.place, [...entries.values()]);
}

function refuseConflict({ place }: Entry, resource: string): never {
  const message = `an included file has another one of this name in its ${resource}, which compose refuses: change it in a file that stands beside it in path`;
  throw new ComposeProblem(place, message);
}

function isSame(one: ComposeNode, other: ComposeNode): boolean {
  if (one === other) return true;
  if (one.content.kind !== other.content.kind || one.raw !== other.raw) return false;
  const [items, others] = [one.items, other.items];
  const { entries } = one;
  return (
    items.length === others.length &&
    entries.length === other.entries.length &&
    items.every((item, i) => isSame(item, others[i])) &&
    entries.every(({ name, value }) => other.has(name) && isSame(value, other.get(name)))
  );
}
