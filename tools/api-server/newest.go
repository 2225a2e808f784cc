//go:build !oldest

package main

import (
	"context"

	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/operation"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	genericapirequest "k8s.io/apiserver/pkg/endpoints/request"
	genericfeatures "k8s.io/apiserver/pkg/features"
	"k8s.io/apiserver/pkg/registry/rest"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/component-base/featuregate"
	"k8s.io/kubernetes/pkg/api/job"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	pvutil "k8s.io/kubernetes/pkg/api/persistentvolume"
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

func init() {
	version := schema.GroupVersion{Group: admissionregistration.GroupName, Version: "v1"}
	builtIns[version.WithKind("ValidatingAdmissionPolicy")] = withoutStaticSuffix(admissionvalidation.ValidateValidatingAdmissionPolicy)
	builtIns[version.WithKind("ValidatingAdmissionPolicyBinding")] = withoutStaticSuffix(admissionvalidation.ValidateValidatingAdmissionPolicyBinding)
}

// Names with a certain suffix belong to policies that are files of the server.
func withoutStaticSuffix[Object any, Pointer interface {
	*Object
	metav1.Object
}](validate func(object Pointer) field.ErrorList) builtIn {
	isRefused := utilfeature.DefaultFeatureGate.Enabled(genericfeatures.ManifestBasedAdmissionControlConfig)
	return of(strategy[Object]{
		clusterScoped: true,
		validate: func(object *Object) field.ErrorList {
			errs := validate(object)
			if isRefused {
				errs = append(errs, admissionvalidation.ValidateStaticSuffix(Pointer(object).GetName(), field.NewPath("metadata", "name"))...)
			}
			return errs
		},
		warnings: func(_ context.Context, object *Object) []string {
			if isRefused {
				return nil
			}
			return admissionvalidation.WarningsForStaticSuffix(Pointer(object).GetName())
		},
	})
}

// Declarative validation asks which version of the API a request is for.
func contextOf(ctx context.Context, gvk schema.GroupVersionKind) context.Context {
	return genericapirequest.WithRequestInfo(ctx, &genericapirequest.RequestInfo{APIGroup: gvk.Group, APIVersion: gvk.Version})
}

func validateDeclaratively(ctx context.Context, gvk schema.GroupVersionKind, object runtime.Object, errs field.ErrorList) field.ErrorList {
	var config rest.DeclarativeValidationConfig
	switch gvk.Kind {
	case "Job", "CronJob":
		config.Options = gates(features.WorkloadWithJob)
	case "HorizontalPodAutoscaler":
		config.Options = gates(features.HPAScaleToZero)
	case "RoleBinding", "ClusterRoleBinding":
		config.ShortCircuitMismatch = true
	}
	return rest.ValidateDeclarativelyWithMigrationChecks(ctx, legacyscheme.Scheme, object, nil, errs, operation.Create, config)
}

func validateMetadata(ctx context.Context, object *unstructured.Unstructured, namespaced bool) field.ErrorList {
	path := field.NewPath("metadata")
	var metadata metav1.ObjectMeta
	if raw, ok := object.Object["metadata"].(map[string]any); ok {
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(raw, &metadata); err != nil {
			return field.ErrorList{field.Invalid(path, raw, err.Error())}
		}
	}
	return validation.ValidateObjectMetaDeclaratively(ctx, operation.Create, &metadata, nil, namespaced, validation.NameIsDNSSubdomain,
		path, utilfeature.DefaultFeatureGate.Enabled(genericfeatures.DeclarativeValidationBeta))
}

func validateEmbedded(ctx context.Context, object map[string]any, structural *structuralschema.Structural) field.ErrorList {
	return objectmeta.Validate(ctx, nil, object, structural, false)
}

func preparePod(pod *core.Pod) {
	pod.Status = core.PodStatus{Phase: core.PodPending}
	podutil.DropDisabledPodFields(pod, nil)
	mergeLabelKeys(pod)
	podutil.DefaultPodLevelResources(pod)
}

// As mutatePodAffinity and mutateTopologySpreadConstraints of pkg/registry/core/pod.
func mergeLabelKeys(pod *core.Pod) {
	merge := func(selector *metav1.LabelSelector, keys []string, operator metav1.LabelSelectorOperator) {
		for _, key := range keys {
			if value, ok := pod.Labels[key]; ok && selector != nil {
				selector.MatchExpressions = append(selector.MatchExpressions,
					metav1.LabelSelectorRequirement{Key: key, Operator: operator, Values: []string{value}})
			}
		}
	}
	term := func(one *core.PodAffinityTerm) {
		merge(one.LabelSelector, one.MatchLabelKeys, metav1.LabelSelectorOpIn)
		merge(one.LabelSelector, one.MismatchLabelKeys, metav1.LabelSelectorOpNotIn)
	}
	terms := func(required []core.PodAffinityTerm, preferred []core.WeightedPodAffinityTerm) {
		for i := range required {
			term(&required[i])
		}
		for i := range preferred {
			term(&preferred[i].PodAffinityTerm)
		}
	}
	if affinity := pod.Spec.Affinity; affinity != nil && utilfeature.DefaultFeatureGate.Enabled(features.MatchLabelKeysInPodAffinity) {
		if one := affinity.PodAffinity; one != nil {
			terms(one.RequiredDuringSchedulingIgnoredDuringExecution, one.PreferredDuringSchedulingIgnoredDuringExecution)
		}
		if one := affinity.PodAntiAffinity; one != nil {
			terms(one.RequiredDuringSchedulingIgnoredDuringExecution, one.PreferredDuringSchedulingIgnoredDuringExecution)
		}
	}
	if utilfeature.DefaultFeatureGate.Enabled(features.MatchLabelKeysInPodTopologySpread) &&
		utilfeature.DefaultFeatureGate.Enabled(features.MatchLabelKeysInPodTopologySpreadSelectorMerge) {
		for _, constraint := range pod.Spec.TopologySpreadConstraints {
			merge(constraint.LabelSelector, constraint.MatchLabelKeys, metav1.LabelSelectorOpIn)
		}
	}
}

func dropDisabledVolumeFields(volume *core.PersistentVolume) {
	pvutil.DropDisabledSpecFields(&volume.Spec, nil)
}

func dropDisabledStatefulSetFields(set *apps.StatefulSet) {
	if update := set.Spec.UpdateStrategy.RollingUpdate; update != nil && !utilfeature.DefaultFeatureGate.Enabled(features.MaxUnavailableStatefulSet) {
		update.MaxUnavailable = nil
	}
}

func validateStatefulSet(set *apps.StatefulSet, pods corevalidation.PodValidationOptions) field.ErrorList {
	return appsvalidation.ValidateStatefulSet(set, appsvalidation.StatefulSetValidationOptions{
		AllowStatefulSetRecreateStrategy: utilfeature.DefaultFeatureGate.Enabled(features.StatefulSetRecreateStrategy),
	}, pods)
}

func dropDisabledJobFields(spec *batch.JobSpec) {
	if !utilfeature.DefaultFeatureGate.Enabled(features.JobManagedBy) {
		spec.ManagedBy = nil
	}
	job.DropDisabledFields(spec, nil)
}

func dropDisabledCronJobFields(spec *batch.JobSpec) { job.DropDisabledFields(spec, nil) }

func validateJob(job *batch.Job) field.ErrorList {
	return batchvalidation.ValidateJobCreate(job, batchvalidation.JobValidationOptions{
		PodValidationOptions:  podutil.GetValidationOptionsFromPodTemplate(&job.Spec.Template, nil),
		RequirePrefixedLabels: true,
	})
}

func dropDisabledAutoscalerFields(autoscaler *autoscaling.HorizontalPodAutoscaler) {
	behavior := autoscaler.Spec.Behavior
	if behavior == nil || utilfeature.DefaultFeatureGate.Enabled(features.HPAConfigurableTolerance) {
		return
	}
	for _, rules := range []*autoscaling.HPAScalingRules{behavior.ScaleDown, behavior.ScaleUp} {
		if rules != nil {
			rules.Tolerance = nil
		}
	}
}

// As validationOptionsForHorizontalPodAutoscaler of pkg/registry/autoscaling/horizontalpodautoscaler.
func validateAutoscaler(autoscaler *autoscaling.HorizontalPodAutoscaler) field.ErrorList {
	options := autoscalingvalidation.HorizontalPodAutoscalerSpecValidationOptions{
		MinReplicasLowerBound: 1,
		ScaleTargetRefValidationOptions: autoscalingvalidation.CrossVersionObjectReferenceValidationOptions{
			AllowEmptyAPIGroup:           autoscaler.Spec.ScaleTargetRef.Kind == "ReplicationController",
			RequiredCoveredByDeclarative: true,
		},
		ObjectMetricsValidationOptions: autoscalingvalidation.CrossVersionObjectReferenceValidationOptions{AllowEmptyAPIGroup: true},
	}
	if utilfeature.DefaultFeatureGate.Enabled(features.HPAScaleToZero) {
		options.MinReplicasLowerBound = 0
	}
	return autoscalingvalidation.ValidateHorizontalPodAutoscaler(autoscaler, options)
}

func dropDisabledBudgetFields(budget *policy.PodDisruptionBudget) {
	selector := budget.Spec.Selector
	if !apiequality.Semantic.DeepEqual(selector, policy.NonV1beta1MatchNoneSelector) &&
		!apiequality.Semantic.DeepEqual(selector, policy.NonV1beta1MatchAllSelector) {
		policy.StripPDBV1beta1Label(selector)
	}
}

func gates(name featuregate.Feature) map[string]bool {
	return map[string]bool{string(name): utilfeature.DefaultFeatureGate.Enabled(name)}
}
