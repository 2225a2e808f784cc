import { OPERATOR_GROUP } from '../model/kinds';
import type { RuleId } from '../validation/rule-ids';
import { RULES_BY_ID } from '../validation/rules';
import type { GuardedKind, GuardedRule } from './guarded-kind';

/** Since when clusters serve policies in this version. */
export const POLICIES_SINCE = '1.30';
export const POLICY_API_VERSION = 'admissionregistration.k8s.io/v1';

/**
 * Requests that are always let through: the operator takes all finalizers away from objects that are deleted, with which
 * they are gone, and all who write nothing but labels, annotations and finalizers meet objects that were there before the
 * guard. What is being deleted and has a finalizer left is read by the operator as any other.
 */
const MATCH_CONDITIONS = [
  {
    name: 'is-not-gone-by-it',
    expression:
      '!has(object.metadata.deletionTimestamp) || has(object.metadata.finalizers) && size(object.metadata.finalizers) > 0',
  },
  {
    name: 'changes-its-spec',
    expression:
      "request.operation == 'CREATE' || has(object.spec) != has(oldObject.spec) || has(object.spec) && object.spec != oldObject.spec",
  },
];

/** The spec of the policy for a kind; absent where it would check nothing. */
export function policySpec(
  guarded: GuardedKind,
  rules: ReadonlySet<RuleId>,
  failurePolicy: string,
): object | undefined {
  const { generation, resource, variables } = guarded;
  const wanted = guarded.rules.filter(({ rule }) => rules.has(rule));
  if (wanted.length === 0) return undefined;
  return {
    failurePolicy,
    matchConstraints: {
      resourceRules: [
        {
          apiGroups: [OPERATOR_GROUP],
          apiVersions: [generation],
          operations: ['CREATE', 'UPDATE'],
          resources: [resource],
        },
      ],
    },
    matchConditions: MATCH_CONDITIONS,
    variables: readBy(variables, wanted).map(([name, expression]) => ({ name, expression })),
    validations: wanted.map((one) => ({ expression: one.expression, message: messageOf(one) })),
  };
}

/** What must hold in the words of the rule, and what to write instead. */
function messageOf({ rule, remedy }: GuardedRule): string {
  const known: Readonly<Partial<Record<RuleId, { readonly title: string }>>> = RULES_BY_ID;
  return `${known[rule]?.title} (${rule}): ${remedy}`;
}

/** The variables that the expressions read, by themselves or by other variables. */
function readBy(variables: Readonly<Record<string, string>>, rules: readonly GuardedRule[]): [string, string][] {
  const texts = rules.map(({ expression }) => expression);
  const read = Object.entries(variables)
    .reverse()
    .filter(([name, expression]) => {
      const isRead = texts.some((text) => new RegExp(`\\bvariables\\.${name}\\b`).test(text));
      if (isRead) texts.push(expression);
      return isRead;
    });
  return read.reverse();
}
