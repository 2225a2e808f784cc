import { repetitionsIn } from '../../../collections/repetitions';
import type { Field } from '../../../model/field';
import { qualifiedNameProblem } from '../../../model/kubernetes-names';
import { inThousandths, quantityIn } from '../../../model/quantity';
import { containerResourceProblem, isOvercommitted, resourceNameProblem } from '../../../model/resource-names';
import { shown } from '../../../text/shown';
import { simpleText } from '../../../text/simple-text';
import { checkField, givenBriefText, tell, tellMissing } from '../../constraints';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';
import { checkResourceName } from './resource-name';

export const R18 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'The limits of a range are in order, for resources that there are',
  why: 'The API server refuses the range.',
  source: 'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateLimitRange)',
  bad: withSpec('LimitRange', { limits: [{ type: 'Container', min: { memory: '2Gi' }, max: { memory: '1Gi' } }] }),
  good: withSpec('LimitRange', { limits: [{ type: 'Container', min: { memory: '1Gi' }, max: { memory: '2Gi' } }] }),
  of: {
    LimitRangeSpec: ({ field }, report) => {
      const types = field
        .at('limits')
        .items()
        .map((limit) => limit.at('type'));
      for (const [, type] of repetitionsIn(types, ({ raw }) => simpleText(raw ?? ''))) {
        tell(report, type, `is ${shown(type.raw)} again: write one for each type`);
      }
    },
    LimitRangeItem: ({ field }, report) => {
      checkType(field, report);
      for (const name of BOUNDS) {
        for (const [, amount] of field.at(name).entries()) checkResource(field, amount, report);
      }
      checkOrder(field, report);
    },
  },
});

const BOUNDS = ['min', 'max', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;
type Bound = (typeof BOUNDS)[number];
const TYPES = ['Container', 'Pod', 'PersistentVolumeClaim'];

function checkType(limit: Field, report: PartReport): void {
  const type = limit.at('type');
  if (type.isEmpty) tellMissing(report, type, `write ${TYPES.join(', ')}`);
  else {
    checkField(
      report,
      type,
      givenBriefText((text) => {
        const isKnown = text.includes('/') || TYPES.includes(text);
        return qualifiedNameProblem(text) ?? (isKnown ? undefined : `is none of ${TYPES.join(', ')}`);
      }),
    );
  }
  if (type.raw === 'Pod') {
    for (const name of ['default', 'defaultRequest'] as const) {
      const isFilled = limit.at(name).entries().length > 0;
      if (isFilled) tell(report, limit.at(name), 'is for containers, the type is "Pod": drop it');
    }
  }
  const hasStorage = (['min', 'max'] as const).some(
    (name) => limit.at(name).object().raw !== undefined && 'storage' in Object(limit.at(name).raw),
  );
  if (type.raw === 'PersistentVolumeClaim' && !hasStorage) {
    tell(report, limit, 'says nothing of storage: write min or max of it');
  }
}

function checkResource(limit: Field, amount: Field, report: PartReport): void {
  const type = limit.at('type').raw;
  const isSkipped = type === 'Pod' && /^default/.test(String(amount.holder?.key));
  const problemOf = type === 'Pod' || type === 'Container' ? containerResourceProblem : resourceNameProblem;
  if (!isSkipped) checkResourceName(amount, problemOf, report);
}

/** What must not be larger than what. */
const ORDER: readonly (readonly [Bound, Bound])[] = [
  ['min', 'max'],
  ['min', 'defaultRequest'],
  ['defaultRequest', 'max'],
  ['defaultRequest', 'default'],
  ['min', 'default'],
  ['default', 'max'],
];

/** Beyond that the API server counts wrong. */
const MOST_THOUSANDTHS = 2n ** 63n;

function checkOrder(limit: Field, report: PartReport): void {
  const names = new Set(
    BOUNDS.flatMap((bound) =>
      limit
        .at(bound)
        .entries()
        .map(([name]) => name),
    ),
  );
  for (const name of names) {
    const amounts = amountsOf(limit, name);
    const at = (bound: Bound) => limit.at(bound, name);
    const [smaller, larger] = ORDER.find(([a, b]) => isAbove(amounts[a], amounts[b])) ?? [];
    if (smaller !== undefined && larger !== undefined) {
      const place = at(smaller).isGiven ? smaller : larger;
      tell(report, at(place), `is ${shown(at(place).raw)}: ${smaller} must not be larger than ${larger}`);
    }
    const { min, max, maxLimitRequestRatio: ratio } = amounts;
    if (ratio !== undefined && ratio < 1000n) {
      tell(report, at('maxLimitRequestRatio'), `is ${shown(at('maxLimitRequestRatio').raw)}: write 1 or more`);
    } else if (ratio !== undefined && min !== undefined && max !== undefined && max < MOST_THOUSANDTHS) {
      if (Number(ratio) / 1000 > Number(max) / Number(min)) {
        tell(report, at('maxLimitRequestRatio'), 'must not be larger than max divided by min');
      }
    }
    const { default: own, defaultRequest: request } = amounts;
    if (!isOvercommitted(name) && own !== undefined && request !== undefined && own !== request) {
      tell(report, at('defaultRequest'), 'must be what default is, as more cannot be promised than there is');
    }
  }
}

function isAbove(a: bigint | undefined, b: bigint | undefined): boolean {
  return a !== undefined && b !== undefined && a > b;
}

/** In thousandths, with what the API server fills in for containers. */
function amountsOf(limit: Field, name: string): { readonly [B in Bound]?: bigint } {
  const [min, max, own, request, maxLimitRequestRatio] = BOUNDS.map((bound) => amountAt(limit.at(bound, name)));
  const type = limit.at('type').raw;
  if (type === 'Pod') return { min, max, maxLimitRequestRatio };
  const isContainer = type === 'Container';
  const defaultLimit = own ?? (isContainer ? max : undefined);
  const defaultRequest = request ?? (isContainer ? (defaultLimit ?? min) : undefined);
  return { min, max, default: defaultLimit, defaultRequest, maxLimitRequestRatio };
}

function amountAt({ raw }: Field): bigint | undefined {
  if (raw === null) return 0n;
  const quantity = typeof raw === 'string' || typeof raw === 'number' ? quantityIn(raw) : undefined;
  return quantity && inThousandths(quantity);
}
