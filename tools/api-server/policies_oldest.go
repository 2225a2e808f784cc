//go:build oldest

package main

import (
	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	admissionregistration "k8s.io/api/admissionregistration/v1beta1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	plugincel "k8s.io/apiserver/pkg/admission/plugin/cel"
	"k8s.io/apiserver/pkg/admission/plugin/validatingadmissionpolicy"
	"k8s.io/apiserver/pkg/admission/plugin/validatingadmissionpolicy/matching"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/matchconditions"
	"k8s.io/apiserver/pkg/cel/environment"
)

// 1.29 has policies in v1beta1 only, with the same fields: here they say what its CEL takes, which is what 1.30 takes.
type (
	policyObject  = admissionregistration.ValidatingAdmissionPolicy
	bindingObject = admissionregistration.ValidatingAdmissionPolicyBinding
	evaluator     = validatingadmissionpolicy.Validator
)

var policyVersion = admissionregistration.SchemeGroupVersion

const (
	actionDeny = validatingadmissionpolicy.ActionDeny
	evalError  = validatingadmissionpolicy.EvalError
)

var matcher = validatingadmissionpolicy.NewMatcher(matching.NewMatcher(anyNamespace{}, nil))

func definitionMatches(request admission.Attributes, policy *policyObject) (bool, schema.GroupVersionResource, schema.GroupVersionKind, error) {
	return matcher.DefinitionMatches(request, objectInterfaces, policy)
}

func bindingMatches(request admission.Attributes, binding *bindingObject) (bool, error) {
	return matcher.BindingMatches(request, objectInterfaces, binding)
}

// As latestPolicyData of pkg/admission/plugin/validatingadmissionpolicy, for policies without parameters, audit
// annotations and expressions for messages.
func compile(policy *policyObject) evaluator {
	compiler, err := plugincel.NewCompositedCompiler(environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion()))
	if err != nil {
		panic(err)
	}
	options := plugincel.OptionalVariableDeclarations{HasAuthorizer: true}
	var variables []plugincel.NamedExpressionAccessor
	for _, one := range policy.Spec.Variables {
		variables = append(variables, &validatingadmissionpolicy.Variable{Name: one.Name, Expression: one.Expression})
	}
	compiler.CompileAndStoreVariables(variables, options, environment.StoredExpressions)
	var conditions, validations []plugincel.ExpressionAccessor
	for i := range policy.Spec.MatchConditions {
		conditions = append(conditions, (*matchconditions.MatchCondition)(&policy.Spec.MatchConditions[i]))
	}
	for _, one := range policy.Spec.Validations {
		validations = append(validations, &validatingadmissionpolicy.ValidationCondition{Expression: one.Expression, Message: one.Message, Reason: one.Reason})
	}
	failurePolicy := admissionregistrationv1.Fail
	if policy.Spec.FailurePolicy != nil {
		failurePolicy = admissionregistrationv1.FailurePolicyType(*policy.Spec.FailurePolicy)
	}
	var condition matchconditions.Matcher
	if len(conditions) > 0 {
		condition = matchconditions.NewMatcher(
			compiler.Compile(conditions, options, environment.StoredExpressions), &failurePolicy, "policy", "validate", policy.Name)
	}
	none := func() plugincel.Filter { return compiler.Compile(nil, options, environment.StoredExpressions) }
	return validatingadmissionpolicy.NewValidator(
		compiler.Compile(validations, options, environment.StoredExpressions), condition, none(), none(), &failurePolicy)
}

// The newest version tells.
func typeErrorsOf([]byte, customResources) []string { return nil }
