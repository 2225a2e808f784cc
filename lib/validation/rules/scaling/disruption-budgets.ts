import { amountOrPercentProblem } from '../../../model/amount-or-percent';
import { tell } from '../../constraints';
import { ruleOnParts, Severity, withSpec } from '../../rule';

export const R12 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A disruption budget has one bound, a number or up to 100 %',
  why: 'The API server refuses the budget.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/policy/validation/validation.go (ValidatePodDisruptionBudgetSpec), pkg/apis/apps/validation/validation.go (ValidatePositiveIntOrPercent, IsNotMoreThan100Percent)',
  bad: withSpec('PodDisruptionBudget', { minAvailable: 1, maxUnavailable: 1 }),
  good: withSpec('PodDisruptionBudget', { minAvailable: '50%' }),
  of: {
    PodDisruptionBudgetSpec: ({ field }, report) => {
      const [min, max] = [field.at('minAvailable'), field.at('maxUnavailable')];
      for (const bound of [min, max]) tell(report, bound, amountOrPercentProblem(bound.raw));
      if (min.isGiven && max.isGiven) tell(report, max, 'stands beside minAvailable: write one of them');
    },
  },
});
