package main

import (
	"go/ast"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Groups of webhooks and of discovery, which are no resources; versions that no server since 1.29 installs
// (pkg/controlplane/instance.go of Kubernetes).
var notInstalled = []string{
	"admission.k8s.io", "apidiscovery.k8s.io", "imagepolicy.k8s.io",
	"node.k8s.io/v1alpha1", "rbac.authorization.k8s.io/v1alpha1", "scheduling.k8s.io/v1alpha1 PriorityClass",
}

// What a server answers with, what is inside of its storage, and what is a part of another object: nobody declares it.
var notDeclared = []string{
	"v1 PodStatusResult", "v1 RangeAllocation", "v1 SerializedReference", "v1 Status",
	"apps/v1beta1 DeploymentRollback", "extensions/v1beta1 DeploymentRollback",
	"apps/v1beta1 Scale", "apps/v1beta2 Scale", "autoscaling/v1 Scale", "extensions/v1beta1 Scale",
	"authentication.k8s.io/v1 TokenRequest", "policy/v1 Eviction", "policy/v1beta1 Eviction",
}

// The kinds that a server of the release serves, by default or where somebody asks for it.
func (from source) served(version string) ([]string, error) {
	minor, err := strconv.Atoi(strings.Split(version, ".")[1])
	if err != nil {
		return nil, err
	}
	folders, err := filepath.Glob(filepath.Join(from.folders["k8s.io/api"], "*", "*", "register.go"))
	if err != nil {
		return nil, err
	}
	found := []string{}
	for _, file := range folders {
		folder := filepath.Dir(file)
		declared, err := from.packageOf("k8s.io/api/" + filepath.Base(filepath.Dir(folder)) + "/" + filepath.Base(folder))
		if err != nil {
			return nil, err
		}
		apiVersion := filepath.Base(folder)
		if declared.group != "" {
			apiVersion = declared.group + "/" + apiVersion
		}
		if slices.Contains(notInstalled, declared.group) || slices.Contains(notInstalled, apiVersion) {
			continue
		}
		removed, err := removals(filepath.Join(folder, "zz_generated.prerelease-lifecycle.go"))
		if err != nil {
			return nil, err
		}
		for _, kind := range declared.registered {
			name := apiVersion + " " + kind
			last, ends := removed[kind]
			if ends && last <= minor || slices.Contains(notInstalled, name) || slices.Contains(notDeclared, name) {
				continue
			}
			if !strings.HasSuffix(kind, "List") && !strings.HasSuffix(kind, "Options") {
				found = append(found, name)
			}
		}
	}
	slices.Sort(found)
	return found, nil
}

// The minor version in which each type of a package is served no longer.
func removals(file string) (map[string]int, error) {
	found := map[string]int{}
	if _, err := os.Stat(file); os.IsNotExist(err) {
		return found, nil
	}
	parsed, err := parsedFile(file)
	if err != nil {
		return nil, err
	}
	for _, declaration := range parsed.Decls {
		method, ok := declaration.(*ast.FuncDecl)
		if !ok || method.Name.Name != "APILifecycleRemoved" {
			continue
		}
		of := method.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name
		said := method.Body.List[0].(*ast.ReturnStmt).Results[1].(*ast.BasicLit).Value
		if found[of], err = strconv.Atoi(said); err != nil {
			return nil, err
		}
	}
	return found, nil
}
