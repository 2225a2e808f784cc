// Writes again what kubectl reads in the texts of __tests__/fixtures/kubectl-reads.json, with the code of kubectl:
//
//	go run . ../../__tests__/fixtures/kubectl-reads.json && npx biome check --write ../../__tests__/fixtures/kubectl-reads.json
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
)

type row struct {
	Text    string            `json:"text"`
	Refused bool              `json:"refused,omitempty"`
	Objects []json.RawMessage `json:"objects,omitempty"`
}

// The documents of a text, as kubectl takes them from a file.
func documents(text string) (found [][]byte, err error) {
	decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewReader([]byte(text)), 4096)
	for {
		extension := runtime.RawExtension{}
		if err := decoder.Decode(&extension); err != nil {
			if errors.Is(err, io.EOF) {
				return found, nil
			}
			return nil, err
		}
		raw := bytes.TrimSpace(extension.Raw)
		if len(raw) > 0 && !bytes.Equal(raw, []byte("null")) {
			found = append(found, bytes.Clone(raw))
		}
	}
}

// The objects of a document, those of lists one by one.
func objects(document []byte) (found []json.RawMessage, err error) {
	object, _, err := unstructured.UnstructuredJSONScheme.Decode(document, nil, nil)
	if err != nil {
		return nil, err
	}
	for todo := []runtime.Object{object}; len(todo) > 0; todo = todo[1:] {
		if meta.IsListType(todo[0]) {
			items, err := meta.ExtractList(todo[0])
			if err != nil {
				return nil, err
			}
			todo = append(todo, items...)
			continue
		}
		text, err := json.Marshal(todo[0])
		if err != nil {
			return nil, err
		}
		found = append(found, text)
	}
	return found, nil
}

func read(text string) (result row) {
	defer func() {
		if recover() != nil {
			result = row{Text: text, Refused: true}
		}
	}()
	result.Text = text
	found, err := documents(text)
	if err != nil {
		return row{Text: text, Refused: true}
	}
	for _, document := range found {
		own, err := objects(document)
		if err != nil {
			return row{Text: text, Refused: true}
		}
		result.Objects = append(result.Objects, own...)
	}
	return result
}

func main() {
	content, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var rows []row
	if err := json.Unmarshal(content, &rows); err != nil {
		panic(err)
	}
	var out bytes.Buffer
	for i, old := range rows {
		line := bytes.Buffer{}
		encoder := json.NewEncoder(&line)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(read(old.Text)); err != nil {
			panic(err)
		}
		fmt.Fprintf(&out, "%s  %s", map[bool]string{true: "[\n", false: ",\n"}[i == 0], bytes.TrimSpace(line.Bytes()))
	}
	out.WriteString("\n]\n")
	if err := os.WriteFile(os.Args[1], out.Bytes(), 0o644); err != nil {
		panic(err)
	}
}
