import type { IConstruct } from 'constructs';
import type { PropsProblem } from '../../props/props-problem';

/** What is different between the laptop and the cluster, or cannot be on a laptop at all. */
export interface ParityProblem extends PropsProblem {
  /** Who declared it; the stack itself where absent. */
  readonly construct?: IConstruct;
}
