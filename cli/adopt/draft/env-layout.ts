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
 * The layout with the fewest words: what stands out of turn is named by `envOrder`, or is moved to `envVariables`, which
 * takes any variable and comes last.
 *
 * @param wanted where each variable would stand if there were no order
 */
export function envLayout(wanted: readonly VariableProp[]): EnvLayout {
  let best = { props: wanted, ordered: wanted.length, words: Number.POSITIVE_INFINITY };
  for (let ordered = 0; ordered <= wanted.length; ordered++) {
    const props = [...wanted.slice(0, ordered), ...inTurn(wanted.slice(ordered))];
    const moved = props.filter((prop, at) => prop !== wanted[at]).length;
    const words = ordered + MOVING * moved;
    if (words < best.words) best = { props, ordered, words };
  }
  return { props: best.props, ordered: best.ordered };
}

/** What moving a variable costs beside naming it: its key, or its text, is wrapped into a call. */
const MOVING = 2;

/** Secret keys first, then plain variables; what comes after something else is moved to the end. */
function inTurn(wanted: readonly VariableProp[]): VariableProp[] {
  const TURN: readonly VariableProp[] = ['secretKeys', 'env', 'envVariables'];
  let turn = 0;
  return wanted.map((prop) => {
    const own = TURN.indexOf(prop);
    if (own < turn) turn = TURN.length - 1;
    else turn = own;
    return TURN[turn];
  });
}
