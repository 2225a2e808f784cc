/** An object without a prototype, so that any key is like any other. */
type Tree = Record<string, unknown>;

interface Open {
  readonly indent: number;
  readonly holder: Tree | unknown[];
  /** The key of which the value stands on the next lines, if any does. */
  pending?: string;
}

const LINE = /^( *)((?:- +)*)(?:(?:"([^"]*)"|'([^']*)'|([^\s#'"{[&*!|>%@`-][^:#]*?|[\w.-]+)) *:(?: +(.*))?|(\S.*))$/;
const LONGEST = 200_000;
const LONGEST_LINE = 500;

/**
 * The maps, lists and one-line texts of YAML that stands in a text, such as values of a chart in an Application: enough to
 * find a name in it. It never fails; what is written in any other way is left out.
 */
export function outlineOf(yaml: string): object {
  const root: Tree = Object.create(null);
  const open: Open[] = [{ indent: -1, holder: root, pending: 'whole' }];
  for (const line of yaml.slice(0, LONGEST).split('\n')) {
    if (line.length <= LONGEST_LINE && !/^\s*(?:#|---|\.\.\.|$)/.test(line)) readLine(line, open);
  }
  return (root.whole as object | undefined) ?? root;
}

function readLine(line: string, open: Open[]): void {
  const [, blanks, dashes, quoted, single, plain, rest, item] = LINE.exec(line.trimEnd()) ?? [];
  if (blanks === undefined) return;
  let indent = blanks.length;
  const items = dashes.match(/- +/g) ?? [];
  const key = quoted ?? single ?? plain?.trim();
  // A list may stand as far left as the key that it belongs to.
  while (open.length > 1 && isBehind(open[open.length - 1], indent, items.length > 0)) open.pop();
  for (const dash of key === undefined ? items.slice(0, -1) : items) {
    const list = listIn(open, indent);
    indent += dash.length;
    const holder: Tree = Object.create(null);
    list.push(holder);
    open.push({ indent, holder });
  }
  if (key !== undefined) addEntry(open, indent, key, rest);
  else if (items.length > 0) listIn(open, indent).push(valueIn(item));
}

function isBehind({ indent, holder, pending }: Open, at: number, isItem: boolean): boolean {
  if (indent > at) return true;
  if (indent < at) return false;
  // On one level: what is next to it in a map stays, and so does the list below its key.
  return Array.isArray(holder) ? !isItem : isItem && pending === undefined;
}

/** The list that the lines of items belong to. */
function listIn(open: Open[], indent: number): unknown[] {
  const top = open[open.length - 1];
  if (Array.isArray(top.holder)) return top.holder;
  const list: unknown[] = [];
  if (top.pending !== undefined) top.holder[top.pending] = list;
  top.pending = undefined;
  open.push({ indent, holder: list });
  return list;
}

function addEntry(open: Open[], indent: number, key: string, rest: string | undefined): void {
  let top = open[open.length - 1];
  if (!Array.isArray(top.holder) && top.pending !== undefined && indent > top.indent) {
    const holder: Tree = Object.create(null);
    top.holder[top.pending] = holder;
    top.pending = undefined;
    open.push({ indent, holder });
    top = open[open.length - 1];
  }
  if (Array.isArray(top.holder)) return;
  const value = rest?.replace(/(?:^| )#.*$/, '').trim() ?? '';
  top.pending = value === '' || /^&\S+$/.test(value) ? key : undefined;
  top.holder[key] = top.pending === undefined ? valueIn(value) : undefined;
}

/** A text without its quotes; a map or a list in one line, where these hold no other ones. */
function valueIn(text: string): unknown {
  const value = text.replace(/ #.*$/, '').trim();
  const map = /^\{([^{}[\]]*)\}$/.exec(value)?.[1];
  if (map !== undefined) {
    const pairs = map.split(',').flatMap((pair) => {
      const [, key, one] = /^\s*["']?([\w./-]+)["']?\s*:\s*(.*)$/.exec(pair) ?? [];
      return key === undefined ? [] : [[key, unquoted(one)] as const];
    });
    return Object.assign(Object.create(null), Object.fromEntries(pairs));
  }
  const items = /^\[([^{}[\]]*)\]$/.exec(value)?.[1];
  return items === undefined ? unquoted(value) : items.split(',').map(unquoted);
}

function unquoted(text: string): string {
  const value = text.trim();
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}
