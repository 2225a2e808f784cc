package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	documents "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// As it stands in a file, or as an object.
type given struct {
	YAML   *string         `json:"yaml"`
	Object json.RawMessage `json:"object"`
}

func (one given) asJSON() ([]byte, error) {
	if one.YAML != nil {
		return documentToJSON(*one.YAML)
	}
	return one.Object, nil
}

// Reads a text of one document as kubectl reads it. A key that stands twice in a mapping is refused.
func documentToJSON(text string) ([]byte, error) {
	reader := documents.NewYAMLReader(bufio.NewReader(strings.NewReader(text)))
	var found []byte
	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		data, err := yaml.YAMLToJSONStrict(document)
		if err != nil {
			return nil, err
		}
		if bytes.Equal(data, []byte("null")) {
			continue
		}
		if found != nil {
			return nil, errors.New("more than one document")
		}
		found = data
	}
	if found == nil {
		return nil, errors.New("no document")
	}
	return found, nil
}

func kindOf(data []byte) (schema.GroupVersionKind, error) {
	var object struct {
		APIVersion string `json:"apiVersion"`
		Kind       string `json:"kind"`
	}
	if err := json.Unmarshal(data, &object); err != nil {
		return schema.GroupVersionKind{}, err
	}
	if object.Kind == "" {
		return schema.GroupVersionKind{}, runtime.NewMissingKindErr(string(data))
	}
	version, err := schema.ParseGroupVersion(object.APIVersion)
	if err == nil && version.Version == "" {
		err = runtime.NewMissingVersionErr(string(data))
	}
	return version.WithKind(object.Kind), err
}

var (
	typeOfField = regexp.MustCompile(`into Go (?:struct field|value) [^ .]*\.?([^ ]*) of type`)
	strictError = regexp.MustCompile(`^(unknown|duplicate) field "(.*)"$`)
)

// What cannot be read at all: nothing else is known about the object.
func undecodable(err error) verdict {
	refused := refusal{Type: "Decoding", Detail: err.Error()}
	if parts := typeOfField.FindStringSubmatch(refused.Detail); parts != nil {
		refused.Field = parts[1]
	}
	return verdict{Decoding: refused.Detail, Refused: []refusal{refused}}
}

// Fields that are unknown or stand twice: the server says nothing but this under strict validation, here the rest is said, too.
func refusalsOf(strict []error) []refusal {
	var refused []refusal
	for _, err := range strict {
		one := refusal{Type: "Strict decoding", Detail: err.Error()}
		if parts := strictError.FindStringSubmatch(one.Detail); parts != nil {
			one.Field = parts[2]
			one.Type = fmt.Sprintf("%s field", strings.ToUpper(parts[1][:1])+parts[1][1:])
		}
		refused = append(refused, one)
	}
	return refused
}
