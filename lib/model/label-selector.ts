import { isCredentialName } from '../text/credential-name';
import { quotedText } from '../text/key-name';
import { shown } from '../text/shown';
import type { Field } from './field';
import { labelValueProblem, qualifiedNameProblem } from './kubernetes-names';

const NO_VALUE = Symbol('no value of a label');

/** The value of a label: null is as the empty text. Of one that cannot be, N4 tells. */
function labelValueOf(labels: Field, key: string): string | undefined | typeof NO_VALUE {
  if (!labels.isObject || !Object.hasOwn(labels.raw as object, key)) return undefined;
  const value = labels.at(key).raw ?? '';
  return typeof value === 'string' && !labelValueProblem(value) ? value : NO_VALUE;
}

/** What labels lack of those that are wanted, one by one, for a message. */
export function mismatch(wanted: Field, labels: Field): string | undefined {
  for (const [key, { raw }] of wanted.entries()) {
    const value = labelValueOf(labels, key);
    if (value === undefined) return `has no label ${quotedText(key)}`;
    if (value !== NO_VALUE && value !== (raw ?? '')) {
      return isCredentialName(key)
        ? `has another value of the label ${quotedText(key)}`
        : `has ${shown(value)} as label ${quotedText(key)}, not ${shown(raw)}`;
    }
  }
  return undefined;
}

/** The first expression of a selector that labels do not meet. */
export function unmetIn(selector: Field, labels: Field): Field | undefined {
  return selector
    .at('matchExpressions')
    .items()
    .find((requirement) => !isMet(requirement, labels));
}

function isMet(requirement: Field, labels: Field): boolean {
  const value = labelValueOf(labels, requirement.text('key').value ?? '');
  const values = requirement
    .at('values')
    .items()
    .map(({ raw }) => raw ?? '');
  if (value === NO_VALUE) return true;
  switch (requirement.at('operator').raw) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}

/** Whether it says nothing of which another rule tells. */
export function isReadable(selector: Field): boolean {
  const [labels, expressions] = [selector.at('matchLabels'), selector.at('matchExpressions')];
  return (
    isObjectOrNone(labels) &&
    areLabels(labels) &&
    expressions.items().every((one) => isTyped(one) && requirementProblems(one).length === 0)
  );
}

export function areLabels(labels: Field): boolean {
  return labels.entries().every(([key]) => !qualifiedNameProblem(key) && labelValueOf(labels, key) !== NO_VALUE);
}

export function isObjectOrNone(field: Field): boolean {
  return !field.isUnresolved && (!field.isGiven || field.isObject);
}

/** Of other types F2 tells. */
function isTyped(requirement: Field): boolean {
  const values = requirement.at('values');
  return (
    ['key', 'operator'].every((name) => typeof (requirement.at(name).raw ?? '') === 'string') &&
    values.items().every(({ raw }) => typeof (raw ?? '') === 'string')
  );
}

type Problem = readonly [place: Field, problem: string];

/** What is wrong with an expression of a selector, and where. */
export function requirementProblems(requirement: Field): Problem[] {
  const [key, operator, values] = [requirement.at('key'), requirement.at('operator'), requirement.at('values')];
  const keyProblem = typeof (key.raw ?? '') === 'string' ? qualifiedNameProblem((key.raw ?? '') as string) : undefined;
  if (key.isEmpty && operator.isEmpty) return [[requirement, 'asks for nothing: write key and operator']];
  return [
    ...(keyProblem ? [[key, `is ${shown(key.raw ?? '')}, which is no key of a label: it ${keyProblem}`] as const] : []),
    ...operatorProblems(operator, values),
    ...values.items().flatMap((place): Problem[] => {
      const problem = typeof place.raw === 'string' ? labelValueProblem(place.raw) : undefined;
      return problem ? [[place, `is ${shown(place.raw)}, which is no value of a label: it ${problem}`]] : [];
    }),
  ];
}

function operatorProblems(operator: Field, values: Field): Problem[] {
  const { raw } = operator;
  const count = values.items().length;
  if (operator.isUnresolved || values.isUnresolved || (raw !== undefined && raw !== null && typeof raw !== 'string'))
    return [];
  if (raw === 'In' || raw === 'NotIn')
    return count > 0 ? [] : [[values, `is empty: write a value, as ${shown(raw)} needs one`]];
  if (raw === 'Exists' || raw === 'DoesNotExist')
    return count === 0 ? [] : [[values, `cannot stand beside ${shown(raw)}: drop it`]];
  return [[operator, `is ${shown(raw ?? '')}: write In, NotIn, Exists or DoesNotExist`]];
}
