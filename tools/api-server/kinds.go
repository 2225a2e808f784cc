package main

import (
	"context"
	"fmt"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utilvalidation "k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	corevalidation "k8s.io/kubernetes/pkg/apis/core/validation"
	networkingvalidation "k8s.io/kubernetes/pkg/apis/networking/validation"
	rbacvalidation "k8s.io/kubernetes/pkg/apis/rbac/validation"
	schedulingvalidation "k8s.io/kubernetes/pkg/apis/scheduling/validation"

	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	_ "k8s.io/kubernetes/pkg/apis/rbac/install"
	_ "k8s.io/kubernetes/pkg/apis/scheduling/install"
	_ "k8s.io/kubernetes/pkg/apis/storage/install"
)

// The kinds that are known here, each as pkg/registry of the server treats it when it is created. What differs between
// the two versions stands in oldest.go and newest.go.
var builtIns = map[schema.GroupVersionKind]builtIn{
	{Version: "v1", Kind: "ConfigMap"}:             namespaced(corevalidation.ValidateConfigMap),
	{Version: "v1", Kind: "Endpoints"}:             namespaced(corevalidation.ValidateEndpointsCreate),
	{Version: "v1", Kind: "LimitRange"}:            namespaced(corevalidation.ValidateLimitRange),
	{Version: "v1", Kind: "Namespace"}:             namespace,
	{Version: "v1", Kind: "PersistentVolume"}:      persistentVolume,
	{Version: "v1", Kind: "PersistentVolumeClaim"}: persistentVolumeClaim,
	{Version: "v1", Kind: "Pod"}:                   pod,
	{Version: "v1", Kind: "PodTemplate"}:           podTemplate,
	{Version: "v1", Kind: "ReplicationController"}: replicationController,
	{Version: "v1", Kind: "ResourceQuota"}:         resourceQuota,
	{Version: "v1", Kind: "Secret"}:                secret,
	{Version: "v1", Kind: "Service"}:               service,
	{Version: "v1", Kind: "ServiceAccount"}:        serviceAccount,

	{Group: "apps", Version: "v1", Kind: "DaemonSet"}:   daemonSet,
	{Group: "apps", Version: "v1", Kind: "Deployment"}:  deployment,
	{Group: "apps", Version: "v1", Kind: "ReplicaSet"}:  replicaSet,
	{Group: "apps", Version: "v1", Kind: "StatefulSet"}: statefulSet,

	{Group: "autoscaling", Version: "v1", Kind: "HorizontalPodAutoscaler"}: horizontalPodAutoscaler,
	{Group: "autoscaling", Version: "v2", Kind: "HorizontalPodAutoscaler"}: horizontalPodAutoscaler,

	{Group: "batch", Version: "v1", Kind: "CronJob"}: cronJob,
	{Group: "batch", Version: "v1", Kind: "Job"}:     oneJob,

	{Group: "networking.k8s.io", Version: "v1", Kind: "Ingress"}:       ingress,
	{Group: "networking.k8s.io", Version: "v1", Kind: "IngressClass"}:  clusterScoped(networkingvalidation.ValidateIngressClass),
	{Group: "networking.k8s.io", Version: "v1", Kind: "NetworkPolicy"}: networkPolicy,

	{Group: "policy", Version: "v1", Kind: "PodDisruptionBudget"}: podDisruptionBudget,

	{Group: "rbac.authorization.k8s.io", Version: "v1", Kind: "ClusterRole"}:        clusterRole,
	{Group: "rbac.authorization.k8s.io", Version: "v1", Kind: "ClusterRoleBinding"}: clusterScoped(rbacvalidation.ValidateClusterRoleBinding),
	{Group: "rbac.authorization.k8s.io", Version: "v1", Kind: "Role"}:               namespaced(rbacvalidation.ValidateRole),
	{Group: "rbac.authorization.k8s.io", Version: "v1", Kind: "RoleBinding"}:        namespaced(rbacvalidation.ValidateRoleBinding),

	{Group: "scheduling.k8s.io", Version: "v1", Kind: "PriorityClass"}: clusterScoped(schedulingvalidation.ValidatePriorityClass),

	{Group: "storage.k8s.io", Version: "v1", Kind: "StorageClass"}: storageClass,
}

// PrepareForCreate, Validate and WarningsOnCreate of the server's strategy for a kind.
type strategy[Object any] struct {
	clusterScoped bool
	prepare       func(object *Object)
	validate      func(object *Object) field.ErrorList
	warnings      func(ctx context.Context, object *Object) []string
}

// A strategy of any kind.
type builtIn struct {
	clusterScoped bool
	prepare       func(object runtime.Object)
	validate      func(object runtime.Object) field.ErrorList
	warnings      func(ctx context.Context, object runtime.Object) []string
}

func of[Object any](one strategy[Object]) builtIn {
	return builtIn{
		clusterScoped: one.clusterScoped,
		prepare: func(object runtime.Object) {
			if one.prepare != nil {
				one.prepare(any(object).(*Object))
			}
		},
		validate: func(object runtime.Object) field.ErrorList { return one.validate(any(object).(*Object)) },
		warnings: func(ctx context.Context, object runtime.Object) []string {
			if one.warnings == nil {
				return nil
			}
			return one.warnings(ctx, any(object).(*Object))
		},
	}
}

// Kinds that are validated, and nothing else.
func namespaced[Object any](validate func(object *Object) field.ErrorList) builtIn {
	return of(strategy[Object]{validate: validate})
}

func clusterScoped[Object any](validate func(object *Object) field.ErrorList) builtIn {
	return of(strategy[Object]{clusterScoped: true, validate: validate})
}

const inNamesOfPods = "Pod names and hostnames"

func warningsForName(name, use string) []string {
	if problems := utilvalidation.IsDNS1123Label(name); len(problems) != 0 {
		return []string{fmt.Sprintf("metadata.name: this is used in %s, which can result in surprising behavior; "+
			"a DNS label is recommended: %v", use, problems)}
	}
	return nil
}
