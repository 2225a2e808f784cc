import { Call, type Code, type Imported, nodesIn, Reference, Variable } from '../../typescript/code';
import { camelCase, constantCase } from '../../typescript/names';
import type { SourceFile } from '../../typescript/source-file';
import { Conditional, Constant, ForEach, type KeyConstant, type Section, type Test } from '../../typescript/statement';
import { plus, THIS } from '../draft/expressions';
import { isIdPlace } from './alike';
import { classOf, type Declaration } from './declarations';
import { type Ids, kindWord } from './ids';
import { keyConstants, withPlainKeys } from './key-constants';
import { type Block, isLoop, type Loop } from './loops';

export interface ChartBody {
  readonly constants: readonly Section[];
  readonly sections: readonly Section[];
}

/** What a chart holds, and the ids that are taken in it. */
export interface PlannedBody {
  readonly blocks: readonly Block[];
  /** What is made only where tests hold. */
  readonly conditional: readonly ConditionalBlocks[];
  readonly ids: Ids;
}

interface ConditionalBlocks {
  readonly tests: readonly Test[];
  readonly blocks: readonly Block[];
}

/** The code of all that blocks declare. */
export function codesIn(blocks: readonly Block[]): Code[] {
  return blocks.flatMap((block) =>
    isLoop(block)
      ? [...block.declarations.flatMap(codesOf), ...block.columns.flatMap(({ values }) => values)]
      : codesOf(block),
  );
}

function codesOf({ code, calls }: Declaration): Code[] {
  return [code, ...calls];
}

/** The statements that declare what a chart holds. */
export function chartBody({ blocks, conditional, ids }: PlannedBody, file: SourceFile): ChartBody {
  const all = [...blocks, ...conditional.flatMap((one) => one.blocks)];
  const codes = codesIn(all);
  const used = new Map(
    codes.flatMap(nodesIn).flatMap((node) => (node instanceof Reference ? [[node.text, node] as const] : [])),
  );
  nameDeclared(all, new Set(used.keys()), file);
  const keys: KeyConstant[] = keyConstants(codes, file);
  const tables: Section[] = [];
  const sectionOf = (block: Block): Section => {
    if (!isLoop(block)) return declarationSection(block, file);
    const { table, loop } = loopStatement(block, file);
    if (table !== undefined) tables.push([table]);
    return [loop];
  };
  const sections = [
    ...blocks.map(sectionOf),
    ...conditional.map((one) => [new Conditional(one.tests, one.blocks.map(sectionOf))]),
  ];
  const foreign = foreignObjects(used.values(), ids, file);
  return { constants: [...keys.map((one) => [one]), ...tables], sections: [foreign, ...sections] };
}

/** Names of variables for what others refer to, or what more is said of. */
function nameDeclared(blocks: readonly Block[], used: ReadonlySet<string>, file: SourceFile): void {
  for (const block of blocks) {
    if (isLoop(block)) continue;
    const { reference, calls, name, kind } = block;
    if (!used.has(reference.text) && calls.length === 0) continue;
    file.nameVariable(reference, file.names.take(camelCase(name), camelCase(`${name}-${kindWord(kind)}`)));
  }
}

function declarationSection({ reference, code, calls }: Declaration, file: SourceFile): Section {
  const [made, ...more] = [code, ...calls].map((one) => withPlainKeys(one, file));
  const name = file.nameOf(reference);
  return name === undefined ? [made] : [new Constant(name, made), ...(more as Call[])];
}

const ROWS: ReadonlyMap<string, string> = new Map([
  ['SyncedSecret', 'SECRETS'],
  ['DynamicSecret', 'SECRETS'],
  ['PushedSecret', 'PUSHES'],
  ['StaticSecretPush', 'PUSHES'],
  ['SecretGenerator', 'GENERATORS'],
]);

/** What rows are called: after the last construct of each, as that is what it is about. */
function tableName({ declarations }: Loop): string {
  const last = declarations[declarations.length - 1];
  const own = classOf(last).replace(/^SecretSynced/, '');
  return ROWS.get(classOf(last)) ?? `${constantCase(own === 'ApiObject' ? camelCase(last.kind) : own)}S`;
}

/** A short list stands in the loop, a table above all. */
function loopStatement(loop: Loop, file: SourceFile): { readonly table?: Constant; readonly loop: ForEach } {
  const isNamedToo = loop.columns.some(({ at }) => at.at(-1) === 'name' && !isIdPlace(at));
  const variables = loop.columns.map(({ at, variable }) => {
    const name = isNamedToo && isIdPlace(at) ? file.names.take('id') : file.names.take(...columnNames(at));
    file.nameVariable(variable, name);
    return name;
  });
  nameInLoop(loop, file);
  const body = loop.declarations.map((one) => declarationSection(one, file));
  const rows = rowsOf(loop, variables);
  if (variables.length === 1 && lengthOf(rows) < LONGEST_LIST) return { loop: new ForEach(variables, rows, body) };
  const name = file.names.take(tableName(loop));
  return { table: new Constant(name, rows), loop: new ForEach(variables, new Variable(name), body) };
}

/** Names that say nothing without the one before them. */
const VAGUE: ReadonlySet<string> = new Set(['limit', 'number', 'request', 'value']);

/** What a column is called by the names on the way to it: the nearest says it, where that is not vague. */
export function columnNames(at: readonly string[]): [string, ...string[]] {
  const [last = 'value', before = 'own'] = at
    .map((name) => camelCase(isConstant(name) ? name.toLowerCase() : name))
    .reverse();
  if (last === 'number' && before === 'ports') return ['port', 'containerPort'];
  const both = camelCase(`${before}-${last}`);
  return VAGUE.has(last) ? [both] : [last, both];
}

function isConstant(name: string): boolean {
  return /^[A-Z0-9_]+$/.test(name);
}

/** More characters than this, and a list does not stand in the head of a loop. */
const LONGEST_LIST = 80;

function lengthOf(rows: readonly Code[]): number {
  return rows.reduce<number>((sum, row) => sum + String(row).length + 4, 0);
}

function rowsOf({ columns }: Loop, names: readonly string[]): Code[] {
  const [{ values }] = columns;
  if (columns.length === 1) return [...values];
  return values.map((_, row) => Object.fromEntries(columns.map((column, index) => [names[index], column.values[row]])));
}

function nameInLoop({ declarations }: Loop, file: SourceFile): void {
  const nodes = declarations.flatMap(codesOf).flatMap(nodesIn);
  const used = new Set(nodes.flatMap((node) => (node instanceof Variable ? [node.name] : [])));
  for (const one of declarations) {
    if (!used.has(one.reference.text)) continue;
    const own = classOf(one);
    const name = own.startsWith('SecretSynced') ? 'app' : own === 'SyncedSecret' ? 'secret' : own;
    file.nameVariable(one.reference, file.names.take(camelCase(name === 'ApiObject' ? one.kind : name)));
  }
}

/** How to refer to what others declare, by kind. */
const FOREIGN: ReadonlyMap<string, Imported> = new Map([
  ['Secret', plus('Secret.fromSecretName')],
  ['ConfigMap', plus('ConfigMap.fromConfigMapName')],
  ['ServiceAccount', plus('ServiceAccount.fromServiceAccountName')],
]);

/** What workloads refer to and nobody here declares. */
function foreignObjects(used: Iterable<Reference>, ids: Ids, file: SourceFile): Section {
  const sorted = [...used].sort((a, b) => (a.text < b.text ? -1 : 1));
  return sorted.flatMap((reference): Section => {
    const { kind, name } = reference;
    const factory = FOREIGN.get(kind);
    if (factory === undefined) return [];
    const word = kindWord(kind);
    const variable = file.names.take(camelCase(name), camelCase(`${name}-${word}`));
    file.nameVariable(reference, variable);
    const id = ids.free([`${word}-${name}`]);
    return [new Constant(variable, new Call(factory, THIS, id, name))];
  });
}
