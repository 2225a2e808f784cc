// Prints, as JSON, what Infisical's agent would ask for with each configuration of standard input, read with the
// libraries that the agent and its injector are made of: the calls of each template that Go runs, or why Go refuses it.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"text/template"

	"github.com/Masterminds/sprig/v3"
	"gopkg.in/yaml.v3"
)

type configuration struct {
	Infisical struct {
		Address string `yaml:"address"`
	} `yaml:"infisical"`
	Templates []struct {
		DestinationPath       string `yaml:"destination-path"`
		TemplateContent       string `yaml:"template-content"`
		Base64TemplateContent string `yaml:"base64-template-content"`
	} `yaml:"templates"`
}

type file struct {
	Path  string     `json:"path"`
	Calls [][]string `json:"calls"`
	Error string     `json:"error,omitempty"`
}

type result struct {
	Address string `json:"address"`
	Files   []file `json:"files"`
	Error   string `json:"error,omitempty"`
}

type secret struct{ Key, Value, SecretPath, Comment string }

type discarded struct{}

func (discarded) Write(p []byte) (int, error) { return len(p), nil }

func read(path, source string) file {
	made := file{Path: path, Calls: [][]string{}}
	note := func(name string, args []string) { made.Calls = append(made.Calls, append([]string{name}, args...)) }
	list := func(name string) func(a, b, c string, more ...string) []secret {
		return func(a, b, c string, more ...string) []secret {
			note(name, append([]string{a, b, c}, more...))
			return []secret{{Key: "A"}}
		}
	}
	lease := func(name string) func(args ...string) map[string]any {
		return func(args ...string) map[string]any { note(name, args); return map[string]any{} }
	}
	functions := sprig.TxtFuncMap()
	delete(functions, "env")
	delete(functions, "expandenv")
	for _, name := range []string{"secret", "listSecrets", "listSecretsByProjectSlug"} {
		functions[name] = list(name)
	}
	for _, name := range []string{"dynamicSecret", "dynamic_secret"} {
		functions[name] = lease(name)
	}
	functions["getSecretByName"] = func(a, b, c, d string) secret {
		note("getSecretByName", []string{a, b, c, d})
		return secret{Key: d}
	}
	parsed, err := template.New("it").Funcs(functions).Parse(source)
	if err != nil {
		made.Error = err.Error()
		return made
	}
	// What fails only when it runs is no matter here.
	_ = parsed.Execute(discarded{}, nil)
	return made
}

func readAll(text string) result {
	var config configuration
	if err := yaml.Unmarshal([]byte(text), &config); err != nil {
		return result{Error: err.Error()}
	}
	made := result{Address: config.Infisical.Address, Files: []file{}}
	for _, one := range config.Templates {
		source := one.TemplateContent
		if source == "" {
			decoded, err := base64.StdEncoding.DecodeString(one.Base64TemplateContent)
			if err != nil {
				made.Files = append(made.Files, file{Path: one.DestinationPath, Error: err.Error()})
				continue
			}
			source = string(decoded)
		}
		made.Files = append(made.Files, read(one.DestinationPath, source))
	}
	return made
}

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	results := []result{}
	for _, text := range texts {
		results = append(results, readAll(text))
	}
	if err := json.NewEncoder(os.Stdout).Encode(results); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
