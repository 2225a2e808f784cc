import { posix } from 'node:path';
import { ComposeNode, type Entry } from './compose-node';
import { ComposeProblem } from './compose-place';
import { mergeProjects, mergeService } from './merge';
import type { ProjectSources } from './project-sources';

/** A file whose services others extend. */
interface ExtendedFile {
  readonly services: ComposeNode;
  readonly folder: string;
  readonly file: string;
}

/**
 * A compose file with each service over the one that it extends, of the same file or of another one.
 *
 * @throws ComposeProblem where there is no such service, or it extends itself
 */
export function withExtended(document: ComposeNode, folder: string, reader: ProjectSources): ComposeNode {
  const services = document.get('services');
  if (!services.isMap || services.entries.every(({ value }) => value.get('extends').isEmpty)) return document;
  const all = new Extended(reader);
  const own = { services, folder, file: services.place.file };
  const entries = services.allEntries.map((entry) => ({ ...entry, value: all.service(entry, own, []) }));
  return ComposeNode.map(
    document.place,
    document.allEntries.map((entry) =>
      entry.name === 'services' ? { ...entry, value: ComposeNode.map(services.place, entries, services.tag) } : entry,
    ),
  );
}

class Extended {
  private readonly files = new Map<string, ExtendedFile | undefined>();

  public constructor(private readonly reader: ProjectSources) {}

  public service({ name, value }: Entry, from: ExtendedFile, chain: readonly string[]): ComposeNode {
    const wanted = value.get('extends');
    if (wanted.isEmpty || value.tag === 'reset') return value;
    const own = `${from.file} ${name}`;
    if (chain.includes(own))
      throw new ComposeProblem(wanted.place, 'this service extends itself, which compose refuses');
    const rest = ComposeNode.map(
      value.place,
      value.allEntries.filter((entry) => entry.name !== 'extends'),
      value.tag,
    );
    const file = this.fileOf(wanted, from);
    if (file === undefined) return rest;
    const service = wanted.isMap ? wanted.get('service') : wanted;
    const base = file.services.entries.find((entry) => entry.name === service.text);
    if (base === undefined) {
      throw new ComposeProblem(service.place, 'there is no service of this name to extend, which compose refuses');
    }
    const merged = mergeService(withoutTags(this.service(base, file, [...chain, own])), rest);
    this.count(merged);
    return merged;
  }

  private fileOf(wanted: ComposeNode, from: ExtendedFile): ExtendedFile | undefined {
    const named = wanted.get('file');
    if (named.isEmpty) return from;
    const at = this.reader.pathOf(named, from.folder, 'which a service extends');
    if (at === undefined) return undefined;
    if (!this.files.has(at.path)) {
      const source = this.reader.source(at, 'which a service extends');
      const folder = posix.dirname(at.path);
      const documents = source === undefined ? [] : this.reader.documents(source, folder === '.' ? '' : folder);
      const [first, ...more] = documents;
      const services = more.reduce(mergeProjects, first)?.get('services');
      this.files.set(
        at.path,
        services && source && { services, folder: folder === '.' ? '' : folder, file: source.file },
      );
    }
    return this.files.get(at.path);
  }

  /** Services that extend one another can make a small file endless. */
  private count(service: ComposeNode): void {
    for (const { value } of service.allEntries) {
      this.reader.left.take();
      for (const _ of value.content.kind === 'list' ? value.items : value.allEntries) this.reader.left.take();
    }
  }
}

/** What a service takes away from an earlier file is taken from that service alone, and not from those that extend it. */
function withoutTags(node: ComposeNode): ComposeNode {
  if (!node.isMap) return node.tag === undefined ? node : new ComposeNode(node.place, () => node.content);
  return new ComposeNode(node.place, () => ({
    kind: 'map',
    entries: new Map(node.entries.map((entry) => [entry.name, { ...entry, value: withoutTags(entry.value) }])),
  }));
}
