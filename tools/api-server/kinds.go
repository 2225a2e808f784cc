package main

import (
	"context"
	"crypto/tls"
	"fmt"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utilvalidation "k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/api/job"
	pvutil "k8s.io/kubernetes/pkg/api/persistentvolume"
	pvcutil "k8s.io/kubernetes/pkg/api/persistentvolumeclaim"
	podutil "k8s.io/kubernetes/pkg/api/pod"
	serviceapi "k8s.io/kubernetes/pkg/api/service"
	storageutil "k8s.io/kubernetes/pkg/api/storage"
	"k8s.io/kubernetes/pkg/apis/apps"
	appsvalidation "k8s.io/kubernetes/pkg/apis/apps/validation"
	"k8s.io/kubernetes/pkg/apis/autoscaling"
	"k8s.io/kubernetes/pkg/apis/batch"
	batchvalidation "k8s.io/kubernetes/pkg/apis/batch/validation"
	"k8s.io/kubernetes/pkg/apis/core"
	corevalidation "k8s.io/kubernetes/pkg/apis/core/validation"
	"k8s.io/kubernetes/pkg/apis/networking"
	networkingvalidation "k8s.io/kubernetes/pkg/apis/networking/validation"
	"k8s.io/kubernetes/pkg/apis/policy"
	policyvalidation "k8s.io/kubernetes/pkg/apis/policy/validation"
	"k8s.io/kubernetes/pkg/apis/rbac"
	rbacvalidation "k8s.io/kubernetes/pkg/apis/rbac/validation"
	"k8s.io/kubernetes/pkg/apis/scheduling"
	schedulingvalidation "k8s.io/kubernetes/pkg/apis/scheduling/validation"
	"k8s.io/kubernetes/pkg/apis/storage"
	storagevalidation "k8s.io/kubernetes/pkg/apis/storage/validation"
	volumevalidation "k8s.io/kubernetes/pkg/volume/validation"

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
	{Version: "v1", Kind: "Pod"}: {
		prepare: func(object runtime.Object) { preparePod(object.(*core.Pod)) },
		validate: func(object runtime.Object) field.ErrorList {
			pod := object.(*core.Pod)
			options := podutil.GetValidationOptionsFromPodSpecAndMeta(&pod.Spec, nil, &pod.ObjectMeta, nil)
			options.ResourceIsPod = true
			return corevalidation.ValidatePodCreate(pod, options)
		},
		warnings: func(ctx context.Context, object runtime.Object) []string {
			pod := object.(*core.Pod)
			return append(
				warningsForName(pod.Name, "the Pod's hostname"),
				podutil.GetWarningsForPod(ctx, pod, nil)...)
		},
	},
	{Version: "v1", Kind: "PodTemplate"}: withTemplate(
		func(object *core.PodTemplate) *core.PodTemplateSpec { return &object.Template },
		func(object *core.PodTemplate, pods corevalidation.PodValidationOptions) field.ErrorList {
			return corevalidation.ValidatePodTemplate(object, pods)
		}),
	{Version: "v1", Kind: "ReplicationController"}: withTemplate(
		func(object *core.ReplicationController) *core.PodTemplateSpec { return object.Spec.Template },
		func(object *core.ReplicationController, pods corevalidation.PodValidationOptions) field.ErrorList {
			return corevalidation.ValidateReplicationController(object, pods)
		}),
	{Version: "v1", Kind: "Service"}: {
		prepare: func(object runtime.Object) { prepareService(object.(*core.Service)) },
		validate: func(object runtime.Object) field.ErrorList {
			return corevalidation.ValidateServiceCreate(object.(*core.Service))
		},
		warnings: func(_ context.Context, object runtime.Object) []string {
			return serviceapi.GetWarningsForService(object.(*core.Service), nil)
		},
	},
	{Version: "v1", Kind: "ServiceAccount"}: {
		prepare: func(object runtime.Object) {
			account := object.(*core.ServiceAccount)
			for i, secret := range account.Secrets {
				account.Secrets[i] = core.ObjectReference{Name: secret.Name}
			}
		},
		validate: func(object runtime.Object) field.ErrorList {
			return corevalidation.ValidateServiceAccount(object.(*core.ServiceAccount))
		},
	},
	{Version: "v1", Kind: "Secret"}: {
		validate: func(object runtime.Object) field.ErrorList {
			return corevalidation.ValidateSecret(object.(*core.Secret))
		},
		warnings: func(_ context.Context, object runtime.Object) []string {
			secret := object.(*core.Secret)
			if secret.Type != core.SecretTypeTLS {
				return nil
			}
			if _, err := tls.X509KeyPair(secret.Data[core.TLSCertKey], secret.Data[core.TLSPrivateKeyKey]); err != nil {
				return []string{err.Error()}
			}
			return nil
		},
	},
	{Version: "v1", Kind: "ConfigMap"}: plain(false, corevalidation.ValidateConfigMap),
	{Version: "v1", Kind: "Namespace"}: {
		clusterScoped: true,
		prepare: func(object runtime.Object) {
			namespace := object.(*core.Namespace)
			namespace.Status = core.NamespaceStatus{Phase: core.NamespaceActive}
		},
		validate: func(object runtime.Object) field.ErrorList {
			return corevalidation.ValidateNamespace(object.(*core.Namespace))
		},
	},
	{Version: "v1", Kind: "PersistentVolumeClaim"}: {
		prepare: func(object runtime.Object) {
			claim := object.(*core.PersistentVolumeClaim)
			claim.Status = core.PersistentVolumeClaimStatus{}
			pvcutil.DropDisabledFields(&claim.Spec, nil)
			pvcutil.EnforceDataSourceBackwardsCompatibility(&claim.Spec, nil)
			pvcutil.NormalizeDataSources(&claim.Spec)
		},
		validate: func(object runtime.Object) field.ErrorList {
			claim := object.(*core.PersistentVolumeClaim)
			return corevalidation.ValidatePersistentVolumeClaim(
				claim, corevalidation.ValidationOptionsForPersistentVolumeClaim(claim, nil))
		},
		warnings: func(_ context.Context, object runtime.Object) []string {
			return pvcutil.GetWarningsForPersistentVolumeClaim(object.(*core.PersistentVolumeClaim))
		},
	},
	{Version: "v1", Kind: "PersistentVolume"}: {
		clusterScoped: true,
		prepare: func(object runtime.Object) {
			volume := object.(*core.PersistentVolume)
			dropDisabledVolumeFields(volume)
			volume.Status = core.PersistentVolumeStatus{Phase: core.VolumePending}
		},
		validate: func(object runtime.Object) field.ErrorList {
			volume := object.(*core.PersistentVolume)
			errs := corevalidation.ValidatePersistentVolume(
				volume, corevalidation.ValidationOptionsForPersistentVolume(volume, nil))
			return append(errs, volumevalidation.ValidatePersistentVolume(volume)...)
		},
		warnings: func(_ context.Context, object runtime.Object) []string {
			return pvutil.GetWarningsForPersistentVolume(object.(*core.PersistentVolume))
		},
	},
	{Version: "v1", Kind: "LimitRange"}: plain(false, corevalidation.ValidateLimitRange),
	{Version: "v1", Kind: "ResourceQuota"}: {
		prepare: func(object runtime.Object) {
			object.(*core.ResourceQuota).Status = core.ResourceQuotaStatus{}
		},
		validate: func(object runtime.Object) field.ErrorList {
			return corevalidation.ValidateResourceQuota(object.(*core.ResourceQuota))
		},
	},
	{Version: "v1", Kind: "Endpoints"}: plain(false, corevalidation.ValidateEndpointsCreate),

	{Group: "apps", Version: "v1", Kind: "Deployment"}: withTemplate(
		func(object *apps.Deployment) *core.PodTemplateSpec { return &object.Spec.Template },
		appsvalidation.ValidateDeployment),
	{Group: "apps", Version: "v1", Kind: "StatefulSet"}: withTemplate(
		func(object *apps.StatefulSet) *core.PodTemplateSpec { return &object.Spec.Template },
		validateStatefulSet),
	{Group: "apps", Version: "v1", Kind: "DaemonSet"}: withTemplate(
		func(object *apps.DaemonSet) *core.PodTemplateSpec { return &object.Spec.Template },
		appsvalidation.ValidateDaemonSet),
	{Group: "apps", Version: "v1", Kind: "ReplicaSet"}: withTemplate(
		func(object *apps.ReplicaSet) *core.PodTemplateSpec { return &object.Spec.Template },
		appsvalidation.ValidateReplicaSet),

	{Group: "batch", Version: "v1", Kind: "Job"}: {
		prepare: func(object runtime.Object) {
			one := object.(*batch.Job)
			generateSelector(one)
			one.Status = batch.JobStatus{}
			dropDisabledJobFields(&one.Spec)
			podutil.DropDisabledTemplateFields(&one.Spec.Template, nil)
		},
		validate: func(object runtime.Object) field.ErrorList { return validateJob(object.(*batch.Job)) },
		warnings: func(ctx context.Context, object runtime.Object) []string {
			one := object.(*batch.Job)
			return append(
				warningsForName(one.Name, "Pod names and hostnames"),
				job.WarningsForJobSpec(ctx, field.NewPath("spec"), &one.Spec, nil)...)
		},
	},
	{Group: "batch", Version: "v1", Kind: "CronJob"}: {
		prepare: func(object runtime.Object) {
			one := object.(*batch.CronJob)
			one.Status = batch.CronJobStatus{}
			dropDisabledCronJobFields(&one.Spec.JobTemplate.Spec)
			podutil.DropDisabledTemplateFields(&one.Spec.JobTemplate.Spec.Template, nil)
		},
		validate: func(object runtime.Object) field.ErrorList {
			one := object.(*batch.CronJob)
			return batchvalidation.ValidateCronJobCreate(
				one, podutil.GetValidationOptionsFromPodTemplate(&one.Spec.JobTemplate.Spec.Template, nil))
		},
		warnings: func(ctx context.Context, object runtime.Object) []string {
			one := object.(*batch.CronJob)
			return append(
				warningsForName(one.Name, "Pod names and hostnames"),
				job.WarningsForJobSpec(ctx, field.NewPath("spec", "jobTemplate", "spec"), &one.Spec.JobTemplate.Spec, nil)...)
		},
	},

	{Group: "networking.k8s.io", Version: "v1", Kind: "Ingress"}: {
		prepare: func(object runtime.Object) {
			object.(*networking.Ingress).Status = networking.IngressStatus{}
		},
		validate: func(object runtime.Object) field.ErrorList {
			return networkingvalidation.ValidateIngressCreate(object.(*networking.Ingress))
		},
		warnings: func(_ context.Context, object runtime.Object) []string {
			ingress := object.(*networking.Ingress)
			const annotation = "kubernetes.io/ingress.class"
			if _, ok := ingress.Annotations[annotation]; ok && ingress.Spec.IngressClassName == nil {
				return []string{fmt.Sprintf("annotation %q is deprecated, please use 'spec.ingressClassName' instead", annotation)}
			}
			return nil
		},
	},
	{Group: "networking.k8s.io", Version: "v1", Kind: "IngressClass"}: plain(true, networkingvalidation.ValidateIngressClass),
	{Group: "networking.k8s.io", Version: "v1", Kind: "NetworkPolicy"}: {
		validate: func(object runtime.Object) field.ErrorList {
			one := object.(*networking.NetworkPolicy)
			return networkingvalidation.ValidateNetworkPolicy(
				one, networkingvalidation.ValidationOptionsForNetworking(one, nil))
		},
	},

	{Group: "autoscaling", Version: "v1", Kind: "HorizontalPodAutoscaler"}: horizontalPodAutoscaler,
	{Group: "autoscaling", Version: "v2", Kind: "HorizontalPodAutoscaler"}: horizontalPodAutoscaler,

	{Group: "policy", Version: "v1", Kind: "PodDisruptionBudget"}: {
		prepare: func(object runtime.Object) {
			one := object.(*policy.PodDisruptionBudget)
			one.Status = policy.PodDisruptionBudgetStatus{}
			dropDisabledBudgetFields(one)
		},
		validate: func(object runtime.Object) field.ErrorList {
			return policyvalidation.ValidatePodDisruptionBudget(
				object.(*policy.PodDisruptionBudget), policyvalidation.PodDisruptionBudgetValidationOptions{})
		},
	},

	{Group: "rbac.authorization.k8s.io", Version: "v1", Kind: "Role"}:        plain(false, rbacvalidation.ValidateRole),
	{Group: "rbac.authorization.k8s.io", Version: "v1", Kind: "RoleBinding"}: plain(false, rbacvalidation.ValidateRoleBinding),
	{Group: "rbac.authorization.k8s.io", Version: "v1", Kind: "ClusterRole"}: plain(true, func(role *rbac.ClusterRole) field.ErrorList {
		return rbacvalidation.ValidateClusterRole(role, rbacvalidation.ClusterRoleValidationOptions{})
	}),
	{Group: "rbac.authorization.k8s.io", Version: "v1", Kind: "ClusterRoleBinding"}: plain(true, rbacvalidation.ValidateClusterRoleBinding),

	{Group: "storage.k8s.io", Version: "v1", Kind: "StorageClass"}: {
		clusterScoped: true,
		validate: func(object runtime.Object) field.ErrorList {
			return storagevalidation.ValidateStorageClass(object.(*storage.StorageClass))
		},
		warnings: func(_ context.Context, object runtime.Object) []string {
			return storageutil.GetWarningsForStorageClass(object.(*storage.StorageClass))
		},
	},
	{Group: "scheduling.k8s.io", Version: "v1", Kind: "PriorityClass"}: plain(true, func(class *scheduling.PriorityClass) field.ErrorList {
		return schedulingvalidation.ValidatePriorityClass(class)
	}),
}

var horizontalPodAutoscaler = builtIn{
	prepare: func(object runtime.Object) {
		one := object.(*autoscaling.HorizontalPodAutoscaler)
		one.Status = autoscaling.HorizontalPodAutoscalerStatus{}
		dropDisabledAutoscalerFields(one)
	},
	validate: func(object runtime.Object) field.ErrorList {
		return validateAutoscaler(object.(*autoscaling.HorizontalPodAutoscaler))
	},
}

// A kind that is validated and nothing else.
func plain[Object any](clusterScoped bool, validate func(object *Object) field.ErrorList) builtIn {
	return builtIn{
		clusterScoped: clusterScoped,
		validate:      func(object runtime.Object) field.ErrorList { return validate(any(object).(*Object)) },
	}
}

// A workload with a template of pods.
func withTemplate[Object any](
	templateOf func(object *Object) *core.PodTemplateSpec,
	validate func(object *Object, pods corevalidation.PodValidationOptions) field.ErrorList,
) builtIn {
	return builtIn{
		prepare: func(object runtime.Object) {
			switch one := object.(type) {
			case *core.ReplicationController:
				one.Status = core.ReplicationControllerStatus{}
			case *apps.Deployment:
				one.Status = apps.DeploymentStatus{}
			case *apps.StatefulSet:
				one.Status = apps.StatefulSetStatus{}
				dropDisabledStatefulSetFields(one)
			case *apps.DaemonSet:
				one.Status = apps.DaemonSetStatus{}
				one.Spec.TemplateGeneration = max(one.Spec.TemplateGeneration, 1)
			case *apps.ReplicaSet:
				one.Status = apps.ReplicaSetStatus{}
			}
			podutil.DropDisabledTemplateFields(templateOf(any(object).(*Object)), nil)
		},
		validate: func(object runtime.Object) field.ErrorList {
			one := any(object).(*Object)
			return validate(one, podutil.GetValidationOptionsFromPodTemplate(templateOf(one), nil))
		},
		warnings: func(ctx context.Context, object runtime.Object) []string {
			path := field.NewPath("spec", "template")
			var warnings []string
			switch one := object.(type) {
			case *core.PodTemplate:
				path = field.NewPath("template")
			case *core.ReplicationController:
				warnings = warningsForName(one.Name, "Pod names and hostnames")
			case *apps.Deployment:
				warnings = warningsForName(one.Name, "Pod names and hostnames")
			case *apps.ReplicaSet:
				warnings = warningsForName(one.Name, "Pod names and hostnames")
			}
			warnings = append(warnings, podutil.GetWarningsForPodTemplate(ctx, path, templateOf(any(object).(*Object)), nil)...)
			if one, ok := object.(*apps.StatefulSet); ok {
				for i, claim := range one.Spec.VolumeClaimTemplates {
					path := field.NewPath("spec", "volumeClaimTemplates").Index(i)
					warnings = append(warnings, pvcutil.GetWarningsForPersistentVolumeClaimSpec(path, claim.Spec)...)
				}
			}
			return warnings
		},
	}
}

func warningsForName(name, use string) []string {
	if problems := utilvalidation.IsDNS1123Label(name); len(problems) != 0 {
		return []string{fmt.Sprintf("metadata.name: this is used in %s, which can result in surprising behavior; a DNS label is recommended: %v", use, problems)}
	}
	return nil
}
