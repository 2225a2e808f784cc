import {
  Call,
  type Code,
  Element,
  Imported,
  isNode,
  Member,
  NewExpression,
  nodesIn,
  Reference,
  rewritten,
  Shared,
  Spread,
  Variable,
} from '../../typescript/code';

/** Where pieces of code that are otherwise alike differ. */
export class Hole extends Variable {
  /** Whether some of the pieces have nothing there. */
  public isOptional = false;

  /**
   * @param at names on the way to it, the nearest one last
   * @param type of all that stands there, as {@link typeOfCode} says it
   */
  public constructor(
    number: number,
    public readonly at: readonly string[],
    public readonly type: string,
  ) {
    super(`hole ${number}`);
  }
}

export type Plain = { [key: string]: Code };

/** Texts by names that nobody knows. */
export const TEXTS = 'texts';
/** What a construct takes as one of its props. */
export const PROP = 'prop ';
/** Where an object literal has a spread. */
export const REST = '...';

export function withoutKeys(map: Plain, keys: readonly string[]): Plain {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}

export function isOfTexts(map: Plain): boolean {
  return Object.values(map).every((value) => isText(value) || value instanceof Spread || value instanceof Hole);
}

export function isPlain(code: Code): code is Plain {
  return typeof code === 'object' && code !== null && !Array.isArray(code) && !isNode(code);
}

/** Whether a piece of code means the same wherever it stands. */
export function isClosed(code: Code): boolean {
  return nodesIn(code).every((node) => !(node instanceof Variable || node instanceof Reference));
}

/** Whether it means the same wherever it stands, whatever is in its holes. */
export function isSelfContained(code: Code): boolean {
  return nodesIn(withKeysAsTexts(code)).every(
    (node) => node instanceof Hole || !(node instanceof Variable || node instanceof Reference),
  );
}

function withKeysAsTexts(code: Code): Code {
  return rewritten(code, (node) => (node instanceof Element ? node.key : undefined));
}

function isText(code: Code): boolean {
  return typeof code === 'string' || code instanceof Element;
}

/**
 * The TypeScript type of a value that may stand in a table, of which there are few; undefined for all others, and where it
 * refers to something else of the program.
 */
export function typeOfCode(code: Code): string | undefined {
  if (code instanceof Shared) return typeOfCode(code.code);
  if (isText(code)) return 'string';
  if (typeof code === 'number' || typeof code === 'boolean') return typeof code;
  if (Array.isArray(code)) return code.length > 0 && code.every(isText) ? 'string[]' : undefined;
  if (code instanceof Imported) return isClosed(code) ? classOf(code) : undefined;
  if (code instanceof Call && code.callee instanceof Imported) return isClosed(code) ? classOf(code.callee) : undefined;
  if (!isPlain(code)) return undefined;
  const items = Object.values(code);
  return items.length > 0 && items.every(isText) ? textsType(Object.keys(code)) : undefined;
}

function textsType(keys: readonly string[]): string {
  return `texts ${JSON.stringify([...keys].sort())}`;
}

export function isOfType({ type }: Hole, code: Code): boolean {
  if (type.startsWith(PROP)) return isSelfContained(code);
  return type === TEXTS ? isPlain(code) && isOfTexts(code) : type === typeOfCode(code);
}

/** The class whose member or static factory it is. */
function classOf({ path, module }: Imported): string | undefined {
  const [type, member] = path.split('.');
  return member === undefined ? undefined : `${module} ${type}`;
}

/** What stands in the holes of merged code in one of the pieces that it was merged of. */
export function valuesInHoles(merged: Code, piece: Code, found = new Map<Hole, Code>()): Map<Hole, Code> {
  if (merged instanceof Hole) return found.set(merged, withKeysAsTexts(piece instanceof Shared ? piece.code : piece));
  const rest = isPlain(merged) ? merged[REST] : undefined;
  if (rest instanceof Spread && rest.code instanceof Hole && isPlain(piece) && isPlain(merged)) {
    const own = withoutKeys(piece, Object.keys(merged));
    found.set(rest.code, Object.keys(own).length > 0 ? withKeysAsTexts(own) : undefined);
  }
  const [some, other] = [merged, piece].map(partsOf);
  for (const [key, part] of some) valuesInHoles(part, other.get(key), found);
  return found;
}

function partsOf(code: Code): ReadonlyMap<string | number, Code> {
  if (code instanceof Shared) return partsOf(code.code);
  if (code instanceof Call) return new Map<string | number, Code>([['callee', code.callee], ...code.args.entries()]);
  if (code instanceof NewExpression) return new Map([...code.args.entries()]);
  if (code instanceof Member || code instanceof Element) return new Map([['object', code.object]]);
  if (typeof code !== 'object' || code === null || isNode(code)) return new Map();
  return new Map(Object.entries(code));
}
