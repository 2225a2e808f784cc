// Prints what the code of External Secrets Operator makes of the questions on standard input, a list of JSON: the names
// that keys get, the keys of a Secret made by templates, and what it cannot decode.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	esv1 "github.com/external-secrets/external-secrets/apis/externalsecrets/v1"
	"github.com/external-secrets/external-secrets/pkg/find"
	template "github.com/external-secrets/external-secrets/pkg/template/v2"
	"github.com/external-secrets/external-secrets/pkg/utils"
)

type question struct {
	// The names of keys of Infisical, and the entry of dataFrom that asks for them.
	Names []string                             `json:"names"`
	Entry esv1.ExternalSecretDataFromRemoteRef `json:"entry"`
	// What an ExternalSecret has fetched, and its template.
	Fetched  map[string]string            `json:"fetched"`
	Template *esv1.ExternalSecretTemplate `json:"template"`
	// An object, as YAML.
	Object string `json:"object"`
	Kind   string `json:"kind"`
}

type answer struct {
	Names map[string]*string `json:"names,omitempty"`
	Keys  []string           `json:"keys,omitempty"`
	Error string             `json:"error,omitempty"`
}

// The name of one key; nil where it is not asked for, or gets none.
func nameOf(entry esv1.ExternalSecretDataFromRemoteRef, name string) (*string, error) {
	if entry.Find != nil && entry.Find.Name != nil {
		matcher, err := find.New(*entry.Find.Name)
		if err != nil {
			return nil, err
		}
		if !matcher.MatchName(name) {
			return nil, nil
		}
	}
	secrets, err := utils.RewriteMap(entry.Rewrite, map[string][]byte{name: {}})
	if err != nil {
		return nil, err
	}
	if len(entry.Rewrite) == 0 && entry.Find != nil {
		if secrets, err = utils.ConvertKeys(entry.Find.ConversionStrategy, secrets); err != nil {
			return nil, err
		}
	}
	for key := range secrets {
		if key == "" {
			return nil, nil
		}
		return &key, nil
	}
	return nil, nil
}

func keysOf(fetched map[string]string, tpl *esv1.ExternalSecretTemplate) ([]string, error) {
	data := map[string][]byte{}
	for key, value := range fetched {
		data[key] = []byte(value)
	}
	secret := &corev1.Secret{Data: map[string][]byte{}}
	for _, from := range tpl.TemplateFrom {
		if from.Literal == nil {
			continue
		}
		texts := map[string][]byte{*from.Literal: []byte(*from.Literal)}
		if err := template.Execute(texts, data, esv1.TemplateScopeKeysAndValues, esv1.TemplateTargetData, secret); err != nil {
			return nil, err
		}
	}
	texts := map[string][]byte{}
	for key, text := range tpl.Data {
		texts[key] = []byte(text)
	}
	if err := template.Execute(texts, data, esv1.TemplateScopeValues, esv1.TemplateTargetData, secret); err != nil {
		return nil, err
	}
	keys := []string{}
	for key := range secret.Data {
		keys = append(keys, key)
	}
	return keys, nil
}

func decode(kind, text string) error {
	switch kind {
	case "SecretStore":
		return yaml.UnmarshalStrict([]byte(text), &esv1.SecretStore{})
	case "ClusterSecretStore":
		return yaml.UnmarshalStrict([]byte(text), &esv1.ClusterSecretStore{})
	case "ExternalSecret":
		return yaml.UnmarshalStrict([]byte(text), &esv1.ExternalSecret{})
	case "ClusterExternalSecret":
		return yaml.UnmarshalStrict([]byte(text), &esv1.ClusterExternalSecret{})
	}
	return fmt.Errorf("no kind %q", kind)
}

func answerTo(one question) answer {
	if one.Object != "" {
		if err := decode(one.Kind, one.Object); err != nil {
			return answer{Error: err.Error()}
		}
		return answer{}
	}
	if one.Template != nil {
		keys, err := keysOf(one.Fetched, one.Template)
		if err != nil {
			return answer{Error: err.Error()}
		}
		return answer{Keys: keys}
	}
	names := map[string]*string{}
	for _, name := range one.Names {
		key, err := nameOf(one.Entry, name)
		if err != nil {
			return answer{Error: err.Error()}
		}
		names[name] = key
	}
	return answer{Names: names}
}

func run() error {
	questions := []question{}
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		return err
	}
	answers := []answer{}
	for _, one := range questions {
		answers = append(answers, answerTo(one))
	}
	return json.NewEncoder(os.Stdout).Encode(answers)
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
