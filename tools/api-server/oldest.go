//go:build oldest

package main

import (
	"context"

	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	podutil "k8s.io/kubernetes/pkg/api/pod"
	"k8s.io/kubernetes/pkg/apis/admissionregistration"
	_ "k8s.io/kubernetes/pkg/apis/admissionregistration/install"
	admissionvalidation "k8s.io/kubernetes/pkg/apis/admissionregistration/validation"
	"k8s.io/kubernetes/pkg/apis/apps"
	appsvalidation "k8s.io/kubernetes/pkg/apis/apps/validation"
	"k8s.io/kubernetes/pkg/apis/autoscaling"
	autoscalingvalidation "k8s.io/kubernetes/pkg/apis/autoscaling/validation"
	"k8s.io/kubernetes/pkg/apis/batch"
	batchvalidation "k8s.io/kubernetes/pkg/apis/batch/validation"
	"k8s.io/kubernetes/pkg/apis/core"
	corevalidation "k8s.io/kubernetes/pkg/apis/core/validation"
	"k8s.io/kubernetes/pkg/apis/policy"
	"k8s.io/kubernetes/pkg/features"
)

// 1.29 serves them in v1beta1, where its administrator asks for that.
func init() {
	group := admissionregistration.GroupName
	builtIns[schema.GroupVersionKind{Group: group, Version: "v1beta1", Kind: "ValidatingAdmissionPolicy"}] = clusterScoped(admissionvalidation.ValidateValidatingAdmissionPolicy)
	builtIns[schema.GroupVersionKind{Group: group, Version: "v1beta1", Kind: "ValidatingAdmissionPolicyBinding"}] = clusterScoped(admissionvalidation.ValidateValidatingAdmissionPolicyBinding)
}

func contextOf(ctx context.Context, _ schema.GroupVersionKind) context.Context { return ctx }

func validateDeclaratively(_ context.Context, _ schema.GroupVersionKind, _ runtime.Object, errs field.ErrorList) field.ErrorList {
	return errs
}

func validateMetadata(_ context.Context, object *unstructured.Unstructured, namespaced bool) field.ErrorList {
	return validation.ValidateObjectMetaAccessor(object, namespaced, validation.NameIsDNSSubdomain, field.NewPath("metadata"))
}

func validateEmbedded(_ context.Context, object map[string]any, structural *structuralschema.Structural) field.ErrorList {
	return objectmeta.Validate(nil, object, structural, false)
}

func preparePod(pod *core.Pod) {
	pod.Status = core.PodStatus{Phase: core.PodPending}
	podutil.DropDisabledPodFields(pod, nil)
}

// Nothing of this version is disabled.
func dropDisabledVolumeFields(_ *core.PersistentVolume) {}

func dropDisabledStatefulSetFields(set *apps.StatefulSet) {
	if update := set.Spec.UpdateStrategy.RollingUpdate; update != nil && !utilfeature.DefaultFeatureGate.Enabled(features.MaxUnavailableStatefulSet) {
		update.MaxUnavailable = nil
	}
}

func validateStatefulSet(set *apps.StatefulSet, pods corevalidation.PodValidationOptions) field.ErrorList {
	return appsvalidation.ValidateStatefulSet(set, pods)
}

// What the strategy of jobs would drop is all enabled by default.
func dropDisabledJobFields(_ *batch.JobSpec) {}

func dropDisabledCronJobFields(_ *batch.JobSpec) {}

func validateJob(job *batch.Job) field.ErrorList {
	return batchvalidation.ValidateJob(job, batchvalidation.JobValidationOptions{
		PodValidationOptions:    podutil.GetValidationOptionsFromPodTemplate(&job.Spec.Template, nil),
		AllowElasticIndexedJobs: utilfeature.DefaultFeatureGate.Enabled(features.ElasticIndexedJob),
		RequirePrefixedLabels:   true,
	})
}

func dropDisabledAutoscalerFields(autoscaler *autoscaling.HorizontalPodAutoscaler) {
	if utilfeature.DefaultFeatureGate.Enabled(features.HPAContainerMetrics) {
		return
	}
	for i := range autoscaler.Spec.Metrics {
		autoscaler.Spec.Metrics[i].ContainerResource = nil
	}
}

func validateAutoscaler(autoscaler *autoscaling.HorizontalPodAutoscaler) field.ErrorList {
	return autoscalingvalidation.ValidateHorizontalPodAutoscaler(autoscaler)
}

func dropDisabledBudgetFields(budget *policy.PodDisruptionBudget) {
	if !utilfeature.DefaultFeatureGate.Enabled(features.PDBUnhealthyPodEvictionPolicy) {
		budget.Spec.UnhealthyPodEvictionPolicy = nil
	}
}
