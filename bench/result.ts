import type { Layout } from './contestants';
import type { Run } from './measure';

/** The median of one contestant's runs at one size. */
export interface Result extends Run {
  readonly layout: Layout;
  readonly count: number;
  readonly contestant: string;
}
