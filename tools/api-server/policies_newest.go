//go:build !oldest

package main

import (
	"encoding/json"

	admissionregistration "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	plugincel "k8s.io/apiserver/pkg/admission/plugin/cel"
	"k8s.io/apiserver/pkg/admission/plugin/policy/generic"
	"k8s.io/apiserver/pkg/admission/plugin/policy/matching"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/matchconditions"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/apiserver/pkg/cel/openapi/resolver"
	"k8s.io/kube-openapi/pkg/validation/spec"
)

type (
	policyObject  = admissionregistration.ValidatingAdmissionPolicy
	bindingObject = admissionregistration.ValidatingAdmissionPolicyBinding
	evaluator     = validating.Validator
)

var policyVersion = admissionregistration.SchemeGroupVersion

const (
	actionDeny = validating.ActionDeny
	evalError  = validating.EvalError
)

var matcher = generic.NewPolicyMatcher(matching.NewMatcher(anyNamespace{}, nil))

func definitionMatches(request admission.Attributes, policy *policyObject) (bool, schema.GroupVersionResource, schema.GroupVersionKind, error) {
	return matcher.DefinitionMatches(request, objectInterfaces, validating.NewValidatingAdmissionPolicyAccessor(policy))
}

func bindingMatches(request admission.Attributes, binding *bindingObject) (bool, error) {
	return matcher.BindingMatches(request, objectInterfaces, validating.NewValidatingAdmissionPolicyBindingAccessor(binding))
}

// As compilePolicy of pkg/admission/plugin/policy/validating, for policies without parameters, audit annotations and
// expressions for messages.
func compile(policy *policyObject) evaluator {
	compiler, err := plugincel.NewCompositedCompiler(environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion()))
	if err != nil {
		return validating.NewValidator(nil, nil, nil, nil, policy.Spec.FailurePolicy, err)
	}
	options := plugincel.OptionalVariableDeclarations{HasAuthorizer: true}
	var variables []plugincel.NamedExpressionAccessor
	for _, one := range policy.Spec.Variables {
		variables = append(variables, &validating.Variable{Name: one.Name, Expression: one.Expression})
	}
	compiler.CompileAndStoreVariables(variables, options, environment.StoredExpressions)
	var conditions, validations []plugincel.ExpressionAccessor
	for i := range policy.Spec.MatchConditions {
		conditions = append(conditions, (*matchconditions.MatchCondition)(&policy.Spec.MatchConditions[i]))
	}
	for _, one := range policy.Spec.Validations {
		validations = append(validations, &validating.ValidationCondition{Expression: one.Expression, Message: one.Message, Reason: one.Reason})
	}
	var condition matchconditions.Matcher
	if len(conditions) > 0 {
		condition = matchconditions.NewMatcher(
			compiler.CompileCondition(conditions, options, environment.StoredExpressions), policy.Spec.FailurePolicy, "policy", "validate", policy.Name)
	}
	none := func() plugincel.ConditionEvaluator {
		return compiler.CompileCondition(nil, options, environment.StoredExpressions)
	}
	return validating.NewValidator(
		compiler.CompileCondition(validations, options, environment.StoredExpressions), condition, none(), none(), policy.Spec.FailurePolicy, nil)
}

// What the server writes into the status of a policy: where an expression does not fit the schema of what it looks at.
func typeErrorsOf(data []byte, resources customResources) []string {
	var policy policyObject
	if err := json.Unmarshal(data, &policy); err != nil {
		return []string{err.Error()}
	}
	mapper := meta.NewDefaultRESTMapper(nil)
	for kind := range resources {
		mapper.Add(kind, meta.RESTScopeNamespace)
	}
	checker := validating.TypeChecker{SchemaResolver: resources, RestMapper: mapper}
	var found []string
	for _, one := range checker.Check(&policy) {
		found = append(found, one.FieldRef+": "+one.Warning)
	}
	return found
}

func (found customResources) ResolveSchema(kind schema.GroupVersionKind) (*spec.Schema, error) {
	resource, ok := found[kind]
	if !ok {
		return nil, resolver.ErrSchemaNotFound
	}
	resolved := resource.structural.ToKubeOpenAPI()
	resolved.Properties["metadata"] = objectMeta
	return resolved, nil
}

// Of the schema of metadata, which the server has put in for that of a CRD, what policies are likely to read.
var objectMeta = spec.Schema{SchemaProps: spec.SchemaProps{Type: []string{"object"}, Properties: map[string]spec.Schema{
	"name":              *spec.StringProperty(),
	"generateName":      *spec.StringProperty(),
	"namespace":         *spec.StringProperty(),
	"labels":            *spec.MapProperty(spec.StringProperty()),
	"annotations":       *spec.MapProperty(spec.StringProperty()),
	"finalizers":        *spec.ArrayProperty(spec.StringProperty()),
	"deletionTimestamp": *spec.DateTimeProperty(),
}}}
