// Prints, as JSON, what the source of Kubernetes' API types says of releases: the kinds, their fields, the words that are
// allowed, and which other kinds the API server serves.
//
//	go run . 1.29.6 1.30.14 …
//
// That a release has a field does not say that its feature gate is open: what is behind a closed one, the server drops
// without a word.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// The kinds whose fields are told, by apiVersion. Not each release has them all.
var kinds = map[string][]string{
	"v1": {
		"ConfigMap", "Endpoints", "LimitRange", "Namespace", "PersistentVolume", "PersistentVolumeClaim", "Pod", "PodTemplate",
		"ReplicationController", "ResourceQuota", "Secret", "Service", "ServiceAccount",
	},
	"apps/v1":                      {"DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"},
	"autoscaling/v1":               {"HorizontalPodAutoscaler"},
	"autoscaling/v2":               {"HorizontalPodAutoscaler"},
	"batch/v1":                     {"CronJob", "Job"},
	"networking.k8s.io/v1":         {"Ingress", "IngressClass", "NetworkPolicy"},
	"policy/v1":                    {"PodDisruptionBudget"},
	"rbac.authorization.k8s.io/v1": {"ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"},
	"scheduling.k8s.io/v1":         {"PriorityClass"},
	"storage.k8s.io/v1":            {"StorageClass", "VolumeAttributesClass"},
}

// A release. Types have the fields by their names in JSON, each with its type:
//
//	string, bool, int32, int64, IntOrString, Quantity, Time, bytes, any, the name of a type, []…, map[string]…
//
// `string:PullPolicy` is a string that Go names, `*string:PullPolicy` a pointer to one. Enums has the words of those that
// are marked as closed.
type release struct {
	Kinds  map[string]string            `json:"kinds"`
	Types  map[string]map[string]string `json:"types"`
	Enums  map[string][]string          `json:"enums"`
	Served []string                     `json:"served"`
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(versions []string) error {
	releases := map[string]release{}
	for _, version := range versions {
		one, err := releaseOf(version)
		if err != nil {
			return fmt.Errorf("%s: %w", version, err)
		}
		minor := version[:strings.LastIndex(version, ".")]
		releases[minor] = one
	}
	return json.NewEncoder(os.Stdout).Encode(releases)
}

func releaseOf(version string) (release, error) {
	source, err := download(version)
	if err != nil {
		return release{}, err
	}
	served, err := source.served(version)
	if err != nil {
		return release{}, err
	}
	reader := newTypeReader(source)
	found := release{Kinds: map[string]string{}, Types: reader.fields, Enums: reader.enums, Served: served}
	for _, apiVersion := range sortedKeys(kinds) {
		for _, kind := range kinds[apiVersion] {
			key := typeKey{packageOf(apiVersion), kind}
			if !source.has(key) {
				continue
			}
			name, err := reader.structType(key)
			if err != nil {
				return release{}, err
			}
			// What a cluster writes, and nobody declares.
			if _, ok := reader.fields[name]["status"]; ok {
				reader.fields[name]["status"] = "any"
			}
			found.Kinds[apiVersion+" "+kind] = name
		}
	}
	return found, nil
}

// The package of an apiVersion.
func packageOf(apiVersion string) string {
	group, version, found := strings.Cut(apiVersion, "/")
	if !found {
		return "k8s.io/api/core/" + apiVersion
	}
	folder, _, _ := strings.Cut(group, ".")
	return "k8s.io/api/" + folder + "/" + version
}
