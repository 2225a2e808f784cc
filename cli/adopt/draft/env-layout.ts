/** Which prop of a container a variable is written in, in the order in which a construct writes them. */
export type VariableProp = 'secretKeys' | 'env' | 'envVariables';

/** How the variables of a container are spread over its props so that they come out in their order. */
export interface EnvLayout {
  /** The prop of each variable. */
  readonly props: readonly VariableProp[];
  /** How many of the first ones `envOrder` has to name. */
  readonly ordered: number;
}

/**
 * The layout with the fewest words: what stands out of turn is named by `envOrder`. A plain variable may move to
 * `envVariables` instead, which takes any variable and comes last; a secret key stays where keys are declared.
 *
 * @param wanted where each variable would stand if there were no order
 */
export function envLayout(wanted: readonly VariableProp[]): EnvLayout {
  let best = { props: wanted, ordered: wanted.length, words: wanted.length };
  for (let ordered = 0; ordered < wanted.length; ordered++) {
    const rest = inTurn(wanted.slice(ordered));
    if (rest === undefined) continue;
    const props = [...wanted.slice(0, ordered), ...rest];
    const moved = props.filter((prop, at) => prop !== wanted[at]).length;
    const words = ordered + MOVING * moved;
    if (words < best.words) best = { props, ordered, words };
  }
  return { props: best.props, ordered: best.ordered };
}

/** What moving a variable costs beside naming it: its text is wrapped into a call. */
const MOVING = 2;

/**
 * Secret keys first, then plain variables; a plain one that comes after others is moved to them. Undefined where a key
 * stands behind anything else.
 */
function inTurn(wanted: readonly VariableProp[]): VariableProp[] | undefined {
  const keys = wanted.findIndex((prop) => prop !== 'secretKeys');
  const rest = keys < 0 ? [] : wanted.slice(keys);
  if (rest.includes('secretKeys')) return undefined;
  const others = rest.indexOf('envVariables');
  return wanted.map((prop, at) => (others >= 0 && at >= keys + others ? 'envVariables' : prop));
}
