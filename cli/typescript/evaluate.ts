import { Call, type Code, Construction, Imported, type Meanings, Member, Shared, Variable } from './code';

type Members = Record<string, unknown>;

/** What the code comes to. */
export function evaluate(code: Code, meanings: Meanings): unknown {
  if (code instanceof Imported) return importedValue(code, meanings);
  if (code instanceof Variable) return meanings.variables.get(code.name);
  if (code instanceof Member) return (evaluate(code.object, meanings) as Members)[code.name];
  if (code instanceof Shared) return evaluate(code.code, meanings);
  if (code instanceof Call) return called(code, meanings);
  if (code instanceof Construction) {
    const type = importedValue(code.type, meanings) as new (...args: unknown[]) => unknown;
    return new type(...code.args.map((arg) => evaluate(arg, meanings)));
  }
  if (Array.isArray(code)) return code.map((item) => evaluate(item, meanings));
  if (typeof code !== 'object' || code === null) return code;
  return Object.fromEntries(Object.entries(code).map(([key, item]) => [key, evaluate(item, meanings)]));
}

function importedValue({ module, path }: Imported, { modules }: Meanings): unknown {
  return path.split('.').reduce((value: unknown, name) => (value as Members)[name], modules[module]);
}

/** A method wants to know whose it is. */
function called({ callee, args }: Call, meanings: Meanings): unknown {
  const [owner, name] =
    callee instanceof Member
      ? [evaluate(callee.object, meanings), callee.name]
      : [
          importedValue(new Imported(callee.module, callee.path.replace(/\.[^.]*$/, '')), meanings),
          callee.path.replace(/^.*\./, ''),
        ];
  const method = (owner as { [name: string]: (...args: unknown[]) => unknown })[name];
  return method.apply(
    owner,
    args.map((arg) => evaluate(arg, meanings)),
  );
}
