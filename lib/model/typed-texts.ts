import type { Field } from './field';
import { isOfKind } from './key-kind/is-of-kind';
import type { KeyKind } from './key-kind/key-kind';
import type { Resource, TypedKey } from './resource';
import { referenceParts } from './variable-reference';
import { workloadsOf } from './workloads';

/** The text of a variable that is not what it is said to hold. */
export interface TypedText {
  readonly field: Field;
  readonly variable: string;
  readonly kind: KeyKind;
}

/** The texts of a workload's variables that are not of the kind which keys of their names are said to hold. */
export function typedTexts(resource: Resource, typed: readonly TypedKey[]): TypedText[] {
  const kinds = new Map(
    typed.flatMap(({ container, variable, kind }) =>
      variable === undefined ? [] : [[nameOf(container, variable), kind]],
    ),
  );
  if (kinds.size === 0) return [];
  return workloadsOf(resource).flatMap(({ containers }) =>
    containers.flatMap(({ field: container, name }) =>
      container
        .at('env')
        .items()
        .flatMap((one): TypedText[] => {
          const variable = one.text('name').value ?? '';
          const [kind, field] = [kinds.get(nameOf(name, variable)), one.text('value')];
          const text = plainText(field.value);
          return kind === undefined || text === undefined || isOfKind(kind, text) ? [] : [{ field, variable, kind }];
        }),
    ),
  );
}

function nameOf(container: string, variable: string): string {
  return JSON.stringify([container, variable]);
}

/** The text as the program gets it; undefined where there is none, or another variable is part of it. */
export function plainText(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const parts = referenceParts(value);
  return parts.some((part) => 'variable' in part)
    ? undefined
    : parts.map((part) => ('text' in part ? part.text : '')).join('');
}
