import { Call, type Code, Imported, isNode, nodesIn, Shared } from '../../typescript/code';
import { camelCase, constantCase } from '../../typescript/names';
import { textOf } from '../../typescript/source-file';

/** A value that becomes a constant. */
export interface SharedValue {
  readonly shared: Shared;
  readonly text: string;
  readonly names: readonly [string, ...string[]];
  /** In which parts of the program it is used. */
  readonly users: ReadonlySet<number>;
}

/** The values that are used more than once, each behind those that it is made of. `parts` is the code of each file. */
export function sharedValues(parts: readonly (readonly Code[])[]): SharedValue[] {
  const found = new Map<string, { shared: Shared; uses: number; users: Set<number> }>();
  const order: string[] = [];
  const visit = (code: Code, user: number): void => {
    if (code instanceof Shared) {
      const text = textOf(code);
      const entry = found.get(text) ?? { shared: code, uses: 0, users: new Set() };
      entry.uses++;
      entry.users.add(user);
      found.set(text, entry);
      if (entry.uses === 1) {
        visit(code.code, user);
        order.push(text);
      } else for (const inner of nodesIn(code.code)) addUser(inner, user);
      return;
    }
    for (const part of childrenOf(code)) visit(part, user);
  };
  const addUser = (code: Code, user: number) => {
    if (code instanceof Shared) found.get(textOf(code))?.users.add(user);
  };
  for (const [user, codes] of parts.entries()) for (const code of codes) visit(code, user);
  return order.flatMap((text) => {
    const entry = found.get(text);
    if (entry === undefined || entry.uses < 2) return [];
    return [{ shared: entry.shared, text, names: namesOf(entry.shared), users: entry.users }];
  });
}

function childrenOf(code: Code): readonly Code[] {
  if (typeof code !== 'object' || code === null) return [];
  if (!isNode(code)) return Object.values(code);
  return Object.values(code).flatMap((part) => (typeof part === 'object' && part !== null ? [part as Code] : []));
}

/** `AUTH`, or told apart by the method and what it logs in with; of props as they are called. */
function namesOf({ name, code }: Shared): [string, ...string[]] {
  if (typeof code === 'object' && code !== null && !isNode(code)) return [name];
  const [, method = name] = code instanceof Call && code.callee instanceof Imported ? code.callee.path.split('.') : [];
  const texts = textsIn(code);
  const { text: principal = method } = texts.find(({ property }) => property === 'name') ?? texts[0] ?? {};
  const base = name.toUpperCase();
  return [base, `${constantCase(camelCase(hostOf(principal)))}_${base}`, `${constantCase(method)}_${base}`];
}

/** The texts in a piece of code, with the properties that they are of. */
function textsIn(code: Code, property?: string): { readonly text: string; readonly property?: string }[] {
  if (typeof code === 'string') return [{ text: code, property }];
  if (code instanceof Call) return code.args.flatMap((arg) => textsIn(arg));
  if (typeof code !== 'object' || code === null || isNode(code)) return [];
  return Object.entries(code).flatMap(([name, item]) => textsIn(item, name));
}

/** Of a URL its host; any other text as it is. */
function hostOf(text: string): string {
  return text.replace(/^https?:\/\//, '').replace(/[/:].*$/s, '');
}
