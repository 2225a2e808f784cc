// Prints what the code of Flux makes of the questions on standard input, a list of JSON: the health of objects by
// expressions, whether an object has fields that its type does not know, and what a Kustomization makes of a folder.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	apis "github.com/fluxcd/pkg/apis/kustomize"
	"github.com/fluxcd/pkg/kustomize"
	"github.com/fluxcd/pkg/runtime/cel"
	sourcev1 "github.com/fluxcd/source-controller/api/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/kustomize/api/provider"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/yaml"
)

type question struct {
	// Entries of healthCheckExprs, and the objects to evaluate, as YAML.
	Expressions []apis.CustomHealthCheck `json:"expressions"`
	Objects     []string                 `json:"objects"`
	// An object of Flux, as YAML, to be decoded strictly.
	Decode string `json:"decode"`
	Kind   string `json:"kind"`
	// A Kustomization, as YAML, and the files of its source.
	Kustomization string            `json:"kustomization"`
	Files         map[string]string `json:"files"`
	Lenient       bool              `json:"lenient"`
	// Objects in which it fills in its variables, one by one.
	Substitute []string `json:"substitute"`
}

type answer struct {
	// By object: Current, Failed, InProgress, or the error of the evaluation.
	Health []string `json:"health,omitempty"`
	// What Flux says of the same objects where it has no expressions.
	Without []string `json:"without,omitempty"`
	Built   []string `json:"built,omitempty"`
	// By object: as it became, or the error.
	Substituted []substituted `json:"substituted,omitempty"`
	Error       string        `json:"error,omitempty"`
}

type substituted struct {
	Object string `json:"object,omitempty"`
	Error  string `json:"error,omitempty"`
}

func read(text string) (*unstructured.Unstructured, error) {
	data, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		return nil, err
	}
	object := &unstructured.Unstructured{}
	// As client-go decodes: whole numbers are int64.
	return object, object.UnmarshalJSON(data)
}

func without(objects []string) ([]string, error) {
	found := []string{}
	for _, text := range objects {
		object, err := read(text)
		if err != nil {
			return nil, err
		}
		result, err := status.Compute(object)
		if err != nil {
			return nil, err
		}
		found = append(found, string(result.Status))
	}
	return found, nil
}

func health(checks []apis.CustomHealthCheck, objects []string) ([]string, error) {
	evaluators := map[string]*cel.StatusEvaluator{}
	for _, check := range checks {
		evaluator, err := cel.NewStatusEvaluator(&check.HealthCheckExpressions)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", check.Kind, err)
		}
		evaluators[check.Kind] = evaluator
	}
	found := []string{}
	for _, text := range objects {
		object, err := read(text)
		if err != nil {
			return nil, err
		}
		evaluator, known := evaluators[object.GetKind()]
		if !known {
			found = append(found, "no expressions")
			continue
		}
		result, err := evaluator.Evaluate(context.Background(), object)
		if err != nil {
			found = append(found, err.Error())
			continue
		}
		found = append(found, string(result.Status))
	}
	return found, nil
}

func decode(kind, text string) error {
	types := map[string]any{
		"Kustomization": &kustomizev1.Kustomization{},
		"GitRepository": &sourcev1.GitRepository{},
		"OCIRepository": &sourcev1.OCIRepository{},
	}
	object, known := types[kind]
	if !known {
		return fmt.Errorf("no kind %q", kind)
	}
	return yaml.UnmarshalStrict([]byte(text), object)
}

// As the controller does: the files of the path, a kustomization of all of them where there is none, and variables.
func build(one question) ([]string, error) {
	root, err := os.MkdirTemp("", "flux-reads-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(root)
	for name, text := range one.Files {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return nil, err
		}
	}
	kustomization, err := read(one.Kustomization)
	if err != nil {
		return nil, err
	}
	path, _, _ := unstructured.NestedString(kustomization.Object, "spec", "path")
	folder := filepath.Join(root, filepath.FromSlash(path))
	if _, err := kustomize.NewGenerator(root, *kustomization).WriteFile(folder); err != nil {
		return nil, unrooted(err, root)
	}
	objects, err := kustomize.SecureBuild(root, folder, false)
	if err != nil {
		return nil, unrooted(err, root)
	}
	built := []string{}
	for _, object := range objects.Resources() {
		text, err := fillIn(kustomization, object, one.Lenient)
		if err != nil {
			return nil, unrooted(err, root)
		}
		built = append(built, text)
	}
	return built, nil
}

func fillIn(kustomization *unstructured.Unstructured, object *resource.Resource, lenient bool) (string, error) {
	postBuild, _, _ := unstructured.NestedMap(kustomization.Object, "spec", "postBuild")
	if postBuild != nil {
		filled, err := kustomize.SubstituteVariables(
			context.Background(), nil, *kustomization, object,
			kustomize.SubstituteWithStrict(!lenient),
			kustomize.SubstituteWithAlways(postBuild["substituteStrategy"] == "Always"),
		)
		if err != nil {
			return "", err
		}
		// Nothing where the object keeps its text.
		if filled != nil {
			object = filled
		}
	}
	text, err := object.AsYAML()
	return string(text), err
}

func substitute(one question) ([]substituted, error) {
	kustomization, err := read(one.Kustomization)
	if err != nil {
		return nil, err
	}
	factory := provider.NewDefaultDepProvider().GetResourceFactory()
	found := []substituted{}
	for _, text := range one.Substitute {
		object, err := factory.FromBytes([]byte(text))
		if err != nil {
			return nil, err
		}
		became, err := fillIn(kustomization, object, one.Lenient)
		if err != nil {
			found = append(found, substituted{Error: err.Error()})
			continue
		}
		found = append(found, substituted{Object: became})
	}
	return found, nil
}

func unrooted(err error, root string) error {
	return fmt.Errorf("%s", strings.ReplaceAll(err.Error(), root, ""))
}

func answerTo(one question) (found answer) {
	var err error
	switch {
	case one.Decode != "":
		err = decode(one.Kind, one.Decode)
	case one.Substitute != nil:
		found.Substituted, err = substitute(one)
	case one.Kustomization != "":
		found.Built, err = build(one)
	default:
		if found.Health, err = health(one.Expressions, one.Objects); err == nil {
			found.Without, err = without(one.Objects)
		}
	}
	if err != nil {
		found.Error = err.Error()
	}
	return found
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	answers := []answer{}
	for _, one := range questions {
		answers = append(answers, answerTo(one))
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
