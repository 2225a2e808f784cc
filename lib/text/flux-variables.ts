/** A text as `envsubst` of Flux reads it (fluxcd/pkg/envsubst v1.8): what it fills in, and what it makes otherwise of it. */
export interface FluxVariables {
  /** The variables of which it needs a value: without one it fails, or before kustomize-controller 1.9 writes nothing. */
  readonly needed: readonly string[];
  /** Whether it cannot be read, on which Flux fails. */
  readonly isMalformed: boolean;
  /** Whether two `$` become one that were not meant for it: `$${NAME}` is its own way to write `${NAME}`. */
  readonly losesDollar: boolean;
}

const NONE: FluxVariables = { needed: [], isMalformed: false, losesDollar: false };

/** What begins with `$`: two of them, a variable with its operator, or the beginning of one that is none. */
const PART = /\$\$(\{)?|\$\{(?:(#?)([\p{L}\p{Nd}_]+)(:[-=?+]|[}:=,^/#%])|(\{)?)/gu;

/** With these the value may be missing. */
const DEFAULTS: readonly string[] = [':-', ':=', ':?', ':+', '='];

export function fluxVariablesIn(text: string): FluxVariables {
  if (!text.includes('$')) return NONE;
  const needed: string[] = [];
  let [isMalformed, losesDollar] = [false, false];
  for (const [part, brace, , name, operator] of text.matchAll(PART)) {
    if (part.startsWith('$$')) losesDollar ||= brace === undefined;
    else if (name === undefined) isMalformed = true;
    else if (!DEFAULTS.includes(operator)) needed.push(name);
  }
  return { needed, isMalformed, losesDollar };
}
