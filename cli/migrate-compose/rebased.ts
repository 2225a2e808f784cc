import { posix } from 'node:path';
import { ComposeNode, type Entry } from './compose-node';

type Change = (node: ComposeNode) => ComposeNode;

/**
 * A compose file of another folder, with its relative paths as the folder of the project sees them. Those that are read
 * here, of `include` and `extends`, stay as they are.
 *
 * @param folder the other one, relative to that of the project
 */
export function rebasedFile(file: ComposeNode, folder: string): ComposeNode {
  if (folder === '' || folder === '.') return file;
  const path = pathIn(folder);
  const files = withChanges({ file: path });
  return withChanges({
    services: eachEntry(withChanges(serviceChanges(path))),
    secrets: eachEntry(files),
    configs: eachEntry(files),
  })(file);
}

function serviceChanges(path: Change): { [option: string]: Change } {
  const context: Change = (node) => (isElsewhere(node.text ?? '') ? node : path(node));
  return {
    build: (node) =>
      node.isMap ? withChanges({ context, additional_contexts: contexts(context) })(node) : context(node),
    env_file: (node) => (node.isList ? eachItem(either(withChanges({ path }), path))(node) : path(node)),
    label_file: (node) => (node.isList ? eachItem(path)(node) : path(node)),
    volumes: eachItem((node) => (node.isMap ? boundFolder(node, path) : mountedFolder(node, path))),
    develop: withChanges({ watch: eachItem(withChanges({ path })) }),
  };
}

function contexts(context: Change): Change {
  return (node) => (node.isMap ? eachEntry(context)(node) : node);
}

function boundFolder(node: ComposeNode, path: Change): ComposeNode {
  return node.get('type').text === 'bind' ? withChanges({ source: path })(node) : node;
}

function mountedFolder(node: ComposeNode, path: Change): ComposeNode {
  const { raw = '' } = node;
  const [source = ''] = raw.split(':');
  if (!source.startsWith('.')) return node;
  const moved = path(ComposeNode.text(node.place, source)).raw ?? source;
  return ComposeNode.text(node.place, moved + raw.slice(source.length));
}

/** What is no path: the address of a repository or an image, another service. */
function isElsewhere(text: string): boolean {
  return /:\/\/|^(?:service:|github\.com\/|git@)/.test(text);
}

/** A path of the other folder; one that begins with a variable can be anywhere. */
function pathIn(folder: string): Change {
  return (node) => {
    const { raw, text } = node;
    if (raw === undefined || text === undefined || text === '' || /^(?:[/~]|\$\{|[A-Za-z]:[\\/])/.test(text))
      return node;
    const path = raw.startsWith('$') ? text.replaceAll('$', '$$$$') : raw;
    const moved = posix.join(folder, path);
    return ComposeNode.text(node.place, moved.startsWith('../') ? moved : `./${moved}`);
  };
}

/** A map with some of its entries changed. */
function withChanges(changes: { readonly [name: string]: Change }): Change {
  return (node) =>
    withEntries(node, (entry) => {
      const change = Object.hasOwn(changes, entry.name) ? changes[entry.name] : undefined;
      return change === undefined ? entry.value : change(entry.value);
    });
}

const eachEntry =
  (change: Change): Change =>
  (node) =>
    withEntries(node, ({ value }) => change(value));

function withEntries(node: ComposeNode, change: (entry: Entry) => ComposeNode): ComposeNode {
  if (!node.isMap) return node;
  const of = (entry: Entry): Entry => ({ ...entry, value: keepingTag(entry.value, change(entry)) });
  return new ComposeNode(
    node.place,
    () => ({ kind: 'map', entries: new Map(node.allEntries.map((entry) => [entry.name, of(entry)])) }),
    node.tag,
  );
}

const eachItem =
  (change: Change): Change =>
  (node) =>
    node.isList ? new ComposeNode(node.place, () => ({ kind: 'list', items: node.items.map(change) }), node.tag) : node;

const either =
  (ofMap: Change, ofText: Change): Change =>
  (node) =>
    node.isMap ? ofMap(node) : ofText(node);

function keepingTag({ tag }: ComposeNode, node: ComposeNode): ComposeNode {
  return node.tag === tag ? node : new ComposeNode(node.place, () => node.content, tag);
}
