import { grouped } from '../../../lib/collections/grouped';
import {
  type Call,
  type Code,
  Element,
  type NewExpression,
  type Node,
  Reference,
  rewritten,
  Shared,
  Variable,
} from '../../typescript/code';
import { textOf } from '../../typescript/source-file';
import { Alike } from './alike';
import { type Column, columnsBetween, type Table, tableOf } from './columns';
import { classOf, type Declaration, referencesIn } from './declarations';
import { Hole } from './hole';

/** Declarations that are made for each row of a table. */
export interface Loop {
  readonly columns: readonly Column[];
  readonly declarations: readonly Declaration[];
}

export type Block = Declaration | Loop;

export function isLoop(block: Block): block is Loop {
  return 'columns' in block;
}

/** From three alike on they are a table. */
const LEAST = 3;
/** More columns than this, and nobody sees what a row is. */
const MOST_COLUMNS = 6;
/** More differences than this between two of them, and they are not alike. */
const MOST_DIFFERENCES = 4;
/** Each is held against no more kinds of its own form than this. */
const MOST_KINDS = 20;

/** The declarations with a loop where several are alike: secrets, workloads, or pairs of both. */
export function withLoops(declarations: readonly Declaration[]): Block[] {
  const loops = [...grouped(unitsOf(declarations), formOf).values()].flatMap(clustersOf).flatMap((cluster) => {
    const loop = loopOf(cluster, declarations.indexOf(cluster[0].declarations[0]));
    return loop === undefined ? [] : [{ loop, cluster }];
  });
  const at = new Map(loops.map(({ loop, cluster: [first] }) => [first.declarations.at(-1), loop]));
  const taken = new Set(loops.flatMap(({ cluster }) => cluster.flatMap((unit) => unit.declarations)));
  return declarations.flatMap((one): Block[] => {
    const loop = at.get(one);
    if (loop !== undefined) return [loop];
    return taken.has(one) ? [] : [one];
  });
}

/** What belongs together: a construct, and those that nothing else refers to. */
interface Unit {
  readonly declarations: readonly Declaration[];
  /** All of it, with what it refers to in itself called alike in all units. */
  readonly code: Code[];
}

function unitsOf(declarations: readonly Declaration[]): Unit[] {
  const users = new Map<string, Declaration[]>();
  for (const one of declarations) {
    for (const text of referencesIn([one.code])) {
      const known = users.get(text);
      if (known === undefined) users.set(text, [one]);
      else known.push(one);
    }
  }
  const ownerOf = (one: Declaration): Declaration => {
    const [user, ...others] = users.get(one.reference.text) ?? [];
    return user === undefined || user === one || others.length > 0 ? one : ownerOf(user);
  };
  const isUsedOutside = (own: readonly Declaration[]) =>
    own.some(({ reference }) => users.get(reference.text)?.some((user) => !own.includes(user)));
  return [...grouped(declarations, ownerOf).values()].flatMap((own) => {
    // What is made in a loop has no name outside of it.
    if (isUsedOutside(own)) return [];
    const code = own.map((one) => withLocalNames([one.code, [...one.calls]], own));
    return [{ declarations: own, code }];
  });
}

function withLocalNames(code: Code, own: readonly Declaration[]): Code {
  const names = new Map(own.map(({ reference }, index) => [reference.text, `local ${index}`]));
  const replace = (node: Node): Code => {
    if (node instanceof Element) return node.key;
    const text = node instanceof Reference ? node.text : node instanceof Variable ? node.name : '';
    const local = names.get(text);
    return local === undefined ? undefined : new Variable(local);
  };
  return rewritten(code, replace);
}

function formOf({ declarations }: Unit): string {
  return declarations.map((one) => `${classOf(one)} ${one.kind} ${one.calls.length}`).join();
}

function clustersOf(units: readonly Unit[]): Unit[][] {
  const clusters: Unit[][] = [];
  for (const unit of units) {
    const fit = clusters.slice(0, MOST_KINDS).find(([first]) => isAlike(first, unit));
    if (fit === undefined) clusters.push([unit]);
    else fit.push(unit);
  }
  return clusters.filter(({ length }) => length >= LEAST);
}

function isAlike(some: Unit, other: Unit): boolean {
  const merged = new Alike().merged(some.code, other.code);
  return merged !== undefined && columnsBetween(merged, [some.code, other.code]) <= MOST_DIFFERENCES;
}

function loopOf(cluster: readonly Unit[], number: number): Loop | undefined {
  const alike = new Alike();
  const [first, ...others] = cluster.map(({ code }) => code);
  const merged = others.reduce<Code>((code, other) => code && alike.merged(code, other), first);
  if (merged === undefined) return undefined;
  const table = tableOf(
    merged,
    cluster.map(({ code }) => code),
  );
  const isShorter = lengthOf(table) < 0.8 * lengthOfCode(cluster.map(({ code }) => code));
  if (table.columns.length === 0 || table.columns.length > MOST_COLUMNS || !isShorter) return undefined;
  return numberedLoop(cluster[0], table, number);
}

function lengthOf({ code, columns }: Table): number {
  return lengthOfCode(code) + lengthOfCode(columns.flatMap(({ values, at }) => [...values, at.at(-1)]));
}

function lengthOfCode(code: Code): number {
  return textOf(new Shared('', code)).length;
}

/** With names that no other loop of the chart has. */
function numberedLoop({ declarations }: Unit, { code, columns }: Table, number: number): Loop {
  const rename = (node: Node): Code =>
    node instanceof Hole || (node instanceof Variable && node.name.startsWith('local '))
      ? new Variable(`${node.name} of ${number}`)
      : undefined;
  const own = rewritten(code, rename) as [NewExpression | Call, Call[]][];
  return {
    columns: columns.map((column) => ({ ...column, variable: new Variable(`${column.variable.name} of ${number}`) })),
    declarations: declarations.map((one, index) => ({
      ...one,
      reference: new Reference('local', `${index} of ${number}`),
      code: own[index][0],
      calls: own[index][1],
    })),
  };
}
