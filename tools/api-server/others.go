package main

import (
	"context"
	"fmt"

	"k8s.io/apimachinery/pkg/util/validation/field"
	storageutil "k8s.io/kubernetes/pkg/api/storage"
	"k8s.io/kubernetes/pkg/apis/autoscaling"
	"k8s.io/kubernetes/pkg/apis/networking"
	networkingvalidation "k8s.io/kubernetes/pkg/apis/networking/validation"
	"k8s.io/kubernetes/pkg/apis/policy"
	policyvalidation "k8s.io/kubernetes/pkg/apis/policy/validation"
	"k8s.io/kubernetes/pkg/apis/rbac"
	rbacvalidation "k8s.io/kubernetes/pkg/apis/rbac/validation"
	"k8s.io/kubernetes/pkg/apis/storage"
	storagevalidation "k8s.io/kubernetes/pkg/apis/storage/validation"
)

var horizontalPodAutoscaler = of(strategy[autoscaling.HorizontalPodAutoscaler]{
	prepare: func(autoscaler *autoscaling.HorizontalPodAutoscaler) {
		autoscaler.Status = autoscaling.HorizontalPodAutoscalerStatus{}
		dropDisabledAutoscalerFields(autoscaler)
	},
	validate: validateAutoscaler,
})

var ingress = of(strategy[networking.Ingress]{
	prepare:  func(ingress *networking.Ingress) { ingress.Status = networking.IngressStatus{} },
	validate: networkingvalidation.ValidateIngressCreate,
	warnings: func(_ context.Context, ingress *networking.Ingress) []string {
		const annotation = "kubernetes.io/ingress.class"
		if _, ok := ingress.Annotations[annotation]; ok && ingress.Spec.IngressClassName == nil {
			return []string{fmt.Sprintf("annotation %q is deprecated, please use 'spec.ingressClassName' instead", annotation)}
		}
		return nil
	},
})

var networkPolicy = of(strategy[networking.NetworkPolicy]{
	validate: func(policy *networking.NetworkPolicy) field.ErrorList {
		options := networkingvalidation.ValidationOptionsForNetworking(policy, nil)
		return networkingvalidation.ValidateNetworkPolicy(policy, options)
	},
})

var podDisruptionBudget = of(strategy[policy.PodDisruptionBudget]{
	prepare: func(budget *policy.PodDisruptionBudget) {
		budget.Status = policy.PodDisruptionBudgetStatus{}
		dropDisabledBudgetFields(budget)
	},
	validate: func(budget *policy.PodDisruptionBudget) field.ErrorList {
		return policyvalidation.ValidatePodDisruptionBudget(budget, policyvalidation.PodDisruptionBudgetValidationOptions{})
	},
})

var clusterRole = clusterScoped(func(role *rbac.ClusterRole) field.ErrorList {
	return rbacvalidation.ValidateClusterRole(role, rbacvalidation.ClusterRoleValidationOptions{})
})

var storageClass = of(strategy[storage.StorageClass]{
	clusterScoped: true,
	validate:      storagevalidation.ValidateStorageClass,
	warnings: func(_ context.Context, class *storage.StorageClass) []string {
		return storageutil.GetWarningsForStorageClass(class)
	},
})
