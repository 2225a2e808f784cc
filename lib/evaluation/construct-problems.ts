import type { IConstruct } from 'constructs';
import type { PropsProblem } from '../props/props-problem';

const PROBLEMS = Symbol.for('cdk8s-infisical.problems');
type WithProblems = IConstruct & { [PROBLEMS]?: (() => PropsProblem[])[] };

/** Remembers on a construct how to find the mistakes in its props. */
export function declareProblems(construct: WithProblems, problems: () => PropsProblem[]): void {
  const declared = construct[PROBLEMS];
  if (declared === undefined) Object.defineProperty(construct, PROBLEMS, { value: [problems] });
  else declared.push(problems);
}

const NONE: readonly PropsProblem[] = [];

export function problemsOf(construct: WithProblems): readonly PropsProblem[] {
  const declared = construct[PROBLEMS];
  return declared === undefined ? NONE : declared.flatMap((problems) => problems());
}

const RULED = Symbol.for('cdk8s-infisical.validated');
type Ruled = IConstruct & { [RULED]?: true };

/** Whether the rules look at the app: it is a `GitOpsApp`, or there is a construct of this library in it. */
export function isRuled(root: Ruled): boolean {
  return root[RULED] === true;
}

/** Has the rules look at the app. */
export function declareRuled(root: Ruled): void {
  Object.defineProperty(root, RULED, { value: true });
}

const ASKS_OTHERS_ONLY = Symbol.for('cdk8s-infisical.collecting');
type AskedRoot = IConstruct & { [ASKS_OTHERS_ONLY]?: boolean };

/** Whether only what constructs of others say of themselves is asked for. */
export function asksOthersOnly({ node: { root } }: IConstruct): boolean {
  return (root as AskedRoot)[ASKS_OTHERS_ONLY] === true;
}

/** What the constructs of an app say of themselves, without what this library has them say. */
export function ownWordsOf(root: IConstruct): [IConstruct, string[]][] {
  Object.defineProperty(root, ASKS_OTHERS_ONLY, { value: true, configurable: true });
  try {
    // The root is validated first and may have others validated in the same pass.
    const said: [IConstruct, string[]][] = [];
    for (const construct of root.node.findAll()) {
      const messages = construct.node.validate();
      if (messages.length > 0) said.push([construct, messages]);
    }
    return said;
  } finally {
    Object.defineProperty(root, ASKS_OTHERS_ONLY, { value: false, configurable: true });
  }
}
