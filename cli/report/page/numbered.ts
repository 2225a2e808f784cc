import type { AccessReport } from '../../access-report/access-report';
import { type Scope, scopesOf } from '../../access-report/scopes';
import type { NumberedHolder } from './flow/pictures';

/** An environment whose workloads and rows have the numbers by which the page finds them. */
export interface NumberedScope extends Omit<Scope, 'holders'> {
  readonly number: number;
  readonly holders: readonly NumberedHolder[];
}

export function numberScopes(report: AccessReport): NumberedScope[] {
  let [holders, rows] = [0, 0];
  return scopesOf(report).map((scope, number) => ({
    ...scope,
    number,
    holders: scope.holders.map(({ holder, rows: own }) => ({
      holder,
      number: holders++,
      rows: own.map((row) => ({ number: rows++, row })),
    })),
  }));
}
