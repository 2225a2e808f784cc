import type { KeyKind } from '../../model/key-kind/key-kind';
import type { ComposeValue } from '../compose/compose-yaml';
import { isKey, type LocalValue, variablesOf } from '../stack/local-value';
import { plainPath } from '../stack/service-kinds';
import type { StackService } from '../stack/stack-service';

/** What the variables and files with keys hold, by service: kinds only, by which `run` judges the values in its memory. */
export function recordedKinds(services: readonly StackService[]): ComposeValue | undefined {
  const told = services.flatMap((service): [string, ComposeValue][] => {
    const { kinds } = service;
    const variables = kindsByName(
      variablesOf(service.variables).map(({ name, value }) => ({ name, value, kind: kinds?.variables.get(name) })),
    );
    const files = kindsByName(
      service.files.map(({ path, value }) => ({ name: path, value, kind: kinds?.files.get(plainPath(path)) })),
    );
    return variables === undefined && files === undefined ? [] : [[service.name, { variables, files }]];
  });
  return told.length > 0 ? Object.fromEntries(told) : undefined;
}

interface Held {
  readonly name: string;
  readonly value: LocalValue;
  readonly kind: KeyKind | undefined;
}

/** A text without a key is judged where it is written. */
function kindsByName(held: readonly Held[]): ComposeValue | undefined {
  const known = held.flatMap(({ name, value, kind }): [string, ComposeValue][] =>
    kind === undefined || !value.some(isKey) ? [] : [[name, { ...kind } as ComposeValue]],
  );
  return known.length > 0 ? Object.fromEntries(known) : undefined;
}
