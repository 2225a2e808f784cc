import type { Field } from '../../../model/field';
import { appliedBy, type KustomizationOfFlux, kustomizationsIn } from '../../../model/flux';
import type { Resource } from '../../../model/resource';
import { type RuleOn, ruleOn } from '../../rule';

/** What is wrong with a Kustomization of Flux, by the objects that it applies. */
type AppliedCheck = (
  kustomization: KustomizationOfFlux,
  applied: readonly Resource[],
) => readonly (readonly [at: Field, problem: string])[];

/** A rule about a Kustomization and what it applies, which may stand in the folder of another environment. */
export interface RuleOnApplied extends RuleOn<'app'> {
  readonly checkApplied: AppliedCheck;
}

export function ruleOnApplied({ checkApplied, ...rule }: Omit<RuleOnApplied, 'on' | 'check'>): RuleOnApplied {
  return {
    ...ruleOn('app', {
      ...rule,
      check: (app, report) => {
        for (const kustomization of kustomizationsIn(app)) {
          for (const [at, problem] of checkApplied(kustomization, appliedBy(kustomization, app))) {
            report(kustomization.resource, at, problem);
          }
        }
      },
    }),
    checkApplied,
  };
}
