// Prints, as JSON, which fields the kinds of Kubernetes have, of which type, and since which minor version, read in the
// source of its API types:
//
//	go run . 1.29.6 1.30.14 … 1.37.2
//
// The versions are named from the oldest to the newest.
package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
)

// The packages of k8s.io/api and the kinds in them, by apiVersion.
var kinds = map[string][]string{
	"v1": {
		"Pod", "PodTemplate", "ReplicationController", "Service", "ServiceAccount", "Secret", "ConfigMap", "Namespace",
		"PersistentVolumeClaim", "PersistentVolume", "LimitRange", "ResourceQuota", "Endpoints",
	},
	"apps/v1":                      {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"},
	"batch/v1":                     {"Job", "CronJob"},
	"networking.k8s.io/v1":         {"Ingress", "IngressClass", "NetworkPolicy"},
	"autoscaling/v1":               {"HorizontalPodAutoscaler"},
	"autoscaling/v2":               {"HorizontalPodAutoscaler"},
	"policy/v1":                    {"PodDisruptionBudget"},
	"rbac.authorization.k8s.io/v1": {"Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"},
	"storage.k8s.io/v1":            {"StorageClass"},
	"scheduling.k8s.io/v1":         {"PriorityClass"},
}

// The types of one version, by the name of the type and of the field in JSON:
//
//	string, bool, int32, int64, IntOrString, Quantity, Time, bytes, any, the name of a type, []…, map[string]…
//
// `string:PullPolicy` is a string that Go names; Constants has the values that are declared for it, which are all there
// are for some names, and those that Kubernetes itself uses for others.
type table struct {
	Version   string                       `json:"version"`
	Kinds     map[string]string            `json:"kinds"`
	Types     map[string]map[string]string `json:"types"`
	Constants map[string][]string          `json:"constants"`
}

// Since and Until name the first and the last minor version of the fields that the oldest and the newest do not have. That
// a version has a field does not say that a feature gate is open for it: what is not, the server drops without a word.
type output struct {
	Oldest table             `json:"oldest"`
	Newest table             `json:"newest"`
	Since  map[string]string `json:"since"`
	Until  map[string]string `json:"until"`
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(versions []string) error {
	if len(versions) == 0 {
		return fmt.Errorf("usage: schema OLDEST … NEWEST, for example 1.29.6 1.30.14")
	}
	var tables []table
	for _, version := range versions {
		one, err := tableOf(version)
		if err != nil {
			return fmt.Errorf("%s: %w", version, err)
		}
		tables = append(tables, one)
	}
	lines := json.NewEncoder(os.Stdout)
	lines.SetIndent("", "  ")
	return lines.Encode(output{
		Oldest: tables[0],
		Newest: tables[len(tables)-1],
		Since:  firstSeen(tables, func(i int) string { return minor(versions[i]) }),
		Until:  lastSeen(tables, func(i int) string { return minor(versions[i]) }),
	})
}

func tableOf(version string) (table, error) {
	source, err := download(version)
	if err != nil {
		return table{}, err
	}
	reader := typeReader{
		source: source, names: map[typeKey]string{}, types: map[typeKey]map[string]string{}, constants: map[string][]string{},
	}
	found := table{Version: version, Kinds: map[string]string{}, Types: map[string]map[string]string{}, Constants: reader.constants}
	for _, apiVersion := range slices.Sorted(keys(kinds)) {
		for _, kind := range kinds[apiVersion] {
			name, err := reader.structType(typeKey{packageOf(apiVersion), kind})
			if err != nil {
				return table{}, err
			}
			found.Kinds[apiVersion+" "+kind] = name
		}
	}
	for key, fields := range reader.types {
		if name := reader.names[key]; found.Types[name] != nil {
			return table{}, fmt.Errorf("two types are named %s", name)
		}
		found.Types[reader.names[key]] = fields
	}
	return found, nil
}

// The folder of an apiVersion in k8s.io/api.
func packageOf(apiVersion string) string {
	group, version, found := strings.Cut(apiVersion, "/")
	if !found {
		return "k8s.io/api/core/" + apiVersion
	}
	folder, _, _ := strings.Cut(group, ".")
	return "k8s.io/api/" + folder + "/" + version
}

// The first minor version of each field that the oldest version does not have.
func firstSeen(tables []table, name func(int) string) map[string]string {
	since := map[string]string{}
	for i, one := range slices.Backward(tables) {
		for _, field := range fieldsOf(one) {
			since[field] = name(i)
		}
	}
	for _, field := range fieldsOf(tables[0]) {
		delete(since, field)
	}
	return since
}

// The last minor version of each field that the newest version does not have.
func lastSeen(tables []table, name func(int) string) map[string]string {
	until := map[string]string{}
	for i, one := range tables {
		for _, field := range fieldsOf(one) {
			until[field] = name(i)
		}
	}
	for _, field := range fieldsOf(tables[len(tables)-1]) {
		delete(until, field)
	}
	return until
}

func fieldsOf(one table) []string {
	var found []string
	for name, fields := range one.Types {
		for field := range fields {
			found = append(found, name+"."+field)
		}
	}
	return found
}

func minor(version string) string {
	parts := strings.Split(version, ".")
	return strings.Join(parts[:min(len(parts), 2)], ".")
}

func keys[Key cmp.Ordered, Value any](of map[Key]Value) func(yield func(Key) bool) {
	return func(yield func(Key) bool) {
		for key := range of {
			if !yield(key) {
				return
			}
		}
	}
}
