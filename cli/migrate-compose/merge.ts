import { ComposeNode, type Entry } from './compose-node';
import { type ComposePlace, ComposeProblem } from './compose-place';
import { entryKey } from './unique-entries';

/** Where a value stands in a project: `services web build args`, with the names of services left out. */
type Path = readonly string[];

type Merge = (base: ComposeNode, over: ComposeNode, path: Path) => ComposeNode;

/**
 * A later compose file over an earlier one, as compose does it (compose-go's `override` package): maps entry by entry, lists
 * one behind the other, with one entry for each variable, target or name; a command is replaced.
 *
 * @throws ComposeProblem where one is a map and the other a list, or a text
 */
export function mergeProjects(base: ComposeNode, over: ComposeNode): ComposeNode {
  return withUniqueEntries(mergeNodes(base, over, []), []);
}

/**
 * A service over the one that it extends.
 *
 * @throws ComposeProblem as `mergeProjects` does
 */
export function mergeService(base: ComposeNode, over: ComposeNode): ComposeNode {
  return mergeNodes(base, over, SERVICE);
}

const SERVICE: Path = ['services', '*'];

function mergeNodes(base: ComposeNode, over: ComposeNode, path: Path): ComposeNode {
  if (over.tag !== undefined || base.tag === 'reset') return over;
  const special = SPECIALS.get(path.join(' '));
  if (special !== undefined) return special(base, over, path);
  if (over.isEmpty) return base;
  if (base.isMap) return over.isMap ? mergeMaps(base, over, path) : refuse(over, 'a map');
  if (base.isList) return over.isList ? mergeLists(base, over) : refuse(over, 'a list');
  return over;
}

function mergeMaps(base: ComposeNode, over: ComposeNode, path: Path): ComposeNode {
  const entries = new Map(base.allEntries.map((entry) => [entry.name, entry]));
  for (const entry of over.allEntries) {
    const before = entries.get(entry.name);
    if (before === undefined) entries.set(entry.name, entry);
    else entries.set(entry.name, { ...entry, value: mergeNodes(before.value, entry.value, within(path, entry.name)) });
  }
  return ComposeNode.map(over.place, [...entries.values()]);
}

function mergeLists(base: ComposeNode, over: ComposeNode): ComposeNode {
  return ComposeNode.list(over.place, [...base.items, ...over.items]);
}

function refuse(over: ComposeNode, what: string): never {
  const message = `this stands over ${what} of an earlier file, which compose refuses: write ${what}, or !override before it`;
  throw new ComposeProblem(over.place, message);
}

/** Names of services and of what a project shares are no part of a rule. */
function within(path: Path, name: string): Path {
  if (name.startsWith('x-')) return [...path, 'x-'];
  const isName = path.length === 1 || path.at(-1) === 'ulimits' || path.join(' ') === 'services * networks';
  return [...path, isName ? '*' : name];
}

const mergeAsLists: Merge = (base, over) => mergeLists(asAssignments(base), asAssignments(over));
const replace: Merge = (_, over) => over;

/** `{ A: 1 }` and `A` as a list has them: `A=1`. */
function asAssignments(node: ComposeNode): ComposeNode {
  if (node.isList) return node;
  if (node.raw !== undefined) return ComposeNode.list(node.place, [node]);
  return ComposeNode.list(node.place, node.entries.flatMap(assignments));
}

function assignments({ name, place, value }: Entry): ComposeNode[] {
  if (value.isEmpty) return [ComposeNode.text(place, name)];
  const values = value.isList ? value.items : [value];
  return values.map((one) => (one.raw === undefined ? one : ComposeNode.assignment(one.place, name, one)));
}

/** A list of names as the map that compose makes of it. */
function asMap(node: ComposeNode, of: (place: ComposePlace) => ComposeNode): ComposeNode {
  if (!node.isList) return node.isEmpty ? ComposeNode.map(node.place, []) : node;
  const names = node.items.filter(({ text }) => text !== undefined);
  return ComposeNode.map(
    node.place,
    names.map(({ text = '', place }) => ({ name: text, place, value: of(place) })),
  );
}

const mergeAsMaps =
  (of: (place: ComposePlace) => ComposeNode): Merge =>
  (base, over, path) =>
    mergeMaps(asMap(base, of), asMap(over, of), path);

const mergeBuild: Merge = (base, over, path) => mergeMaps(asBuild(base), asBuild(over), path);

function asBuild(node: ComposeNode): ComposeNode {
  if (node.isMap || node.isEmpty) return node;
  return ComposeNode.map(node.place, [{ name: 'context', place: node.place, value: node }]);
}

/** Options of a logging driver are those of another one no more. */
const mergeLogging: Merge = (base, over, path) => {
  const [before, after] = [base.get('driver').text, over.get('driver').text];
  if (over.isEmpty) return base;
  const isOther = before !== undefined && after !== undefined && before !== after;
  return isOther || !base.isMap ? over : mergeMaps(base, over, path);
};

function startedDependency(place: ComposePlace): ComposeNode {
  const condition = { name: 'condition', place, value: ComposeNode.text(place, 'service_started') };
  return ComposeNode.map(place, [condition, { name: 'required', place, value: ComposeNode.text(place, 'true') }]);
}

const SPECIALS: ReadonlyMap<string, Merge> = new Map([
  ...(
    'annotations build.args build.additional_contexts build.extra_hosts build.labels deploy.labels dns dns_opt dns_search ' +
    'env_file label_file environment extra_hosts labels sysctls tmpfs'
  )
    .split(' ')
    .map((option): [string, Merge] => [`services * ${option.replace('.', ' ')}`, mergeAsLists]),
  ...['command', 'entrypoint', 'healthcheck test', 'ulimits *'].map((option): [string, Merge] => [
    `services * ${option}`,
    replace,
  ]),
  ['networks * labels', mergeAsLists],
  ['volumes * labels', mergeAsLists],
  ['services * build', mergeBuild],
  ['services * depends_on', mergeAsMaps(startedDependency)],
  ['services * networks', mergeAsMaps(ComposeNode.nothing)],
  ['services * models', mergeAsMaps(ComposeNode.nothing)],
  ['services * logging', mergeLogging],
]);

/** With the last one of several entries that compose takes for one, in the place of the first. */
function withUniqueEntries(node: ComposeNode, path: Path): ComposeNode {
  if (node.tag === 'reset') return node;
  if (path.length > 5 || (path.length > 0 && path[0] !== 'services')) return node;
  if (node.isMap) {
    const entries = node.allEntries.map((entry) => ({
      ...entry,
      value: withUniqueEntries(entry.value, within(path, entry.name)),
    }));
    return ComposeNode.map(node.place, entries, node.tag);
  }
  const option = path.slice(2).join(' ');
  if (!node.isList || option === '' || path.includes('x-')) return node;
  const items = new Map<string, ComposeNode>();
  node.items.forEach((item, index) => {
    items.set(entryKey(option, item) ?? `${index}`, item);
  });
  return items.size === node.items.length ? node : ComposeNode.list(node.place, [...items.values()], node.tag);
}
