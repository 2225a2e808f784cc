// Writes what kubectl (sigs.k8s.io/yaml) and compose (yaml.v3) read in the YAML texts of a file, a JSON list:
//
//	go run . texts.json readings
//
// One line for each text: { "sigs": …, "v3": … }. What JSON does not have, and what cannot be read, is { "!": "what it is" }.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"gopkg.in/yaml.v3"
	sigs "sigs.k8s.io/yaml"
)

type odd struct {
	What string `json:"!"`
}

type row struct {
	Sigs any `json:"sigs"`
	V3   any `json:"v3"`
}

func readBySigs(text string) any {
	read, err := sigs.YAMLToJSON([]byte(text))
	if err != nil {
		return odd{err.Error()}
	}
	return json.RawMessage(read)
}

func readByV3(text string) any {
	var read any
	if err := yaml.Unmarshal([]byte(text), &read); err != nil {
		return odd{err.Error()}
	}
	return plain(read)
}

// The value with everything marked that JSON does not have.
func plain(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for key, item := range value {
			value[key] = plain(item)
		}
		return value
	case []any:
		for i, item := range value {
			value[i] = plain(item)
		}
		return value
	case nil, string, bool, int, int64, uint64:
		return value
	case float64:
		if _, err := json.Marshal(value); err == nil {
			return value
		}
	}
	return odd{fmt.Sprintf("%T %v", value, value)}
}

func main() {
	content, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var texts []string
	if err := json.Unmarshal(content, &texts); err != nil {
		panic(err)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	for _, text := range texts {
		if err := encoder.Encode(row{readBySigs(text), readByV3(text)}); err != nil {
			panic(err)
		}
	}
	if err := os.WriteFile(os.Args[2], out.Bytes(), 0o644); err != nil {
		panic(err)
	}
}
