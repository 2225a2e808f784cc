import type { Settings } from '../model/app-model';
import type { Generation } from '../model/kinds';
import { doesOperator, type OperatorAbility } from '../model/operator-features';
import type { Resource } from '../model/resource';

/** Operators of which a rule holds. */
export interface OperatorScope {
  /** Only for resources of this generation. */
  readonly of?: Generation;
  /** Those that do this. */
  readonly that?: OperatorAbility;
  /** Those that do not. */
  readonly without?: OperatorAbility;
}

/** The scopes to which the operator of the cluster belongs. */
export function scopesOf(scopes: readonly OperatorScope[], settings: Settings): OperatorScope[] {
  return scopes.filter(
    ({ that, without }) =>
      (that === undefined || doesOperator(settings, that)) &&
      (without === undefined || !doesOperator(settings, without)),
  );
}

export function isWithinScope({ manifest }: Resource, { of }: OperatorScope): boolean {
  return of === undefined || manifest.apiVersion.endsWith(`/${of}`);
}
