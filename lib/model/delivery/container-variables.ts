import type { Field } from '../field';

/** The variables of a container, as far as its manifest says them. */
export interface ContainerVariables {
  /** Each with where its value stands, or where it is taken from. */
  readonly fields: ReadonlyMap<string, Field>;
  /** The text that a variable is; undefined where it is from elsewhere. */
  readonly textOf: (name: string) => string | undefined;
  /** Whether it may have others, whose names nobody knows here. */
  readonly mayHaveMore: boolean;
}

export function variablesOf(container: Field): ContainerVariables {
  const fields = new Map<string, Field>();
  for (const variable of container.at('env').items()) {
    const name = variable.text('name').value;
    if (name !== undefined) fields.set(name, variable);
  }
  return {
    fields,
    textOf: (name) => {
      const value = fields.get(name)?.text('value').value;
      return value === '' ? undefined : value;
    },
    mayHaveMore: container.at('envFrom').items().length > 0,
  };
}

const REFERENCE = /\$\(([A-Za-z_]\w{0,200})\)|\$\{([A-Za-z_]\w{0,200})\}|\$([A-Za-z_]\w{0,200})/g;

/** A text with the variables in it that are known; undefined where one is not, or something else is left to fill in. */
export function knownText(text: string | undefined, { textOf }: ContainerVariables): string | undefined {
  if (text === undefined) return undefined;
  let isKnown = true;
  const result = text.replace(REFERENCE, (_, inManifest?: string, inBraces?: string, plain?: string) => {
    const value = textOf(inManifest ?? inBraces ?? plain ?? '');
    if (value === undefined) isKnown = false;
    return value ?? '';
  });
  return isKnown && !/\$[({]|\{\{|`/.test(result) ? result : undefined;
}
