// Says what the admission of Pod Security refuses, with the code of the API server.
//
// Usage: pod-security < questions > answers
//
// A question is `{ "level": "restricted", "template": { "metadata": …, "spec": … } }`, an answer the reasons: none where the pod
// is allowed. Both are a line of JSON each.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

type question struct {
	Level    api.Level              `json:"level"`
	Template corev1.PodTemplateSpec `json:"template"`
}

func main() {
	if err := answer(json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func answer(questions *json.Decoder, answers *json.Encoder) error {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return err
	}
	for {
		var asked question
		if err := questions.Decode(&asked); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if _, err := api.ParseLevel(string(asked.Level)); err != nil {
			return err
		}
		level := api.LevelVersion{Level: asked.Level, Version: api.LatestVersion()}
		results := evaluator.EvaluatePod(level, &asked.Template.ObjectMeta, &asked.Template.Spec)
		reasons := []string{}
		for _, result := range results {
			if !result.Allowed {
				reasons = append(reasons, fmt.Sprintf("%s: %s", result.ForbiddenReason, result.ForbiddenDetail))
			}
		}
		if err := answers.Encode(reasons); err != nil {
			return err
		}
	}
}
