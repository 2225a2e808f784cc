// Prints, as JSON, the environment, command and arguments that the kubelet gives to each container of pods:
//
//	go run . < pods.json
//
// A pod is its spec with the data of the config maps and secrets of its namespace. References are expanded by Kubernetes' own
// package; the rest is what kubelet's makeEnvironmentVariables does: envFrom first, then env, each of which sees what
// stands before it.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	core "k8s.io/api/core/v1"
	"k8s.io/kubernetes/third_party/forked/golang/expansion"
)

type objects map[string]map[string]string

type pod struct {
	Spec       core.PodSpec `json:"spec"`
	ConfigMaps objects      `json:"configMaps"`
	Secrets    objects      `json:"secrets"`
}

type started struct {
	Environment map[string]string `json:"environment"`
	Command     []string          `json:"command"`
	Args        []string          `json:"args"`
	Error       string            `json:"error,omitempty"`
}

func main() {
	var pods []pod
	if err := json.NewDecoder(os.Stdin).Decode(&pods); err != nil {
		fail(err)
	}
	answers := []map[string]started{}
	for _, pod := range pods {
		answer := map[string]started{}
		for _, container := range append(pod.Spec.InitContainers, pod.Spec.Containers...) {
			answer[container.Name] = pod.start(container)
		}
		answers = append(answers, answer)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fail(err)
	}
}

func (p pod) start(container core.Container) started {
	environment, err := p.environment(container)
	if err != nil {
		return started{Error: err.Error()}
	}
	mapping := expansion.MappingFuncFor(environment)
	expanded := func(texts []string) []string {
		result := []string{}
		for _, text := range texts {
			result = append(result, expansion.Expand(text, mapping))
		}
		return result
	}
	return started{Environment: environment, Command: expanded(container.Command), Args: expanded(container.Args)}
}

func (p pod) environment(container core.Container) (map[string]string, error) {
	result := map[string]string{}
	for _, from := range container.EnvFrom {
		data, err := p.allOf(from)
		if err != nil {
			return nil, err
		}
		for key, value := range data {
			result[from.Prefix+key] = value
		}
	}
	// The kubelet expands with the variables of env alone, and those of envFrom, as far as they are known by then.
	mapping := expansion.MappingFuncFor(result)
	for _, variable := range container.Env {
		value, isSet, err := p.value(variable, mapping)
		if err != nil {
			return nil, err
		}
		if isSet {
			result[variable.Name] = value
		}
	}
	return result, nil
}

func (p pod) allOf(from core.EnvFromSource) (map[string]string, error) {
	if ref := from.ConfigMapRef; ref != nil {
		return found(p.ConfigMaps, ref.Name, ref.Optional)
	}
	if ref := from.SecretRef; ref != nil {
		return found(p.Secrets, ref.Name, ref.Optional)
	}
	return nil, fmt.Errorf("neither a config map nor a secret")
}

func found(all objects, name string, optional *bool) (map[string]string, error) {
	data, ok := all[name]
	if !ok && (optional == nil || !*optional) {
		return nil, fmt.Errorf("%q not found", name)
	}
	return data, nil
}

func (p pod) value(variable core.EnvVar, mapping func(string) string) (string, bool, error) {
	from := variable.ValueFrom
	if from == nil {
		return expansion.Expand(variable.Value, mapping), true, nil
	}
	if ref := from.ConfigMapKeyRef; ref != nil {
		return keyOf(p.ConfigMaps, ref.Name, ref.Key, ref.Optional)
	}
	if ref := from.SecretKeyRef; ref != nil {
		return keyOf(p.Secrets, ref.Name, ref.Key, ref.Optional)
	}
	return "", false, fmt.Errorf("the source of %s is not known", variable.Name)
}

func keyOf(all objects, name, key string, optional *bool) (string, bool, error) {
	data, err := found(all, name, optional)
	if err != nil {
		return "", false, err
	}
	value, ok := data[key]
	if !ok && (optional == nil || !*optional) {
		return "", false, fmt.Errorf("couldn't find key %s in %s", key, name)
	}
	return value, ok, nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
