// Prints, as JSON, what the Infisical operator writes for manifests, rendered with the libraries that it is made of:
//
//	go run . < cases.json
//
// A case is a manifest as it stands in a file, and the secrets that the operator reads. Each object that the manifest
// writes becomes its keys and values, or the error that the sync fails with. URLs among the values are read back with
// Go's own parser.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"
	valueYAML "gopkg.in/yaml.v3"
	"sigs.k8s.io/yaml"
)

type testCase struct {
	Manifest string            `json:"manifest"`
	Secrets  map[string]string `json:"secrets"`
}

type written struct {
	Values map[string]string   `json:"values,omitempty"`
	URLs   map[string]urlParts `json:"urls,omitempty"`
	Error  string              `json:"error,omitempty"`
}

type urlParts struct {
	User     string   `json:"user"`
	Password string   `json:"password"`
	Segments []string `json:"segments"`
	Query    string   `json:"query"`
}

// What a template sees of a secret, in v1alpha1 and in push templates.
type secret struct {
	Value      string
	SecretPath string
}

// The same in v1beta1, where a secret can be written as it is.
type secretV1 struct {
	Value      string
	SecretPath string
}

func (s secretV1) String() string { return s.Value }

// A template as v1alpha1 knows it.
type mapTemplate struct {
	IncludeAllSecrets bool              `json:"includeAllSecrets"`
	Data              map[string]string `json:"data"`
}

type reference struct {
	Template *mapTemplate `json:"template"`
}

type resource struct {
	Kind string `json:"kind"`
	Spec struct {
		Secrets    []reference `json:"managedKubeSecretReferences"`
		ConfigMaps []reference `json:"managedKubeConfigMapReferences"`
		Targets    []struct {
			Template *struct {
				Data json.RawMessage `json:"data"`
			} `json:"template"`
		} `json:"targets"`
		Push struct {
			Secret reference `json:"secret"`
		} `json:"push"`
	} `json:"spec"`
}

func functions() template.FuncMap {
	all := sprig.TxtFuncMap()
	delete(all, "env")
	delete(all, "expandenv")
	return all
}

func execute(text string, data any) (string, error) {
	parsed, err := template.New("template").Funcs(functions()).Parse(text)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	err = parsed.Execute(&out, data)
	return out.String(), err
}

func executeAll(templates map[string]string, data any, values map[string]string) (map[string]string, error) {
	for key, text := range templates {
		value, err := execute(text, data)
		if err != nil {
			return nil, err
		}
		values[key] = value
	}
	return values, nil
}

func renderMap(wanted *mapTemplate, secrets map[string]string) (map[string]string, error) {
	values := map[string]string{}
	data := map[string]secret{}
	for key, value := range secrets {
		data[key] = secret{Value: value, SecretPath: "/"}
		if wanted == nil || wanted.IncludeAllSecrets {
			values[key] = value
		}
	}
	if wanted == nil {
		return values, nil
	}
	return executeAll(wanted.Data, data, values)
}

// v1beta1 takes a map of templates, or one text that renders to a YAML map.
func renderV1(wanted json.RawMessage, secrets map[string]string) (map[string]string, error) {
	data := map[string]secretV1{}
	for key, value := range secrets {
		data[key] = secretV1{Value: value, SecretPath: "/"}
	}
	var text string
	if json.Unmarshal(wanted, &text) != nil {
		templates := map[string]string{}
		if err := json.Unmarshal(wanted, &templates); err != nil {
			return nil, err
		}
		return executeAll(templates, data, map[string]string{})
	}
	rendered, err := execute(text, data)
	if err != nil {
		return nil, err
	}
	var values, byOther map[string]string
	if err = valueYAML.Unmarshal(bytes.TrimSpace([]byte(rendered)), &values); err != nil {
		return nil, err
	}
	// The operator takes one parser of YAML, and could one day take the one of Kubernetes.
	if err = yaml.Unmarshal([]byte(rendered), &byOther); err == nil && !maps.Equal(values, byOther) {
		err = errors.New("two parsers of YAML read different values")
	}
	return values, err
}

func render(one testCase) (all []written) {
	var object resource
	if err := yaml.Unmarshal([]byte(one.Manifest), &object); err != nil {
		return []written{{Error: err.Error()}}
	}
	add := func(values map[string]string, err error) {
		if err != nil {
			all = append(all, written{Error: err.Error()})
			return
		}
		all = append(all, written{Values: values, URLs: urlsIn(values)})
	}
	switch object.Kind {
	case "InfisicalSecret":
		for _, wanted := range append(object.Spec.Secrets, object.Spec.ConfigMaps...) {
			add(renderMap(wanted.Template, one.Secrets))
		}
	case "InfisicalStaticSecret":
		for _, target := range object.Spec.Targets {
			if target.Template == nil {
				add(renderMap(nil, one.Secrets))
			} else {
				add(renderV1(target.Template.Data, one.Secrets))
			}
		}
	case "InfisicalPushSecret":
		add(renderMap(object.Spec.Push.Secret.Template, one.Secrets))
	default:
		add(nil, fmt.Errorf("no kind that has templates: %q", object.Kind))
	}
	return all
}

func urlsIn(values map[string]string) map[string]urlParts {
	found := map[string]urlParts{}
	for key, value := range values {
		parsed, err := url.Parse(value)
		if err != nil || parsed.Host == "" {
			continue
		}
		password, _ := parsed.User.Password()
		parts := urlParts{User: parsed.User.Username(), Password: password, Query: parsed.Query().Get("q")}
		for _, segment := range strings.Split(parsed.EscapedPath(), "/")[1:] {
			decoded, err := url.PathUnescape(segment)
			if err != nil {
				decoded = err.Error()
			}
			parts.Segments = append(parts.Segments, decoded)
		}
		found[key] = parts
	}
	return found
}

func main() {
	var cases []testCase
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		panic(err)
	}
	results := make([][]written, 0, len(cases))
	for _, one := range cases {
		results = append(results, render(one))
	}
	if err := json.NewEncoder(os.Stdout).Encode(results); err != nil {
		panic(err)
	}
}
