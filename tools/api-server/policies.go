package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	documents "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/apiserver/pkg/admission"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/authentication/user"
	listers "k8s.io/client-go/listers/core/v1"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"sigs.k8s.io/yaml"
)

// What a policy says against an object.
type denial struct {
	Policy  string   `json:"policy"`
	Binding string   `json:"binding"`
	Actions []string `json:"actions"`
	Message string   `json:"message"`
	// True where the expression could not be evaluated.
	Failed bool `json:"failed,omitempty"`
}

// A policy as the server has it after its creation, with what it has compiled of it.
type compiledPolicy struct {
	definition *policyObject
	bindings   []*bindingObject
	evaluator  evaluator
}

type policies []*compiledPolicy

// Reads policies and bindings. What the server refuses of them ends the program.
func readPolicies(file string) (policies, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	found := map[string]*compiledPolicy{}
	var bindings []*bindingObject
	reader := documents.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		object, err := admitted(document)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		switch one := object.(type) {
		case *policyObject:
			found[one.Name] = &compiledPolicy{definition: one, evaluator: compile(one)}
		case *bindingObject:
			bindings = append(bindings, one)
		default:
			return nil, fmt.Errorf("%s: a %T is no policy", file, object)
		}
	}
	var read policies
	for _, one := range found {
		read = append(read, one)
	}
	sort.Slice(read, func(i, j int) bool { return read[i].definition.Name < read[j].definition.Name })
	for _, binding := range bindings {
		policy, ok := found[binding.Spec.PolicyName]
		if !ok {
			return nil, fmt.Errorf("%s: the binding %s is of no policy", file, binding.Name)
		}
		policy.bindings = append(policy.bindings, binding)
	}
	return read, nil
}

// A policy or a binding, validated and defaulted.
func admitted(document []byte) (runtime.Object, error) {
	data, err := yaml.YAMLToJSONStrict(document)
	if err != nil {
		return nil, err
	}
	var content map[string]any
	if err := json.Unmarshal(data, &content); err != nil {
		return nil, err
	}
	content["apiVersion"] = policyVersion.String()
	if data, err = json.Marshal(content); err != nil {
		return nil, err
	}
	said := judge(question{given: given{Object: data}}, nil, nil)
	if said.UnknownKind || len(said.Refused) > 0 {
		return nil, fmt.Errorf("the server refuses the %v %v: %v", content["kind"], content["metadata"], said.Refused)
	}
	object, _, err := legacyscheme.Codecs.UniversalDeserializer().Decode(data, nil, nil)
	if err == nil {
		legacyscheme.Scheme.Default(object)
	}
	return object, err
}

// What the policies say of a request for a custom resource.
func (all policies) deny(ctx context.Context, asked question, kind schema.GroupVersionKind, object *unstructured.Unstructured) ([]denial, error) {
	if len(all) == 0 {
		return nil, nil
	}
	request, err := requestFor(asked, kind, object)
	if err != nil {
		return nil, err
	}
	var denied []denial
	for _, policy := range all {
		matches, resource, matchKind, err := definitionMatches(request, policy.definition)
		if err != nil {
			return nil, err
		}
		if !matches {
			continue
		}
		for _, binding := range policy.bindings {
			if matches, err := bindingMatches(request, binding); err != nil || !matches {
				if err != nil {
					return nil, err
				}
				continue
			}
			versioned, err := admission.NewVersionedAttributes(request, matchKind, objectInterfaces)
			if err != nil {
				return nil, err
			}
			result := policy.evaluator.Validate(
				ctx, resource, versioned, nil, namespaceNamed(request.GetNamespace()), celconfig.RuntimeCELCostBudget, nil)
			for _, decision := range result.Decisions {
				if decision.Action != actionDeny {
					continue
				}
				one := denial{Policy: policy.definition.Name, Binding: binding.Name, Message: decision.Message, Failed: decision.Evaluation == evalError}
				for _, action := range binding.Spec.ValidationActions {
					one.Actions = append(one.Actions, string(action))
				}
				denied = append(denied, one)
			}
		}
	}
	return denied, nil
}

func requestFor(asked question, kind schema.GroupVersionKind, object *unstructured.Unstructured) (admission.Attributes, error) {
	operation := admission.Create
	var newObject, oldObject runtime.Object = object, nil
	if asked.OldObject != nil {
		operation = admission.Update
		old := &unstructured.Unstructured{}
		if err := json.Unmarshal(asked.OldObject, &old.Object); err != nil {
			return nil, err
		}
		oldObject = old
		// What the creation of an object takes away from its metadata is there.
		sent := &unstructured.Unstructured{}
		if err := json.Unmarshal(asked.Object, &sent.Object); err != nil {
			return nil, err
		}
		object.SetDeletionTimestamp(sent.GetDeletionTimestamp())
	}
	if asked.Operation == string(admission.Delete) {
		operation, newObject, oldObject = admission.Delete, nil, object
	}
	resource, _ := meta.UnsafeGuessKindToResource(kind)
	return admission.NewAttributesRecord(
		newObject, oldObject, kind, object.GetNamespace(), object.GetName(), resource, asked.Subresource, operation, nil, false,
		&user.DefaultInfo{Name: "somebody"}), nil
}

// Any namespace is there, with the label that a server gives it.
type anyNamespace struct{ listers.NamespaceLister }

func (anyNamespace) Get(name string) (*corev1.Namespace, error) { return namespaceNamed(name), nil }

func (anyNamespace) List(labels.Selector) ([]*corev1.Namespace, error) { return nil, nil }

func namespaceNamed(name string) *corev1.Namespace {
	if name == "" {
		return nil
	}
	return &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{
		Name: name, Labels: map[string]string{corev1.LabelMetadataName: name},
	}}
}

var objectInterfaces = admission.NewObjectInterfacesFromScheme(legacyscheme.Scheme)
