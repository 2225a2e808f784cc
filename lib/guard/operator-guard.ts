import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import { withoutNamespace } from '../evaluation/cluster-scoped';
import { declareExplained, declareOwner } from '../evaluation/declarations';
import { configurationFindings } from '../evaluation/report/configuration-findings';
import { settingsOf } from '../evaluation/settings';
import type { Settings } from '../model/app-model';
import { labelProblem, subdomainProblem } from '../model/kubernetes-names';
import { isKubernetes } from '../model/kubernetes-version';
import { checkedProps } from '../props/prop-types';
import type { PropsProblem } from '../props/props-problem';
import { shown } from '../text/shown';
import { GuardAction, GuardFailurePolicy } from './guard-action';
import { GUARDED_KINDS, GUARDED_RULES } from './guarded-kinds';
import { POLICIES_SINCE, POLICY_API_VERSION, policySpec } from './policy';
import { OPERATOR_GUARD_PROPS } from './prop-types';

/**
 * Properties of an `OperatorGuard`.
 */
export interface OperatorGuardProps {
  /**
   * What the names of its objects begin with: the one for InfisicalStaticSecrets is called
   * `<name>-infisicalstaticsecret`.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * The ids of the rules that the cluster is to hold.
   *
   * @default OperatorGuard.rules()
   */
  readonly rules?: string[];

  /**
   * What the API server does with a request that breaks a rule. DENY and WARN exclude each other.
   *
   * @default [GuardAction.DENY]
   */
  readonly actions?: GuardAction[];

  /**
   * Namespaces whose objects are not looked at, for those who must be able to write anything in an emergency. A
   * `ClusterGenerator` is in no namespace: it is always looked at.
   *
   * @default - none
   */
  readonly exemptNamespaces?: string[];

  /**
   * What the API server does with a request for which it cannot evaluate a policy.
   *
   * @default GuardFailurePolicy.FAIL
   */
  readonly failurePolicy?: GuardFailurePolicy;

  /**
   * Labels of the policies and their bindings.
   *
   * @default - the labels of the chart
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the policies and their bindings.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}

/**
 * A guard for the cluster: ValidatingAdmissionPolicies that say rules of this library to the API server, so that YAML that
 * nobody has synthesized cannot stop the operator either. One program of a cluster writes it, once.
 *
 * It lets through what does not change the spec of an object, the write with which a deleted object is gone, and
 * everything that the operator writes into a status. It needs Kubernetes 1.30, and `kubernetes.version` in
 * `cdk8s-infisical.yaml` to say so (rule X41).
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export class OperatorGuard extends Construct {
  /**
   * The ids of the rules that a guard can hold: those that need nothing but the object itself, and no parser of templates.
   */
  public static rules(): string[] {
    return [...GUARDED_RULES];
  }

  /**
   * The policies, one for each kind of the operator of which it holds a rule. Patches of them reach the YAML.
   */
  public readonly policies: ApiObject[] = [];

  /**
   * The bindings of the policies, in the same order.
   */
  public readonly bindings: ApiObject[] = [];

  public constructor(scope: Construct, id: string, props: OperatorGuardProps = {}) {
    super(scope, id);
    const { checked, problems } = checkedProps(props, OPERATOR_GUARD_PROPS);
    const { name = id, labels, annotations, actions = [GuardAction.DENY], exemptNamespaces = [] } = checked;
    const failurePolicy = checked.failurePolicy ?? GuardFailurePolicy.FAIL;
    const rules = checked.rules ?? GUARDED_RULES;
    const wanted = new Set(GUARDED_RULES.filter((rule) => rules.includes(rule)));
    for (const guarded of GUARDED_KINDS) {
      const spec = policySpec(guarded, wanted, failurePolicy);
      if (spec === undefined) continue;
      const metadata = { name: nameOf(name, guarded.kind), labels, annotations };
      const binding = {
        policyName: metadata.name,
        validationActions: actions,
        ...(exemptNamespaces.length > 0 && { matchResources: allNamespacesBut(exemptNamespaces) }),
      };
      this.policies.push(this.write(`${guarded.kind}Policy`, 'ValidatingAdmissionPolicy', metadata, spec));
      this.bindings.push(this.write(`${guarded.kind}Binding`, 'ValidatingAdmissionPolicyBinding', metadata, binding));
    }
    // Of each of the objects the same would be told.
    declareExplained(this, 'X41', ['F5', 'N1']);
    validateWithApp(this, () => [
      ...problems,
      ...nameProblems(name),
      ...ruleProblems(checked.rules),
      ...actionProblems(actions),
      ...namespaceProblems(exemptNamespaces),
      ...versionProblems(settingsOf(this.node.root)),
    ]);
  }

  private write(id: string, kind: string, metadata: object, spec: object): ApiObject {
    const props = { apiVersion: POLICY_API_VERSION, kind, metadata, spec };
    const object = new ApiObject(this, id, props as ConstructorParameters<typeof ApiObject>[2]);
    declareOwner(object, this);
    return withoutNamespace(object);
  }
}

function allNamespacesBut(namespaces: readonly string[]): object {
  const expression = { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: namespaces };
  return { namespaceSelector: { matchExpressions: [expression] } };
}

/** Of its policies, the one with the longest name. */
function nameProblems(name: string): PropsProblem[] {
  const [longest] = GUARDED_KINDS.map(({ kind }) => nameOf(name, kind)).sort((a, b) => b.length - a.length);
  const problem = subdomainProblem(longest);
  return problem === undefined ? [] : [{ rule: 'X41', message: `the name ${shown(longest)} of a policy ${problem}` }];
}

function nameOf(name: string, kind: string): string {
  return `${name}-${kind.toLowerCase()}`;
}

function ruleProblems(rules: readonly string[] | undefined): PropsProblem[] {
  const known: readonly string[] = GUARDED_RULES;
  const message = `a guard holds no rule: give some of ${known.join(', ')}, or leave rules out for all of them`;
  if (rules?.length === 0) return [{ rule: 'X41', message }];
  return (rules ?? [])
    .filter((rule) => !known.includes(rule))
    .map((rule) => ({
      rule: 'X41',
      message: `a guard cannot hold the rule ${shown(rule)}: it can ${known.join(', ')}`,
    }));
}

function actionProblems(actions: readonly GuardAction[]): PropsProblem[] {
  if (actions.length === 0) {
    return [{ rule: 'X41', message: 'a guard does nothing without actions: give one, for example GuardAction.DENY' }];
  }
  const twice = actions.find((action, i) => actions.indexOf(action) < i);
  if (twice !== undefined) return [{ rule: 'X41', message: `the action ${twice} stands twice: drop one` }];
  const both = actions.includes(GuardAction.DENY) && actions.includes(GuardAction.WARN);
  const message = 'the actions Deny and Warn exclude each other, as a refusal says all that a warning would: keep one';
  return both ? [{ rule: 'X41', message }] : [];
}

function namespaceProblems(namespaces: readonly string[]): PropsProblem[] {
  return namespaces.flatMap((namespace, i) => {
    const problem = labelProblem(namespace);
    const place = `exemptNamespaces[${i}] ${shown(namespace)}`;
    return problem === undefined ? [] : [{ rule: 'N2' as const, message: `${place} ${problem}` }];
  });
}

function versionProblems({ kubernetesVersion: version }: Settings): PropsProblem[] {
  // What cannot be read may tell it.
  const isUnread = version === undefined && configurationFindings().length > 0;
  if (isUnread || isKubernetes(version, POLICIES_SINCE)) return [];
  const remedy =
    version === undefined
      ? 'and nobody has told that of the cluster: set kubernetes.version in cdk8s-infisical.yaml, for example kubernetes: { version: "1.34" }'
      : `and the cluster has ${version}: leave the guard out until it is newer`;
  return [{ rule: 'X41', message: `the policies of a guard are known since Kubernetes ${POLICIES_SINCE}, ${remedy}` }];
}
