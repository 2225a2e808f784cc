// What docker compose reads: the words of commands, the variables in texts, and whole projects as one model.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/template"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/mattn/go-shellwords"
	"github.com/sirupsen/logrus"
)

type question struct {
	Words     []string   `json:"words"`
	Templates []string   `json:"templates"`
	Projects  [][]string `json:"projects"`
}

type answer struct {
	// nil where compose refuses a text
	Words     [][]string       `json:"words"`
	Templates []*string        `json:"templates"`
	Projects  []map[string]any `json:"projects"`
}

func main() {
	logrus.SetOutput(io.Discard)
	var asked question
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		fail(err)
	}
	var told answer
	for _, text := range asked.Words {
		words, err := shellwords.Parse(text)
		if err != nil {
			words = nil
		}
		told.Words = append(told.Words, words)
	}
	for _, text := range asked.Templates {
		told.Templates = append(told.Templates, substituted(text))
	}
	for _, files := range asked.Projects {
		told.Projects = append(told.Projects, model(files))
	}
	if err := json.NewEncoder(os.Stdout).Encode(told); err != nil {
		fail(err)
	}
}

func substituted(text string) *string {
	found, err := template.Substitute(text, func(string) (string, bool) { return "", false })
	if err != nil {
		return nil
	}
	return &found
}

func model(files []string) map[string]any {
	details := types.ConfigDetails{
		WorkingDir:  filepath.Dir(files[0]),
		ConfigFiles: types.ToConfigFiles(files),
		Environment: types.Mapping{},
	}
	read, err := loader.LoadModelWithContext(context.Background(), details, func(options *loader.Options) {
		options.SetProjectName("project", true)
		options.SkipConsistencyCheck = true
		options.SkipResolveEnvironment = true
	})
	if err != nil {
		return map[string]any{"refused": err.Error()}
	}
	return read
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
