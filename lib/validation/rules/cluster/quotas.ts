import type { Field } from '../../../model/field';
import { inThousandths, quantityIn } from '../../../model/quantity';
import { isCounted, isQuotaResource, quotaResourceProblem } from '../../../model/resource-names';
import { quotedText } from '../../../text/key-name';
import { shown } from '../../../text/shown';
import { simpleText } from '../../../text/simple-text';
import { tell, tellMissing } from '../../constraints';
import { textsOf } from '../../go-values';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';
import { checkResourceName } from './resource-name';

const COMPUTE = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
/** What a quota can limit of the objects in a scope. */
const OF_SCOPE: Readonly<Record<string, readonly string[]>> = {
  BestEffort: ['pods'],
  ...Object.fromEntries(
    ['Terminating', 'NotTerminating', 'NotBestEffort', 'PriorityClass', 'CrossNamespacePodAffinity'].map((scope) => [
      scope,
      ['pods', ...COMPUTE],
    ]),
  ),
  VolumeAttributesClass: ['persistentvolumeclaims', 'requests.storage'],
};
const OPPOSITES = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const;
const ONLY_EXISTING = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];

export const R15 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A quota limits resources that there are, in scopes that have them',
  why: 'The API server refuses the quota.',
  source: 'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateResourceQuotaSpec)',
  bad: withSpec('ResourceQuota', { hard: { pods: '10', secrets: '5' }, scopes: ['BestEffort'] }),
  good: withSpec('ResourceQuota', { hard: { pods: '10' }, scopes: ['BestEffort'] }),
  of: {
    ResourceQuotaSpec: ({ field }, report) => {
      for (const [name, amount] of field.at('hard').entries()) checkLimit(name, amount, report);
      const scopes = textsOf(field.at('scopes'));
      const selected = field.at('scopeSelector', 'matchExpressions').items();
      checkScopes(
        field,
        scopes.map(({ field: place, text }) => [text, place]),
        report,
      );
      checkScopes(
        field,
        selected.map((one) => [simpleText(one.at('scopeName').raw ?? ''), one]),
        report,
      );
    },
    ScopedResourceSelectorRequirement: ({ field }, report) => checkRequirement(field, report),
  },
});

function checkLimit(name: string, amount: Field, report: PartReport): void {
  checkResourceName(amount, quotaResourceProblem, report);
  const { raw } = amount;
  const quantity = typeof raw === 'string' || typeof raw === 'number' ? quantityIn(raw) : undefined;
  if (quantity === undefined) return;
  const thousandths = inThousandths(quantity);
  if (thousandths < 0n) tell(report, amount, `is ${shown(raw)}: write 0 or more`);
  else if (isCounted(name) && thousandths % 1000n !== 0n) {
    tell(report, amount, `is ${shown(raw)}: write a whole number`);
  }
}

function checkScopes(spec: Field, scopes: readonly (readonly [string, Field])[], report: PartReport): void {
  const limited = spec
    .at('hard')
    .entries()
    .map(([name]) => name);
  for (const [scope, place] of scopes) {
    const allowed = Object.hasOwn(OF_SCOPE, scope) ? OF_SCOPE[scope] : undefined;
    const wrong = limited.find((name) => isQuotaResource(name) && allowed !== undefined && !allowed.includes(name));
    if (wrong !== undefined) {
      tell(
        report,
        place,
        `is the scope "${scope}", in which ${quotedText(wrong)} cannot be limited: write a quota for each`,
      );
    }
  }
  for (const [one, other] of OPPOSITES) {
    const place = scopes.find(([scope]) => scope === other)?.[1];
    if (place && scopes.some(([scope]) => scope === one)) {
      tell(report, place, `is the scope "${other}" beside "${one}": nothing is in both`);
    }
  }
}

function checkRequirement(requirement: Field, report: PartReport): void {
  const [scope, operator, values] = ['scopeName', 'operator', 'values'].map((name) => requirement.at(name));
  for (const field of [scope, operator]) if (field.isEmpty) tellMissing(report, field, 'write it');
  if (values.isUnresolved) return;
  const count = values.items().length;
  const isExistence = operator.raw === 'Exists' || operator.raw === 'DoesNotExist';
  if (ONLY_EXISTING.includes(simpleText(scope.raw)) && !operator.isEmpty && operator.raw !== 'Exists') {
    tell(report, operator, `is ${shown(operator.raw)}: the scope "${scope.raw}" takes only Exists`);
  } else if (isExistence && count > 0) {
    tell(report, values, `stands beside the operator "${operator.raw}": drop it`);
  } else if ((operator.raw === 'In' || operator.raw === 'NotIn') && count === 0) {
    tellMissing(report, values, 'write one');
  }
}
