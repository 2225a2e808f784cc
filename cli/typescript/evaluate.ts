import {
  Call,
  type Code,
  checkedMember,
  Element,
  Imported,
  Member,
  NewExpression,
  Reference,
  Shared,
  Spread,
  TextAround,
  Variable,
} from './code';
import { lookUpExport } from './vocabulary';

export type Variables = (variable: Variable | Reference) => unknown;

type Members = { readonly [name: string]: unknown };

/**
 * What the code comes to.
 *
 * @throws whatever it throws, and for names outside of the vocabulary
 */
export function evaluate(code: Code, variables: Variables): unknown {
  if (code instanceof Imported) return lookUpExport(code).value;
  if (code instanceof Variable || code instanceof Reference) return variables(code);
  if (code instanceof Member) return (evaluate(code.object, variables) as Members)[checkedMember(code.name)];
  if (code instanceof Element) return (evaluate(code.object, variables) as Members)[code.key];
  if (code instanceof Shared) return evaluate(code.code, variables);
  if (code instanceof TextAround) return `${code.before}${evaluate(code.variable, variables)}${code.after}`;
  if (code instanceof Call) return evaluateCall(code, variables);
  if (code instanceof NewExpression) {
    const type = lookUpExport(code.type).value as new (...args: unknown[]) => unknown;
    return new type(...code.args.map((arg) => evaluate(arg, variables)));
  }
  if (Array.isArray(code)) return code.map((item) => evaluate(item, variables));
  if (typeof code !== 'object' || code === null) return code;
  if (code instanceof Spread) throw new Error('a spread stands alone');
  const entries = Object.entries(code).flatMap(([key, item]) =>
    item instanceof Spread
      ? Object.entries(evaluate(item.code, variables) as object)
      : [[key, evaluate(item, variables)] as const],
  );
  return Object.fromEntries(entries);
}

/** A method wants to know whose it is. */
function evaluateCall({ callee, args }: Call, variables: Variables): unknown {
  const owner = callee instanceof Member ? evaluate(callee.object, variables) : lookUpExport(callee).owner;
  const method = callee instanceof Member ? (owner as Members)[checkedMember(callee.name)] : lookUpExport(callee).value;
  return Reflect.apply(
    method as (...args: unknown[]) => unknown,
    owner,
    args.map((arg) => evaluate(arg, variables)),
  );
}
