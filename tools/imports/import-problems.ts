import { circles } from './circles';
import { type Import, type SourceTree, sourceTree } from './source-tree';

/** A folder, or a file, whose imports are of one kind. */
export interface Room {
  /** What lives there. */
  readonly holds: string;
  /** Rooms, packages and, with `node:`, modules of Node; `lib` is every room of lib, `type yaml` only its types. */
  readonly imports: readonly string[];
  /** Why it is no more. */
  readonly why: string;
  /** What single files import besides. */
  readonly files?: { readonly [file: string]: readonly string[] };
}

export interface ImportRules {
  readonly rooms: { readonly [path: string]: Room };
  /** Files and folders that are nobody's code. */
  readonly unread: readonly string[];
  /** Files that import what is known only when they run. */
  readonly computed: readonly string[];
  /** Imports that are still to go: `file → target`. */
  readonly known: readonly string[];
}

/** All that is wrong with the imports below a folder: a line each. */
export function importProblems(root: string, rules: ImportRules): string[] {
  const tree = sourceTree(root, rules.unread);
  return new Check(tree, rules).problems();
}

class Check {
  private readonly usedEntries = new Set<string>();

  public constructor(
    private readonly tree: SourceTree,
    private readonly rules: ImportRules,
  ) {}

  public problems(): string[] {
    return [
      ...this.homeless(),
      ...this.tree.imports.flatMap((one) => this.importProblem(one)),
      ...this.circlesOfFiles(),
      ...this.circlesOfRooms(),
      ...this.unusedEntries(),
    ];
  }

  private homeless(): string[] {
    const files = this.tree.sources.filter((file) => this.roomOf(file) === undefined);
    return files.map((file) => `${file}: its folder is no room, so that nothing says what it may import`);
  }

  private importProblem(one: Import): string[] {
    const { file, line, specifier, target } = one;
    const name = this.roomOf(file);
    const room = name === undefined ? undefined : this.rules.rooms[name];
    if (name === undefined || room === undefined) return [];
    if (specifier === undefined) {
      return this.allows(`computed ${file}`, this.rules.computed.includes(file))
        ? []
        : [`${file}:${line}: it imports what nobody can read here: write its name, or add the file to \`computed\``];
    }
    if (target === undefined) return [`${file}:${line}: there is no file "${specifier}"`];
    const targetRoom = (this.tree.files.has(target) ? this.roomOf(target) : undefined) ?? target;
    if (targetRoom === name || this.mayImport(one, name, room, [target, targetRoom])) return [];
    if (this.allows(`known ${file} → ${target}`, this.rules.known.includes(`${file} → ${target}`))) return [];
    const may = room.imports.length === 0 ? 'nothing' : room.imports.join(', ');
    return [`${file}:${line}: ${name} may not import ${targetRoom}: ${room.why}. It may import ${may}`];
  }

  private mayImport({ isType, file }: Import, name: string, room: Room, targets: readonly string[]): boolean {
    const isMeant = (entry: string) => {
      const allowed = entry.replace(/^type /, '');
      if (allowed !== entry && !isType) return false;
      return targets.some((one) => one === allowed || one.startsWith(allowed.endsWith(':') ? allowed : `${allowed}/`));
    };
    const everywhere = room.imports.filter(isMeant).map((entry) => `${name}: ${entry}`);
    const here = (room.files?.[file] ?? []).filter(isMeant).map((entry) => `${file}: ${entry}`);
    for (const entry of [...everywhere, ...here]) this.usedEntries.add(entry);
    return everywhere.length + here.length > 0;
  }

  /** An entry that allows something is one that is used. */
  private allows(entry: string, isAllowed: boolean): boolean {
    if (isAllowed) this.usedEntries.add(entry);
    return isAllowed;
  }

  private circlesOfFiles(): string[] {
    const edges = this.tree.imports.filter(({ target }) => target !== undefined && this.tree.files.has(target));
    const isKnown = ({ file, target }: Import) => this.rules.known.includes(`${file} → ${target}`);
    for (const edge of edges.filter(isKnown)) {
      const others = edges.filter((one) => one === edge || !isKnown(one));
      if (circles(graphOf(others)).length > 0) this.usedEntries.add(`known ${edge.file} → ${edge.target}`);
    }
    const lineOf = new Map(edges.map(({ file, target, line }) => [`${file} → ${target}`, line]));
    return circles(graphOf(edges.filter((edge) => !isKnown(edge)))).map((way) => {
      const steps = way.slice(1).map((to, i) => `${way[i]}:${lineOf.get(`${way[i]} → ${to}`)}`);
      return `${steps.join(' → ')} → ${way[0]}: a circle`;
    });
  }

  private circlesOfRooms(): string[] {
    const names = Object.keys(this.rules.rooms);
    const next = new Map(
      names.map((name) => {
        const { imports, files } = this.rules.rooms[name] ?? { imports: [] };
        const entries = [...imports, ...Object.values(files ?? {}).flat()].map((entry) => entry.replace(/^type /, ''));
        const rooms = entries.flatMap((entry) => names.filter((one) => one === entry || one.startsWith(`${entry}/`)));
        return [name, rooms.filter((one) => one !== name)];
      }),
    );
    return circles(next).map((way) => `${way.join(' → ')}: rooms that may import each other`);
  }

  private unusedEntries(): string[] {
    const { rooms, computed, known } = this.rules;
    const entries = [
      ...Object.entries(rooms).flatMap(([name, { imports, files }]) => [
        ...imports.map((entry) => `${name}: ${entry}`),
        ...Object.entries(files ?? {}).flatMap(([file, more]) => more.map((entry) => `${file}: ${entry}`)),
      ]),
      ...computed.map((file) => `computed ${file}`),
      ...known.map((edge) => `known ${edge}`),
    ];
    const unused = entries.filter((entry) => !this.usedEntries.has(entry));
    return unused.map((entry) => `${entry}: nothing in the code needs this line`);
  }

  /** The innermost room of a file. */
  private roomOf(file: string): string | undefined {
    const rooms = Object.keys(this.rules.rooms).filter((name) => name === file || file.startsWith(`${name}/`));
    return rooms.sort((a, b) => b.length - a.length)[0];
  }
}

function graphOf(edges: readonly Import[]): Map<string, string[]> {
  const next = new Map<string, string[]>();
  for (const { file, target } of edges) next.set(file, [...(next.get(file) ?? []), String(target)]);
  return next;
}
