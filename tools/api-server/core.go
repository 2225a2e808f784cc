package main

import (
	"context"
	"crypto/tls"

	"k8s.io/apimachinery/pkg/util/validation/field"
	pvutil "k8s.io/kubernetes/pkg/api/persistentvolume"
	pvcutil "k8s.io/kubernetes/pkg/api/persistentvolumeclaim"
	podutil "k8s.io/kubernetes/pkg/api/pod"
	serviceapi "k8s.io/kubernetes/pkg/api/service"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/apis/core/validation"
	volumevalidation "k8s.io/kubernetes/pkg/volume/validation"
)

var pod = of(strategy[core.Pod]{
	prepare: preparePod,
	validate: func(pod *core.Pod) field.ErrorList {
		options := podutil.GetValidationOptionsFromPodSpecAndMeta(&pod.Spec, nil, &pod.ObjectMeta, nil)
		options.ResourceIsPod = true
		return validation.ValidatePodCreate(pod, options)
	},
	warnings: func(ctx context.Context, pod *core.Pod) []string {
		return append(warningsForName(pod.Name, "the Pod's hostname"), podutil.GetWarningsForPod(ctx, pod, nil)...)
	},
})

var service = of(strategy[core.Service]{
	prepare: func(service *core.Service) {
		service.Status = core.ServiceStatus{}
		// As normalizeClusterIPs of pkg/registry/core/service/storage; no address is allocated.
		if service.Spec.ClusterIP != "" && len(service.Spec.ClusterIPs) == 0 {
			service.Spec.ClusterIPs = []string{service.Spec.ClusterIP}
		}
		// As the allocator there does before anything is validated; which port it takes does not matter.
		if serviceapi.NeedsHealthCheck(service) && service.Spec.HealthCheckNodePort == 0 {
			service.Spec.HealthCheckNodePort = 32000
		}
	},
	validate: validation.ValidateServiceCreate,
	warnings: func(_ context.Context, service *core.Service) []string {
		return serviceapi.GetWarningsForService(service, nil)
	},
})

var serviceAccount = of(strategy[core.ServiceAccount]{
	prepare: func(account *core.ServiceAccount) {
		for i, secret := range account.Secrets {
			account.Secrets[i] = core.ObjectReference{Name: secret.Name}
		}
	},
	validate: validation.ValidateServiceAccount,
})

var secret = of(strategy[core.Secret]{
	validate: validation.ValidateSecret,
	warnings: func(_ context.Context, secret *core.Secret) []string {
		if secret.Type != core.SecretTypeTLS {
			return nil
		}
		if _, err := tls.X509KeyPair(secret.Data[core.TLSCertKey], secret.Data[core.TLSPrivateKeyKey]); err != nil {
			return []string{err.Error()}
		}
		return nil
	},
})

var namespace = of(strategy[core.Namespace]{
	clusterScoped: true,
	prepare: func(namespace *core.Namespace) {
		namespace.Status = core.NamespaceStatus{Phase: core.NamespaceActive}
	},
	validate: validation.ValidateNamespace,
})

var resourceQuota = of(strategy[core.ResourceQuota]{
	prepare:  func(quota *core.ResourceQuota) { quota.Status = core.ResourceQuotaStatus{} },
	validate: validation.ValidateResourceQuota,
})

var persistentVolumeClaim = of(strategy[core.PersistentVolumeClaim]{
	prepare: func(claim *core.PersistentVolumeClaim) {
		claim.Status = core.PersistentVolumeClaimStatus{}
		pvcutil.DropDisabledFields(&claim.Spec, nil)
		pvcutil.EnforceDataSourceBackwardsCompatibility(&claim.Spec, nil)
		pvcutil.NormalizeDataSources(&claim.Spec)
	},
	validate: func(claim *core.PersistentVolumeClaim) field.ErrorList {
		return validation.ValidatePersistentVolumeClaim(claim, validation.ValidationOptionsForPersistentVolumeClaim(claim, nil))
	},
	warnings: func(_ context.Context, claim *core.PersistentVolumeClaim) []string {
		return pvcutil.GetWarningsForPersistentVolumeClaim(claim)
	},
})

var persistentVolume = of(strategy[core.PersistentVolume]{
	clusterScoped: true,
	prepare: func(volume *core.PersistentVolume) {
		dropDisabledVolumeFields(volume)
		volume.Status = core.PersistentVolumeStatus{Phase: core.VolumePending}
	},
	validate: func(volume *core.PersistentVolume) field.ErrorList {
		errs := validation.ValidatePersistentVolume(volume, validation.ValidationOptionsForPersistentVolume(volume, nil))
		return append(errs, volumevalidation.ValidatePersistentVolume(volume)...)
	},
	warnings: func(_ context.Context, volume *core.PersistentVolume) []string {
		return pvutil.GetWarningsForPersistentVolume(volume)
	},
})
